"""What who signed is told of their sign-on."""

from bot.interface.call import Button, Reply
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import Endorsement, State
from bot.notices.notice import About, Notice, endorsement
from bot.service.lists import disclosure
from bot.text.text import Part, Text, Typed, t
from bot.views.buttons import LIST
from bot.views.endorsements.boards import reminder
from bot.views.endorsements.desk import desk_button
from bot.views.endorsements.handing_over import handed_over
from bot.views.endorsements.public_entry import public_entry, receipt
from bot.views.endorsements.statements import words_outcome
from bot.views.lists import not_yet

OUTCOMES: dict[State, Text] = {
    State.DRAFT: t("**Your sign-on is a draft.**"),
    State.SUBMITTED: t("**Your sign-on is reviewed again.** It is not public now."),
    State.LISTED: t("**Your sign-on is listed.** Thank you: everybody can see it now."),
    State.WITHHELD: t("**Your sign-on was accepted, and is counted.** Its name is withheld: it stands in no list."),
    State.DECLINED: t("**Your sign-on was declined.** It is not listed."),
    State.WITHDRAWN: t("**Your sign-on was withdrawn.**"),
    State.DISPUTED: t("**Your sign-on is disputed.** It is not listed until the organizers have settled it."),
}

ACCEPTED = t("**Your sign-on was accepted.** Thank you: it is in the list, which is kept back for now.")
"""The outcome of one that is listed, where the list is kept back."""


def _outcome(about: About[Endorsement]) -> Reply:
    signed, revision, unit = about.thing, about.revision, about.unit
    until = disclosure.hidden_until(unit, signed.letter_id)
    hidden = signed.state is State.LISTED and until
    parts: list[Part] = [
        ACCEPTED if hidden else OUTCOMES[signed.state],
        *((not_yet(revision.letter.local(until)),) if until else ()),
        *public_entry(signed.entry.bare, categories=revision.letter.categories),
        t("Receipt {receipt}", receipt=receipt(signed)),
    ]
    if signed.reason:
        parts.extend((t("The reviewer's reason:"), Typed(signed.reason, quoted=True)))
    desk = desk_button(signed)
    return Reply(parts, (desk, LIST))


def _question(about: About[Endorsement]) -> Reply:
    signed = about.thing
    asked = [each for each in about.unit.endorsements.exchanges(signed.id) if not each.answer]
    parts: list[Part] = [
        t(
            "**The reviewers of the letter have a question** about your sign-on for {organization}:",
            organization=signed.entry.organization,
        )
    ]
    parts.extend(Typed(each.question, quoted=True) for each in asked)
    if not asked:
        return Reply([t("The reviewers' question about your sign-on was answered. Thank you.")])
    return Reply(parts, (Button(t("Answer"), "answer", {"endorsement": signed.receipt}, style="primary"),))


def _board(about: About[Endorsement]) -> Reply | None:
    return reminder(about.unit, about.thing)


def _handed_over(about: About[Endorsement]) -> Reply:
    return handed_over(about.unit, about.thing)


def _said(about: About[Endorsement]) -> Reply:
    return words_outcome(about.unit, about.thing)


NOTICES = (
    Notice(Subject.OUTCOME, endorsement, _outcome),
    Notice(Subject.QUESTION, endorsement, _question),
    Notice(Subject.SAID, endorsement, _said),
    Notice(Subject.BOARD, endorsement, _board),
    Notice(Subject.HANDED_OVER, endorsement, _handed_over),
)
