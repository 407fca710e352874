"""Whoever signed the earlier letter reads the next one, and signs it with the same line by one press."""

from collections.abc import Sequence
from dataclasses import replace

from bot.commands.endorsements.confirming import SHOWN_AS, STAYS_WITHHELD
from bot.commands.shared_options import ENDORSEMENT, LETTER, hidden
from bot.errors import Conflict
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.model.endorsements.endorsement import Endorsement
from bot.service.endorsements import signing
from bot.service.letters import succession
from bot.service.people import limits
from bot.service.proofs import proving
from bot.text.text import Code, Part, t
from bot.views.buttons import READ, SIGN
from bot.views.endorsements import consents
from bot.views.endorsements.public_entry import public_entry
from bot.views.endorsements.received import received
from bot.views.letters.letter import letter_parts
from bot.views.proofs import authority


def _meant(call: Call) -> tuple[int, Endorsement]:
    """The sign-on to the earlier letter that is signed again, and its place among those that can be."""
    before, which = (
        succession.signed_before(call.unit, call.actor.person, call.published.letter_id),
        call.number("which"),
    )
    index = min(which or 0, len(before) - 1)
    if not before:
        raise Conflict(t("There is nothing that you could sign again. You can sign this letter as usual."), "sign")
    return index, before[index]


def _again(call: Call) -> Reply:
    signing.open_for_signing(call.unit, call.published)
    index, earlier = _meant(call)
    seen = call.number("revision") == call.published.number and call.number("before") == earlier.id
    return _sign(call, earlier) if seen else _ask(call, index, earlier)


def _ask(call: Call, index: int, earlier: Endorsement) -> Reply:
    entry, revision = succession.same_line(earlier, call.letter), call.published.number
    who = call.unit.endorsements.representative(earlier.id)
    shown: dict[str, str | int] = {"which": index, "before": earlier.receipt, "revision": revision}
    confirm = t("I confirm, and sign on")
    if entry.withheld:
        confirm = t("I confirm; the name stays withheld")
    parts: list[Part] = [
        t("**{title}**, which follows the letter that you signed:", title=call.letter.title),
        *letter_parts(call.letter, call.speech.tag, call.unit.now),
        t("Nothing is signed yet. It would be a sign-on of its own, which is reviewed:"),
        STAYS_WITHHELD if entry.withheld else SHOWN_AS,
        *public_entry(entry, categories=call.letter.categories),
        t(
            "**Only the organizers' reviewers can see:** {name}, {role}, {email}",
            name=who.name,
            role=who.role,
            email=Code(who.email),
        ),
        *_proof(call, earlier),
        *consents.asked(call, entry.organization, revision, entry.withheld),
    ]
    return Reply(
        parts,
        (
            Button(confirm, "sign_again", shown, style="primary"),
            Button(t("Change something first"), SIGN.command),
            READ,
            *_others(call, index),
        ),
    )


def _proof(call: Call, earlier: Endorsement) -> Sequence[Part]:
    if proving.stands(call.unit, earlier):
        return (t("Your address was proven for the earlier letter, and stands."),)
    entry, address = succession.same_line(earlier, call.letter), call.unit.endorsements.representative(earlier.id).email
    organization = signing.meant(call.unit, entry, False, None)
    return authority.consent(call, proving.would_prove(call.unit, entry, address, organization), address)


def _others(call: Call, index: int) -> Sequence[Button]:
    """The other organizations for which somebody signed before."""
    before = succession.signed_before(call.unit, call.actor.person, call.published.letter_id)
    return [
        Button(t("For {organization}", organization=each.entry.organization), "sign_again", {"which": number})
        for number, each in enumerate(before[:OFFERED])
        if number != index
    ]


OFFERED = 8
"""So many organizations have a button each."""


def _sign(call: Call, earlier: Endorsement) -> Reply:
    entry, who = succession.same_line(earlier, call.letter), call.unit.endorsements.representative(earlier.id)
    limits.admit(
        call.unit,
        call.published.letter_id,
        account=call.actor.account,
        address=call.caller.address,
        entry=entry,
        representative=who,
    )
    person = call.person()
    signed = signing.sign(
        call.unit,
        person,
        revision=call.published,
        entry=entry,
        representative=who,
        language=call.speech.language_of(call.letter.text),
        board_decides=False,
    )
    call.unit.consents.give(signed.id, person.id, consents.wordings(call, entry.withheld), call.speech.tag)
    proving.carry(call.unit, earlier, signed)
    proofs = proving.begin(call.unit, signed) if call.mails else proving.standing(call.unit, signed)
    return received(call, signed, proofs)


_BEFORE = replace(ENDORSEMENT, name="before", label=t("Before"), instead="sign")

COMMANDS = (
    Command(
        "sign_again",
        t("Sign with the line with which you signed the letter before"),
        _again,
        (LETTER, hidden("which", t("Which")), _BEFORE, hidden("revision", t("Revision"))),
        private=True,
        menu=False,
        title=t("Sign again"),
        irreversible="before",
        while_open=True,
    ),
)
