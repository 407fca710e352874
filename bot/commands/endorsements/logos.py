"""An organization's logo: what its representative and the reviewers can do about it."""

from collections.abc import Mapping, Sequence

from bot.commands.endorsements.own import own_sign_on
from bot.commands.shared_options import ENDORSEMENT, LETTER, REVIEWERS, SIGN_ON, among
from bot.errors import NotFound
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Need, Option
from bot.model.endorsements.consents import Item
from bot.model.endorsements.endorsement import Endorsement, Words
from bot.model.endorsements.logos import LONGEST_ALT, Logo
from bot.model.files import File
from bot.service.endorsements import logos, statements
from bot.text.compose import label
from bot.text.text import Part, t
from bot.views.buttons import WORDS_TO_APPROVE
from bot.views.endorsements import consents
from bot.views.endorsements.desk import desk_button
from bot.views.endorsements.logos import SEEN, alternative, stands
from bot.views.endorsements.public_entry import public_entry, receipt

SHOW, LEAVE_OUT = "show", "leave_out"


def _drawn(call: Call, endorsement: Endorsement, logo: Logo) -> File:
    """A logo as a picture in chat."""
    alt = label(alternative(endorsement.entry, logo), call.speech)
    content = call.unit.logos.content(endorsement.id)
    return call.unit.files.made(endorsement.letter_id, f"logo-{endorsement.handle}.png", "image/png", content, alt)


def _logo(call: Call) -> Reply:
    endorsement = own_sign_on(call)
    which = {"endorsement": endorsement.receipt}
    if call.text("act"):
        logos.take_down(call.unit, call.person(), endorsement.letter_id, endorsement.id)
        call.unit.consents.take_back(endorsement.id, (Item.LOGO,))
        return Reply([t("**Taken down.** Nothing is kept of the logo.")], (desk_button(endorsement),))
    logo = call.unit.logos.of(endorsement.id)
    parts: list[Part] = [t("**A logo beside the name**"), *public_entry(endorsement.entry.bare)]
    parts.extend(stands(call.unit, endorsement) or (t("There is none yet."),))
    parts.append(
        t(
            "A logo is shown on the letter's page once a reviewer has approved it. It is drawn anew as a small "
            "picture, and nothing else of your file is kept."
        )
    )
    give = Button(t("Change the logo") if logo else t("Give a logo"), "give_logo", which)
    buttons = [give] if endorsement.state in statements.CHANGEABLE else []
    if logo:
        buttons.append(Button(t("Take the logo down"), "logo", {**which, "act": "down"}, style="danger"))
    files = (_drawn(call, endorsement, logo),) if logo else ()
    return Reply(parts, (*buttons, desk_button(endorsement)), files=files)


def _begin(call: Call) -> Mapping[str, str]:
    """A refusal before anything is sent, where nothing can be added."""
    if call.revision:
        number = call.number("endorsement") or 0
        statements.changeable(call.unit, call.actor.person, call.revision.letter_id, number)
    return {}


def _permits(call: Call) -> Sequence[Part]:
    """What is agreed to."""
    return [*public_entry(own_sign_on(call).entry.bare), consents.WORDS[Item.LOGO]]


def _give(call: Call) -> Reply:
    """What came as a file was drawn anew, and is kept as a logo alone."""
    endorsement, number = own_sign_on(call), call.number("file") or 0
    content = call.unit.files.content(number)
    call.unit.files.forget(number)
    given = logos.give(
        call.unit,
        call.person(),
        letter_id=endorsement.letter_id,
        endorsement_id=endorsement.id,
        png=content,
        alt=call.text("alt"),
    )
    wordings = {Item.LOGO: consents.version(Item.LOGO)}
    call.unit.consents.give(given.id, call.person().id, wordings, call.speech.tag)
    logo = call.unit.logos.of(given.id)
    files = (_drawn(call, given, logo),) if logo else ()
    said = t("**Thank you.** The logo is shown once a reviewer has approved it. This is how it would look:")
    return Reply([said], (desk_button(given),), files=files)


def _judge(call: Call) -> Reply:
    letter_id, number, act = call.published.letter_id, call.number("endorsement") or 0, call.text("act")
    if act == SHOW:
        logos.show(call.unit, call.person(), letter_id=letter_id, endorsement_id=number, seen=call.text("seen"))
        return Reply([t("**This logo is shown now.**")], (WORDS_TO_APPROVE,))
    if act == LEAVE_OUT:
        logos.leave_out(call.unit, call.person(), letter_id, number)
        return Reply([t("**This logo is not shown.** The name stays.")], (WORDS_TO_APPROVE,))
    endorsement, logo = call.unit.endorsements.get(number), call.unit.logos.of(number)
    if endorsement is None or endorsement.letter_id != letter_id or logo is None:
        raise NotFound(t("There is no logo here any more."))
    which: dict[str, str | int] = {"endorsement": endorsement.receipt}
    show = Button(
        t("Approve the logo"), "judge_logo", {**which, "act": SHOW, "seen": logo.sha256[:SEEN]}, style="primary"
    )
    leave_out = t("Leave the logo out") if logo.state is Words.WAITING else t("Take the logo down")
    return Reply(
        [
            t("A logo, of sign-on {receipt}", receipt=receipt(endorsement)),
            *public_entry(endorsement.entry.bare),
            *stands(call.unit, endorsement),
            t("What it shows, in words: {alternative}", alternative=alternative(endorsement.entry, logo)),
            t("Is it this organization's own, and fit to stand on the letter's page?"),
        ],
        (
            *((show,) if logo.state is Words.WAITING else ()),
            Button(leave_out, "judge_logo", {**which, "act": LEAVE_OUT}),
        ),
        files=(_drawn(call, endorsement, logo),),
    )


_FILE = Option(
    "file",
    Kind.FILE,
    t("Logo"),
    t("Please send the logo as a picture: a PNG, JPEG or WebP."),
    argument=False,
    redrawn=True,
)
_ALT = Option(
    "alt",
    Kind.TEXT,
    t("What is to be seen on it"),
    t("What is to be seen on the logo, for those who can't see it, such as: A loaf of bread above the name"),
    need=Need.OFFERED,
    argument=False,
    most=LONGEST_ALT,
    questions=True,
)
_PERMITS = Option(
    "permits",
    Kind.CHOICE,
    t("Permission"),
    _permits,
    choices=(Choice("yes", t("Yes, we allow it"), "primary"),),
    argument=False,
)
_SEEN = Option("seen", Kind.TEXT, t("Version"), t("Which version?"), need=Need.NEVER, argument=False)

COMMANDS = (
    Command(
        "logo",
        t("A logo beside the name"),
        _logo,
        (LETTER, ENDORSEMENT, among("act", t("Logo"), "down")),
        private=True,
        menu=False,
    ),
    Command(
        "give_logo",
        t("Give a logo"),
        _give,
        (LETTER, ENDORSEMENT, _FILE, _ALT, _PERMITS),
        private=True,
        menu=False,
        begin=_begin,
        irreversible="permits",
    ),
    Command(
        "judge_logo",
        t("Decide about an organization's logo"),
        _judge,
        (LETTER, SIGN_ON, among("act", t("Decision"), SHOW, LEAVE_OUT), _SEEN),
        roles=REVIEWERS,
        private=True,
        menu=False,
    ),
)
