"""Links for the press, as organizers see them."""

from bot.interface.call import Button, Reply
from bot.model.letters.letter import Revision
from bot.model.lists.press_links import PressLink
from bot.ports.store import Unit
from bot.service.lists import disclosure
from bot.text.text import Part, Text, t
from bot.views.people import asks, named

PLACE = "press"
"""Where the pages of links for the press stand, below the public address."""

LINKS = Button(t("Links for the press"), "press_links")


def address(root: str, token: str) -> str:
    """The link itself."""
    return f"{root}/{PLACE}/{token}"


def which_list(link: PressLink) -> Text:
    """What a link shows."""
    if link.snapshot is None:
        return t("the list as it is whenever it is opened")
    return t("the list as it was frozen in snapshot {number}", number=link.snapshot)


def state(unit: Unit, revision: Revision, link: PressLink) -> Text:
    """Where a link stands."""
    local = revision.letter.local
    if link.revoked_at and link.revoked_at <= link.until:
        return t("revoked on {time}", time=local(link.revoked_at))
    if not link.lives(unit.now):
        return t("ended on {time}", time=local(link.until))
    if link.waits:
        return t("leads nowhere until another organizer agrees; ends on {time}", time=local(link.until))
    if not disclosure.discloses_by_link(unit, link):
        return t("leads nowhere: whoever made it is no owner any more")
    return t("ends on {time}", time=local(link.until))


def used(revision: Revision, link: PressLink) -> Text:
    """Whether a link was opened, and when."""
    if link.opened_first is None or link.opened_last is None:
        return t("not opened yet")
    first, last = (revision.letter.local(each) for each in (link.opened_first, link.opened_last))
    if first == last:
        return t("opened on {time}", time=first)
    return t("opened first on {first}, last on {last}", first=first, last=last)


def line(unit: Unit, revision: Revision, link: PressLink) -> Text:
    """A link in one line, for the owners."""
    return t(
        "**{recipient}** · {list} · {state} · {used} · made by {who}",
        recipient=link.recipient,
        list=which_list(link),
        state=state(unit, revision, link),
        used=used(revision, link),
        who=named(unit, link.person_id),
    )


def revoking(link: PressLink) -> Button:
    """What ends a link."""
    label = t("Revoke: {recipient}", recipient=link.recipient)
    return Button(label, "press_links", {"revoke": link.id}, style="danger")


def release_card(unit: Unit, revision: Revision, link: PressLink) -> Reply:
    """What another organizer is asked to agree to."""
    if link.waits and link.lives(unit.now):
        parts: list[Part] = [
            t("**Another organizer wants to show the press who has signed.** The link works only if you agree:"),
            asks(unit, revision.letter_id, link.person_id),
            t("For: {recipient}", recipient=link.recipient),
            t("It shows {list}, until {time}.", list=which_list(link), time=revision.letter.local(link.until)),
        ]
        agree = Button(t("Let it work"), "agree_press_link", {"act": "agree", "link": link.id}, style="primary")
        refuse = Button(t("Don't"), "agree_press_link", {"act": "refuse", "link": link.id}, style="danger")
        return Reply(parts, (agree, refuse))
    said = t("**A link for the press:** {recipient}", recipient=link.recipient)
    return Reply([said, state(unit, revision, link)])


def opened(unit: Unit, revision: Revision, link: PressLink) -> Reply:
    """What owners are told when a link was used."""
    parts: list[Part] = [
        t("**A link for the press was opened.**"),
        line(unit, revision, link),
        t("It is not known by whom: if the link was passed on, revoke it."),
    ]
    return Reply(parts, (revoking(link), LINKS) if link.lives(unit.now) else (LINKS,))
