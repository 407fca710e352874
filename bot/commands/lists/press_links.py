"""Links by which the press sees a list that is kept back: made for one recipient, listed, revoked."""

from collections.abc import Mapping, Sequence

from bot.commands.shared_options import AT, LETTER, OWNERS, among, for_editors, hidden
from bot.errors import Conflict
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Option
from bot.model.lists.press_links import LONGEST_RECIPIENT
from bot.service.lists import press_links, publication
from bot.text.text import Bullets, Link, Part, Planned, t
from bot.views import written
from bot.views.press_links import LINKS, address, line, release_card, revoking, which_list

PAGE = 10
"""So many links stand on a page."""

NOW, ALIVE, FROZEN = "now", "alive", "frozen_"
"""Which list a link shows: frozen as the link is made, as it is whenever it is opened, or frozen with this number."""


def _begin(call: Call) -> Mapping[str, str]:
    """Nothing is filled in; refused where nobody needs a link, or there are no pages to which one could lead."""
    press_links.latest_end(call.unit, call.published.letter_id)
    if not call.web:
        raise Conflict(t("The host serves no pages, so that there is nothing to which a link could lead."))
    return {}


def _lists(call: Call) -> Sequence[Choice]:
    latest = publication.latest(call.unit, call.published.letter_id) if call.revision else None
    frozen = (latest,) if latest else ()
    return (
        *(Choice(f"{FROZEN}{each.number}", t("Snapshot {number}", number=each.number)) for each in frozen),
        Choice(NOW, t("Frozen now")),
        Choice(ALIVE, t("As it is whenever it is opened")),
    )


def _until(call: Call) -> Sequence[Part]:
    latest = press_links.latest_end(call.unit, call.published.letter_id)
    return (t("Until when does the link work? At most until {time}.", time=Planned(call.letter.local(latest))),)


def _press_link(call: Call) -> Reply:
    _begin(call)
    unit, letter_id, until = call.unit, call.published.letter_id, call.moment("at")
    if until is None:
        raise Conflict(t("This moment has passed. Choose another."))
    link, token = press_links.make(
        unit,
        call.person(),
        letter_id=letter_id,
        recipient=call.text("recipient"),
        until=until,
        snapshot=_snapshot(call),
    )
    here = address(call.web, token)
    parts: list[Part] = [
        t("**A link for {recipient}**, shown this once: {link}", recipient=link.recipient, link=Link(here)),
        t("It shows {list}, until {time}.", list=which_list(link), time=call.letter.local(link.until)),
        t(
            "Whoever has it sees who has signed, once they press the button there: give it to this recipient alone. "
            "The owners are told when it is opened."
        ),
    ]
    if link.waits:
        parts.append(t("**It leads nowhere until another organizer agrees**, who was asked."))
    return Reply(parts, (Button(t("Copy the link"), copy=here), revoking(link), LINKS))


def _snapshot(call: Call) -> int | None:
    """The number of the frozen list that is meant, which is frozen now where that is wanted."""
    chosen = call.text("list")
    if chosen == NOW:
        letter_id = call.published.letter_id
        return publication.freeze(call.unit, call.person(), letter_id, seen=written.lines(call)).number
    return int(chosen.removeprefix(FROZEN)) if chosen.startswith(FROZEN) else None


def _press_links(call: Call) -> Reply:
    unit, letter_id, number = call.unit, call.published.letter_id, call.number("revoke")
    said: list[Part] = []
    if number is not None:
        gone = press_links.revoke(unit, call.person(), letter_id, number)
        said.append(t("**Revoked.** This link leads nowhere any more: {recipient}", recipient=gone.recipient))
    links, page = unit.press_links.all(letter_id), call.number("page") or 0
    shown = links[page * PAGE : (page + 1) * PAGE]
    title = t("**Links for the press to the list of {title}**", title=call.letter.title)
    lines = Bullets(tuple(line(unit, call.published, each) for each in shown)) if shown else t("None.")
    more = [Button(t("More"), "press_links", {"page": page + 1})] if links[(page + 1) * PAGE :] else []
    if page:
        more.append(Button(t("First page"), "press_links", {"page": 0}))
    revoke = [revoking(each) for each in shown if each.lives(unit.now)]
    turned = number is not None or call.number("page") is not None
    return Reply([*said, title, lines], (Button(t("Make a link"), "press_link"), *more, *revoke), replaces=turned)


def _agree(call: Call) -> Reply:
    letter_id, number = call.published.letter_id, call.number("link")
    match call.text("act"):
        case "agree":
            press_links.agree(call.unit, call.person(), letter_id, number)
        case "refuse":
            press_links.refuse(call.unit, call.person(), letter_id, number)
    card = release_card(call.unit, call.published, press_links.find(call.unit, letter_id, number))
    return Reply(card.parts, card.buttons, replaces=True)


_LIST = Option("list", Kind.CHOICE, t("List"), t("**Which list does it show?**"), choices=_lists, argument=False)
_RECIPIENT = Option(
    "recipient",
    Kind.TEXT,
    t("For whom"),
    t("For whom is the link? Owners see which one was used."),
    personal=True,
    most=LONGEST_RECIPIENT,
)
_AT = Option("at", Kind.DATE, t("Until when"), _until, most=AT.most, end_of_day=True)

COMMANDS = (
    Command(
        "press_link",
        t("Show somebody of the press a list that is kept back"),
        _press_link,
        (LETTER, _LIST, _RECIPIENT, _AT),
        roles=OWNERS,
        private=True,
        begin=_begin,
    ),
    Command(
        "press_links",
        t("The links for the press, and whether they were used"),
        _press_links,
        (LETTER, hidden("revoke", t("Revoke")), hidden("page", t("Page"))),
        roles=OWNERS,
        private=True,
    ),
    for_editors(
        "agree_press_link",
        t("Agree to a link for the press that another organizer has made"),
        _agree,
        among("act", t("What"), "agree", "refuse"),
        hidden("link", t("Link")),
    ),
)
