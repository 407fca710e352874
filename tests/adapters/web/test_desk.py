"""The page on which people sign, from the first address to the last withdrawal, by a browser and by mail."""

import re
from collections.abc import AsyncIterator
from urllib.parse import urljoin

import pytest

from bot.model.endorsements.endorsement import Check, State
from bot.model.people.person import Account, Role
from bot.model.proofs.authority import Level
from bot.model.proofs.mails import MailKind
from bot.pages import desk
from bot.ports.store import Store, Unit
from bot.service.journal import verification
from bot.service.people import organizers
from bot.service.reviews import decisions
from tests.adapters.web.desk_stage import ADA, EVE, Stage, sign, staged
from tests.conftest import Clock
from tests.letters import LETTER

TYPED = {"field-organization": "Example Bakers", "field-representative": "Ada", "field-role": "Chair"}
SITE = "https://bakers.example.org"


@pytest.fixture
async def stage(store: Store) -> AsyncIterator[Stage]:
    """The page, served."""
    async with staged(store) as stage:
        yield stage
        verdict = await store.read(lambda unit: verification.verify(unit, LETTER))
        assert verdict.fault == ""


async def listed(stage: Stage, number: int = 1) -> None:
    """A reviewer lists a sign-on."""

    def unit(unit: Unit) -> None:
        rex = unit.people.ensure(Account("test", "rex"))
        unit.people.grant(rex.id, LETTER, Role.REVIEWER)
        decisions.decide_to_list(unit, rex, LETTER, number, Check.PHONE)

    await stage.store.write(unit)


async def state(stage: Stage, number: int = 1) -> State:
    """How a sign-on stands."""
    found = await stage.store.read(lambda unit: unit.endorsements.get(number))
    assert found
    return found.state


async def test_somebody_new_comes_to_the_form_by_their_address_alone(stage: Stage) -> None:
    ada = await stage.come(ADA)
    assert "Only organizations sign. Which one applies to you?" in ada.page.answer
    await ada.press("I may sign for my organization")
    form = ada.page.form("Go on")
    assert list(form.names) == [
        "Organization", "Your name", "Your role there", "Your e-mail address", "Website", "Place", "Statement",
    ]  # fmt: skip
    assert ada.page.html.count(" required") == ada.page.html.count("Optional.") + 1 == 4
    assert form.values["field-email"] == ADA
    for each in ('type="email" autocomplete="email"', 'autocomplete="organization"', 'inputmode="url"'):
        assert each in ada.page.html


async def test_whoever_came_by_the_address_that_they_sign_with_has_proven_it(stage: Stage) -> None:
    ada = await stage.come(ADA)
    answer = (await sign(ada, **{"field-website": SITE})).answer
    assert "Your address at example.org is proven." in answer
    assert "A code was mailed" not in answer
    assert "You can correct or withdraw it at any time with “Your sign-on” from this account." in answer
    await stage.mail(ADA, 2)
    code, receipt = await stage.store.read(
        lambda unit: [unit.mails.about(kind, 1) for kind in (MailKind.CODE, MailKind.RECEIPT)]
    )
    assert (len(code), len(receipt)) == (0, 1)
    mailed = stage.mailbox.mails[-1].text
    assert stage.page() in mailed
    assert "to the bot, from the account that signed" not in mailed
    assert await stage.store.read(lambda unit: unit.proofs.levels([1])) == {1: Level.MAILBOX}


async def test_another_address_is_proven_by_a_code_of_its_own(stage: Stage) -> None:
    ada = await stage.come("ada@elsewhere.example.com")
    await sign(ada, **{"field-website": SITE, "field-email": ADA})
    mail = await stage.mail(ADA)
    await ada.press("Type the code from the mail")
    await ada.press("Go on", **{"field-code": mail.code})
    assert "your address at example.org is proven." in ada.page.answer


