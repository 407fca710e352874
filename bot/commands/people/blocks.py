"""Reviewers keep out who abuses the sign-on."""

from collections.abc import Mapping, Sequence

from bot.commands.shared_options import LETTER, REVIEWERS, SIGN_ON, hidden
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Option
from bot.model.people.limits import Blocked
from bot.service.people import limits
from bot.text.text import Bullets, Code, Part, Text, t

SHOWN = 20
"""So many blocks are shown, the latest."""

KINDS: Mapping[Blocked, Text] = {
    Blocked.ORGANIZATION: t("An organization's name"),
    Blocked.DOMAIN: t("A mail domain"),
    Blocked.ACCOUNT: t("An account"),
}


def _block(call: Call) -> Reply:
    letter_id, number = call.published.letter_id, call.number("endorsement")
    if number is not None:
        limits.block_signer(call.unit, call.person(), letter_id, number, call.text("reason"))
    else:
        kind = Blocked(call.text("kind"))
        limits.block(
            call.unit,
            call.person(),
            letter_id=letter_id,
            kind=kind,
            value=call.text("value"),
            reason=call.text("reason"),
        )
    return Reply(
        [t("**Blocked.** Its sign-ons are not taken any more. Those already made stay as they are.")], (_LIST,)
    )


def _blocks(call: Call) -> Reply:
    letter_id, number = call.published.letter_id, call.number("lift")
    if number is not None:
        limits.unblock(call.unit, call.person(), letter_id, number)
    blocked = limits.blocks(call.unit, letter_id, SHOWN)
    parts: list[Part] = [t("**What is kept out of this letter**")]
    lines = tuple(
        t("{kind}: {value} — {reason}", kind=KINDS[each.kind], value=Code(each.value), reason=each.reason)
        for each in blocked
    )
    parts.append(Bullets(lines) if lines else t("Nothing."))
    return Reply(
        parts,
        [Button(t("Let in again: {value}", value=each.value), "blocks", {"lift": each.id}) for each in blocked]
        or [Button(t("Keep somebody out"), "block")],
        replaces=True,
    )


def _what(call: Call) -> Sequence[Part]:
    match call.raw.get("kind"):
        case Blocked.DOMAIN.value:
            return [t("Which domain? Such as `example.org`.")]
        case Blocked.ACCOUNT.value:
            return [t("Which account? Such as `telegram:123456`.")]
    return [t("Which organization? Every spelling of this name is kept out.")]


_LIST = Button(t("What is kept out"), "blocks")


def _by_name(raw: Mapping[str, str]) -> bool:
    return not raw.get("endorsement")


COMMANDS = (
    Command(
        "block",
        t("Keep out who abuses the sign-on"),
        _block,
        (
            LETTER,
            SIGN_ON,
            Option(
                "kind",
                Kind.CHOICE,
                t("What"),
                t("What is to be kept out?"),
                choices=tuple(Choice(kind.value, text) for kind, text in KINDS.items()),
                when=_by_name,
            ),
            Option("value", Kind.TEXT, t("Which"), _what, most=150, when=_by_name, personal=True),
            Option("reason", Kind.PARAGRAPH, t("Why"), t("Why? Only organizers read it."), most=300),
        ),
        roles=REVIEWERS,
        private=True,
    ),
    Command(
        "blocks",
        t("What is kept out"),
        _blocks,
        (LETTER, hidden("lift", t("Which"))),
        roles=REVIEWERS,
        private=True,
        menu=False,
    ),
)
