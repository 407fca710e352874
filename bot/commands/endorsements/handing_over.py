"""A representative hands a sign-on over to a colleague."""

from collections.abc import Mapping, Sequence

from bot.commands.shared_options import EMAIL, ENDORSEMENT, LETTER, REPRESENTATIVE, ROLE, SURE
from bot.errors import NotFound
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Need, Option
from bot.model.codes import spell_code
from bot.model.endorsements.endorsement import Endorsement, Representative
from bot.service.endorsements import handing_over
from bot.service.endorsements.signing import own
from bot.service.proofs import proving
from bot.text.text import Code, Part, t
from bot.views.endorsements import consents
from bot.views.endorsements.desk import desk_button
from bot.views.endorsements.public_entry import public_entry, receipt
from bot.views.proofs import authority


def _hand_over(call: Call) -> Reply:
    letter_id, number = call.published.letter_id, call.number("endorsement") or 0
    back = own(call.unit, call.actor.person, letter_id, number)
    desk = desk_button(back)
    sure: dict[str, str | int] = {"endorsement": back.receipt, "sure": "yes"}
    if not call.text("sure"):
        return Reply(
            [
                t("**Hand this sign-on over to a colleague?**"),
                *public_entry(back.entry, categories=call.letter.categories),
                t(
                    "You get a code for them. Whoever uses it gives their own name, role and e-mail address and acts "
                    "for your organization from then on. You can do nothing more about the sign-on then, and your own "
                    "name, role and address are not kept with it any more."
                ),
            ],
            (Button(t("Make a code"), "hand_over", sure, style="danger"), desk),
        )
    code = handing_over.offer(call.unit, call.actor.person, letter_id, number)
    return Reply(
        [
            t(
                "**A code for your colleague**, good once and for seven days. Give this to them, and to nobody else. "
                "An earlier code is void."
            ),
            t("{command}", command=Code(f"/claim {spell_code(code)}")),
        ],
        (desk,),
    )


def _offered(call: Call) -> Endorsement:
    endorsement = handing_over.offered(call.unit, call.raw.get("code", ""))
    if endorsement is None:
        raise NotFound(
            t("This code is not valid, or was already used or expired: a code works once. Ask for a new one.")
        )
    return endorsement


def _begin(call: Call) -> Mapping[str, str]:
    """A refusal before anything is typed, where the code is no good."""
    _offered(call)
    return {}


def _confirm(call: Call) -> Sequence[Part]:
    endorsement, email = _offered(call), call.text("email")
    would = proving.would_succeed(call.unit, endorsement, email)
    return [
        *public_entry(endorsement.entry, categories=call.letter.categories),
        *consents.asked(call, endorsement.entry.organization, endorsement.revision, endorsement.entry.withheld),
        t(
            "**Only the organizers' reviewers can see:** {name}, {role}, {email}",
            name=call.text("representative"),
            role=call.text("role"),
            email=Code(email),
        ),
        t(
            "**Please confirm:** I have the authority to act for {organization} about this letter.",
            organization=endorsement.entry.organization,
        ),
        *authority.consent(call, would, email),
    ]


def _take_over(call: Call) -> Reply:
    representative = Representative(call.text("representative"), call.text("role"), call.text("email"))
    letter_id, code = call.published.letter_id, call.text("code")
    taken = handing_over.take_over(call.unit, call.person(), letter_id, code, representative)
    call.unit.consents.give(taken.id, call.person().id, consents.wordings(call, taken.entry.withheld), call.speech.tag)
    proofs = proving.begin(call.unit, taken) if call.mails else proving.standing(call.unit, taken)
    return Reply(
        [
            t("**You act for {organization} now.**", organization=taken.entry.organization),
            t("Receipt {receipt}", receipt=receipt(taken)),
            *authority.told(call, taken, proofs),
        ],
        (desk_button(taken),),
    )


_CODE = Option("code", Kind.TEXT, t("Code"), t("The one-time code"), need=Need.NEVER, most=40, argument=False)
_AUTHORITY = Option(
    "authority",
    Kind.CHOICE,
    t("Authority"),
    _confirm,
    choices=(Choice("stated", t("I confirm, and take it over"), "primary"),),
    argument=False,
)

COMMANDS = (
    Command(
        "hand_over",
        t("Hand over to a colleague"),
        _hand_over,
        (LETTER, ENDORSEMENT, SURE),
        private=True,
        menu=False,
        irreversible="sure",
    ),
    Command(
        "take_over",
        t("Act for an organization"),
        _take_over,
        (LETTER, _CODE, REPRESENTATIVE, ROLE, EMAIL, _AUTHORITY),
        private=True,
        menu=False,
        begin=_begin,
        irreversible="authority",
    ),
)