async def test_what_was_wrong_is_said_beside_its_field_and_the_rest_is_kept(stage: Stage) -> None:
    ada = await stage.come(ADA)
    await ada.press("I may sign for my organization")
    await ada.press("Go on", **{**TYPED, "field-website": "no website", "field-statement": "Bread\r\nfor all"})
    assert "Some answers need a correction." in ada.page.text
    assert "This is not a website's address." in ada.page.text
    form = ada.page.form("Go on")
    assert form.values["field-website"] == "no website"
    assert form.values["field-statement"] == "Bread\nfor all"
    assert 'aria-invalid="true"' in ada.page.html
    await ada.press("Go on", **{"field-website": SITE})
    assert "This is how the public list would show it:" in ada.page.answer


async def test_whoever_has_signed_sees_corrects_and_withdraws_it_there(stage: Stage) -> None:
    ada = await stage.come(ADA)
    await sign(ada)
    await listed(stage)
    ada = await stage.come(ADA)
    assert "Your sign-on is listed." in ada.page.answer
    assert "listed: everybody can see it" in ada.page.answer, "where it stands is shown to whoever comes back"
    await ada.press("Correct")
    assert "Correct your sign-on" in ada.page.answer
    assert "(1 of" not in ada.page.answer
    await ada.press("Go on", **{"field-place": "Harbour"})
    assert "Example Bakers, Harbour" in ada.page.answer
    await ada.press("I confirm, and sign on")
    assert await state(stage) is State.SUBMITTED
    await ada.press("Your sign-on")
    await ada.press("What the list shows")
    await ada.press("Statement")
    await ada.press("Your sign-on")
    await ada.press("Withdraw")
    await ada.press("Yes, withdraw it")
    assert await state(stage) is State.WITHDRAWN


async def test_whoever_is_listed_finds_their_own_line(stage: Stage) -> None:
    stage.interface.web = stage.root
    ada = await stage.come(ADA)
    await sign(ada)
    ada = await stage.come(ADA)
    assert "Its line in the list" not in ada.page.text
    await listed(stage)
    ada = await stage.come(ADA)
    line = ada.page.links["Its line in the list"]
    assert "Example Bakers has signed the open letter" in (await ada.open(line)).text


async def test_who_says_to_have_typed_a_code_without_a_session_is_told_that_there_is_none(stage: Stage) -> None:
    eve = stage.browser()
    page = await eve.open(stage.page())
    assert "No code was typed in this browser" not in page.text
    page = await eve.open(urljoin(page.url, page.links["I have typed a code here already"]))
    assert "No code was typed in this browser within the last 24 hours" in page.text
    assert page.form("Mail me a code")


async def test_an_entry_is_disputed_there_and_a_proven_address_needs_no_second_code(stage: Stage) -> None:
    ada = await stage.come("ada@elsewhere.example.com")
    await sign(ada, **{"field-website": SITE})
    await listed(stage)
    grace = await stage.come(ADA, "dispute")
    await grace.press("Go on", **{"field-organization": "Example Bakers", "field-name": "Grace", "field-role": "Chair",
                                  "field-text": "We did not sign."})  # fmt: skip
    assert "one mail with a code goes there" not in grace.page.answer
    await grace.press("Yes, tell the reviewers")
    dispute = await stage.store.read(lambda unit: unit.disputes.get(1))
    assert dispute
    assert dispute.proven
    assert await stage.nothing() == 2


