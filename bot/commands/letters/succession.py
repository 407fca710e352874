"""Owners say which letter theirs follows, and show it to those who signed that and agreed."""

from collections.abc import Sequence

from bot.commands.announcements.desk import drafted
from bot.commands.shared_options import LETTER, OWNERS, SURE
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Need, Option
from bot.model.announcements.announcement import EARLIER_SIGNERS
from bot.model.people.person import Role
from bot.service.announcements import readers
from bot.service.letters import succession
from bot.text.text import n, t
from bot.views.announcements.announcement_views import values

SHOWN = t(
    "A new open letter follows the one that you signed. Please read it. If your organization agrees, you can sign it "
    "with the same line."
)
"""How a draft to those who signed the earlier letter begins."""


def _letters(call: Call) -> Sequence[Choice]:
    """The caller's other letters."""
    person, here = call.actor.person, call.revision.letter_id if call.revision else 0
    return [
        Choice(str(each.letter_id), call.speech.reading(each.letter.title))
        for each in call.unit.letters.all()
        if each.letter_id != here and person and Role.OWNER in call.unit.people.roles(person.id, each.letter_id)
    ][:20]


def _follows(call: Call) -> Reply:
    letter_id, typed = call.published.letter_id, call.text("earlier")
    if typed and not call.text("sure"):
        title = next(each.label for each in _letters(call) if each.key == typed)
        yes = Button(t("Yes, it follows it"), "follows_letter", {"letter": letter_id, "earlier": typed, "sure": "yes"})
        return Reply(
            [
                t("**Does {title} follow {earlier}?**", title=call.letter.title, earlier=title),
                t("Those who signed that one and agreed to it can be shown this one then. It can't be taken back."),
            ],
            (yes,),
        )
    if typed:
        succession.succeed(call.unit, call.person(), letter_id, int(typed))
    if call.text("act") == "write":
        return _write(call)
    earlier = call.unit.letters.earlier(letter_id)
    before = call.unit.letters.current(earlier) if earlier is not None else None
    if before is None:
        offered = _letters(call)
        buttons = [Button(each.label, "follows_letter", {"letter": letter_id, "earlier": each.key}) for each in offered]
        return Reply(
            [t("**Which letter does {title} follow?** You have to own both.", title=call.letter.title)], buttons
        )
    count = readers.size(call.unit, letter_id, EARLIER_SIGNERS)
    write = Button(t("Write to them"), "follows_letter", {"act": "write"}, style="primary")
    return Reply(
        [
            t("This letter follows **{title}**.", title=before.letter.title),
            n(
                "{count} person who signed that one agreed to be shown the next, and was not yet. They are shown it "
                "once, and nothing is signed for them.",
                "{count} people who signed that one agreed to be shown the next, and were not yet. They are shown it "
                "once, and nothing is signed for them.",
                count,
            ),
        ],
        (write,) if count else (),
        replaces=bool(typed),
    )


def _write(call: Call) -> Reply:
    draft = drafted(call, SHOWN, EARLIER_SIGNERS)
    look = Button(t("Look at the draft"), "draft", values(draft), style="primary")
    return Reply([t("**It is drafted, and nothing was sent.** Change it, and release it.")], (look,))


COMMANDS = (
    Command(
        "follows_letter",
        t("Say which letter this one follows"),
        _follows,
        (
            LETTER,
            Option(
                "earlier",
                Kind.CHOICE,
                t("The letter before"),
                t("**Which letter does it follow?**"),
                need=Need.NEVER,
                choices=_letters,
                argument=False,
            ),
            Option(
                "act",
                Kind.CHOICE,
                t("What"),
                t("Which?"),
                need=Need.NEVER,
                choices=(Choice("write", t("Write to them")),),
                argument=False,
            ),
            SURE,
        ),
        roles=OWNERS,
        private=True,
        irreversible="sure",
    ),
)
