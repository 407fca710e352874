"""What was announced, on the letter's page and in its feed."""

from dataclasses import replace

from bot.model.announcements.announcement import EVERYBODY, Announcement, Audience, Content, Stage
from bot.model.journal.acts import Act
from bot.ports.store import Unit
from tests.adapters.web.public import SLUG, Public
from tests.storage import examples

ENDORSED = "We endorse this letter."
NEWS, ONLY_TO_SOME = "The <council> has *answered*: https://example.org/answer", "Come to the meeting of volunteers"


async def test_what_every_follower_was_told_stands_on_the_page_and_in_the_feed_until_it_is_taken_back(
    public: Public,
) -> None:
    def done(unit: Unit, content: Content, audience: Audience = EVERYBODY, stage: Stage = Stage.DONE) -> Announcement:
        person = examples.person(unit, "owner").id
        draft = unit.announcements.add(public.letter_id, content, audience=audience, person_id=person)
        waiting = replace(draft, stage=Stage.WAITING)
        unit.announcements.save(waiting, Act.ANNOUNCEMENT_RELEASED, person)
        unit.announcements.save(replace(waiting, stage=Stage.RUNNING, started_at=unit.now))
        last = replace(waiting, stage=stage, started_at=unit.now, ended_at=unit.now)
        unit.announcements.save(last)
        return last

    def unit(unit: Unit) -> Announcement:
        done(unit, Content({"en": ONLY_TO_SOME}), Audience(languages=("en",)))
        done(unit, Content({"en": ONLY_TO_SOME}, to_signers=True), Audience(reach="signers"))
        done(unit, Content({"en": ONLY_TO_SOME}), stage=Stage.PAUSED)
        return done(unit, Content({"en": NEWS, "fr": "Le conseil a répondu."}))

    told = await public.store.write(unit)
    page, feed = await public.read(f"/en/{SLUG}"), await public.read(f"/api/v1/letters/{SLUG}/feed/en.atom")
    assert "The <council> has *answered*" in page
    assert "<council>" not in await (await public.ask(f"/en/{SLUG}", Accept_Encoding="identity")).text()
    assert '<a href="https://example.org/answer"' in page
    assert "(NR), not from the organizations that signed" in page
    assert "News from Night Riders" in feed
    assert ONLY_TO_SOME not in page + feed
    assert "Le conseil a répondu." in await public.read(f"/fr/{SLUG}")

    corrected = replace(told, content=Content({"en": "The council will answer."}))
    await public.store.write(lambda unit: unit.announcements.save(corrected, Act.ANNOUNCEMENT_CORRECTED, 1))
    page = await public.read(f"/en/{SLUG}")
    assert ("The council will answer." in page, NEWS in page) == (True, False)
    recalled = replace(corrected, stage=Stage.RECALLED)
    await public.store.write(lambda unit: unit.announcements.save(recalled, Act.ANNOUNCEMENT_RECALLED, 1))
    for path in (f"/en/{SLUG}", f"/api/v1/letters/{SLUG}/feed/en.atom"):
        assert "The council will answer." not in await public.read(path)


async def test_what_is_in_an_endorsers_words_says_so_and_stands_there_no_longer_than_its_name(public: Public) -> None:
    (signed,) = await public.sign("Example Bakers")

    def unit(unit: Unit) -> None:
        person = examples.person(unit, "owner").id
        content = Content({"en": ENDORSED}, voice=signed.id)
        draft = unit.announcements.add(public.letter_id, content, audience=EVERYBODY, person_id=person)
        waiting = replace(draft, stage=Stage.WAITING)
        unit.announcements.save(waiting, Act.ANNOUNCEMENT_RELEASED, person)
        unit.announcements.save(replace(waiting, stage=Stage.RUNNING, started_at=unit.now))
        unit.announcements.save(replace(waiting, stage=Stage.DONE, started_at=unit.now, ended_at=unit.now))

    await public.store.write(unit)
    page, feed = await public.read(f"/en/{SLUG}"), await public.read(f"/api/v1/letters/{SLUG}/feed/en.atom")
    assert ENDORSED in page
    assert "from Example Bakers, which has signed it, in its own words" in page
    assert "not from the organizations that signed" not in page
    assert f"News from Example Bakers: {ENDORSED}" in feed
    await public.withdraw(signed)
    for path in (f"/en/{SLUG}", f"/api/v1/letters/{SLUG}/feed/en.atom"):
        assert ENDORSED not in await public.read(path)
    assert ">News<" not in await public.read(f"/en/{SLUG}")