async def test_what_a_reviewer_asks_waits_for_the_next_visit_and_a_mail_says_so_to_who_wants_that(
    stage: Stage,
) -> None:
    ada = await stage.come(ADA, told="yes")
    await sign(ada)

    def ask(unit: Unit) -> None:
        rex = unit.people.ensure(Account("test", "rex"))
        unit.people.grant(rex.id, LETTER, Role.REVIEWER)
        decisions.ask(unit, rex, LETTER, 1, "Who bakes?")

    before = await stage.nothing()
    await stage.store.write(ask)
    await stage.store.write(ask)
    assert await stage.nothing() == before + 1
    news = stage.mailbox.mails[-1]
    assert "Something waits for you" in str(news.message["Subject"])
    assert stage.page() in news.text
    assert "bakes" not in news.text
    assert "Bakers" not in news.text
    await ada.open(stage.page())
    assert "Who bakes?" not in ada.page.text
    await ada.press("Show what is new")
    assert "Who bakes?" in ada.page.answer
    await ada.press("Answer")
    await ada.press("Go on", **{"field-text": "I do."})
    exchanges = await stage.store.read(lambda unit: unit.endorsements.exchanges(1))
    assert [each.answer for each in exchanges if each.answer] == ["I do."]
    assert all(each.button != "Show what is new" for each in ada.page.forms)


async def test_who_wants_no_mail_gets_none_and_is_told_at_the_next_visit(stage: Stage) -> None:
    ada = await stage.come(ADA)
    await sign(ada)
    before = await stage.nothing()
    await listed(stage)
    assert await stage.nothing() == before
    await ada.open(stage.page())
    await ada.press("Show what is new")
    assert "Your sign-on is listed." in ada.page.answer
    await ada.press("Mail me when something waits for me here")
    assert await stage.store.read(lambda unit: [each.told for each in unit.sessions.of_person(1)]) == [True]


async def test_a_mail_about_news_is_stopped_without_stopping_codes(stage: Stage) -> None:
    ada = await stage.come(ADA, told="yes")
    await sign(ada)
    await listed(stage)
    await stage.nothing()
    news = next(each for each in stage.mailbox.mails if "waits" in str(each.message["Subject"]))
    assert "You get no more mails when something waits for you." in await news.press("No more of these mails")
    mailbox = await stage.store.read(lambda unit: unit.sessions.at(ADA))
    assert mailbox
    assert not mailbox.told
    assert not await stage.store.read(lambda unit: unit.mails.unwanted(ADA))


async def test_the_path_says_the_language_whatever_was_chosen_elsewhere(stage: Stage) -> None:
    ada = await stage.come(ADA, language="fr")
    assert '<html lang="fr" dir="ltr">' in ada.page.html
    await stage.store.write(lambda unit: unit.people.speak(unit.people.ensure(Account("mail", "x")).id, "fr"))
    await ada.open(stage.page(language="ar"))
    assert '<html lang="ar" dir="rtl">' in ada.page.html
    await ada.open(stage.page())
    await ada.press("Your sign-on")
    assert "You have not signed on for an organization from this account." in ada.page.answer


async def test_it_is_shown_which_language_the_page_is_in(stage: Stage) -> None:
    ada = stage.browser()
    await ada.open(stage.page(language="fr"))
    (shown,) = re.findall(r'<a href="[^"]*" hreflang="(\w+)"[^>]* aria-current="page">', ada.page.html)
    assert shown == "fr"


async def test_who_mistypes_a_code_need_not_wish_for_mails_once_more(stage: Stage) -> None:
    ada = stage.browser()
    await stage.ask(ada, ADA)
    for wish, kept in (({}, False), ({"told": "yes"}, True)):
        await ada.send(ada.page.form(stage.said(desk.ENTER)), code="0000-0000", **wish)
        assert ('value="yes" checked' in ada.page.html) is kept


async def test_a_file_that_was_answered_is_had_in_its_session_alone(stage: Stage) -> None:
    ada, eve = await stage.come(ADA), await stage.come(EVE)
    await ada.press("Our board must decide first")
    await ada.press("Go on", **TYPED)
    await ada.press("Keep as a draft")
    page = await ada.press("What the board needs")
    (link,) = [url for url in page.links.values() if "/file/" in url]
    assert "What signing means" in (await ada.open(stage.root + link)).html
    assert (await eve.open(stage.root + link)).status == 404
    assert (await stage.browser().open(stage.root + link)).status == 404


