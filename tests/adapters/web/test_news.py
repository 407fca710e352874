"""What was announced, on the letter's page and in its feed."""

from dataclasses import replace

from bot.model.announcements.announcement import EVERYBODY, Announcement, Audience, Content, Stage
from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.journal.acts import Act
from bot.ports.store import Unit
from bot.service.announcements import voices
from bot.service.endorsements.transitions import Change, change
from tests.adapters.web.public import SLUG, Public
from tests.storage import examples

NEWS, ONLY_TO_SOME = "The <council> has *answered*: https://example.org/answer", "Come to the meeting of volunteers"


def done(
    unit: Unit,
    letter_id: int,
    content: Content,
    audience: Audience = EVERYBODY,
    stage: Stage = Stage.DONE,
    origin: str = "",
) -> Announcement:
    """An announcement has left."""
    person = examples.person(unit, "owner").id
    draft = unit.announcements.add(letter_id, content, audience=audience, person_id=person, origin=origin)
    waiting = replace(draft, stage=Stage.WAITING)
    unit.announcements.save(waiting, Act.ANNOUNCEMENT_RELEASED, person)
    unit.announcements.save(replace(waiting, stage=Stage.RUNNING, started_at=unit.now))
    last = replace(waiting, stage=stage, started_at=unit.now, ended_at=unit.now)
    unit.announcements.save(last)
    return last


async def test_what_every_follower_was_told_stands_on_the_page_and_in_the_feed_until_it_is_taken_back(
    public: Public,
) -> None:
    def unit(unit: Unit) -> Announcement:
        letter = public.letter_id
        done(unit, letter, Content({"en": ONLY_TO_SOME}), Audience(languages=("en",)))
        done(unit, letter, Content({"en": ONLY_TO_SOME}, to_signers=True), Audience(reach="signers"))
        done(unit, letter, Content({"en": ONLY_TO_SOME}), stage=Stage.PAUSED)
        return done(unit, letter, Content({"en": NEWS, "fr": "Le conseil a répondu."}))

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


async def test_an_endorsers_words_stand_there_as_its_own_and_go_when_it_leaves(public: Public) -> None:
    def unit(unit: Unit) -> Endorsement:
        signed = examples.sign(unit, public.letter_id, "Example Bakers", State.LISTED)
        content = Content({"en": "We bake for it."}, voice=signed.id)
        done(unit, public.letter_id, content, origin=f"{voices.kind(signed.id)}:1")
        return signed

    signed = await public.store.write(unit)
    page, feed = f"/en/{SLUG}", f"/api/v1/letters/{SLUG}/feed/en.atom"
    for path in (page, feed):
        said = await public.read(path)
        assert "We bake for it." in said
        assert "from Example Bakers, which has signed it, in its own words" in said
    assert "News from Night Riders" not in await public.read(feed)

    def leave(unit: Unit) -> None:
        gone = signed.moved(State.WITHDRAWN, unit.now)
        change(unit, Change(gone, Act.ENDORSEMENT_WITHDRAWN, signed.person_id))

    await public.store.write(leave)
    assert "Example Bakers" not in await public.read(page) + await public.read(feed)
    assert 'id="news"' not in await public.read(page)
    assert "in its own words" not in await public.read(feed)