async def test_a_form_that_was_left_goes_on_at_the_next_visit(stage: Stage) -> None:
    ada = await stage.come(ADA)
    await ada.press("I may sign for my organization")
    await ada.press("Go on", **TYPED)
    await ada.press("Leave this page")
    assert ADA not in ada.page.text
    ada = await stage.come(ADA, "privacy")
    await ada.press("Go on: Sign on")
    assert "Example Bakers" in ada.page.answer
    await ada.press("I confirm, and sign on")
    assert await state(stage) is State.SUBMITTED


async def test_what_was_sent_after_a_session_had_ended_is_done_in_the_next_one(stage: Stage, clock: Clock) -> None:
    ada = await stage.come(ADA)
    await ada.press("I may sign for my organization")
    clock.forward(days=2)
    page = await ada.press("Go on", **{**TYPED, "field-statement": "<b>Bread</b>"})
    assert "Please give your address once more" in page.text
    await ada.send(page.form(stage.said(desk.ASK)), address=ADA)
    mail = await stage.mail(ADA, 2)
    await ada.send(ada.page.form(stage.said(desk.ENTER)), code=mail.code)
    assert "This is how the public list would show it:" in ada.page.answer
    assert "<b>Bread</b>" in ada.page.answer


async def test_everything_is_forgotten_there_and_the_session_ends_with_a_word(stage: Stage) -> None:
    ada = await stage.come(ADA)
    await sign(ada)
    await ada.press("What is kept about you, and what never is")
    assert ADA in ada.page.answer
    assert "1 session on the web" in ada.page.answer
    await ada.press("Forget me")
    await ada.press("Forget me, and take them back")
    assert "Forgotten." in ada.page.answer
    await ada.open(stage.page())
    assert ada.page.form("Mail me a code")
    assert await stage.store.read(lambda unit: unit.sessions.at(ADA)) is None


async def test_a_question_is_answered_and_a_command_is_typed(stage: Stage) -> None:
    ada = await stage.come(ADA, "privacy")
    assert "What the letter asks, and of whom" in (await stage.do(ada, "/demands")).answer
    assert "No organization is listed yet" in (await stage.do(ada, "who has signed?")).answer
    assert "There is no such command." in (await stage.do(ada, "/nonsense")).answer


async def test_nobody_becomes_an_organizer_by_a_mailbox(stage: Stage) -> None:
    code = await stage.store.write(lambda unit: organizers.invite(unit, None, LETTER, Role.OWNER))
    ada = await stage.come(ADA, "privacy")
    assert "Organizers use the bot from a chat," in (await stage.do(ada, f"/claim {code}")).answer
    account = await stage.account(ADA)
    await stage.store.write(lambda unit: unit.people.grant(unit.people.ensure(account).id, LETTER, Role.OWNER))
    for line in ("/review", "/organizers", "/announce", "/publish", "/export"):
        assert "This is for the letter's organizers." in (await stage.do(ada, line)).answer, line


async def test_the_page_says_where_no_mail_is_sent_that_nobody_can_sign_by_it(stage: Stage) -> None:
    stage.interface.mails = False
    page = await stage.browser().open(stage.page())
    assert "No mail is sent from here" in page.text
    assert page.forms == []
    await stage.browser().post(stage.page("ask"), {"address": ADA})
    assert await stage.nothing() == 0


@pytest.mark.parametrize("path", ["xx/{slug}/sign", "en/nothing/sign", "en/{slug}/sign/a/b/c", "en/{slug}/sign/file/1"])
async def test_what_there_is_not_is_answered_as_anything_unknown(stage: Stage, path: str) -> None:
    page = await stage.browser().open(f"{stage.root}/" + path.format(slug=stage.slug))
    assert page.status == 404


async def test_a_letter_s_page_leads_there(stage: Stage) -> None:
    browser = stage.browser()
    page = await browser.open(f"{stage.root}/en/{stage.slug}")
    assert page.links["sign on with your e-mail address"].endswith(f"/en/{stage.slug}/sign")
