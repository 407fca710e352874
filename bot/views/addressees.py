"""To whom the letter was presented, as everybody reads it, and as organizers do."""

from collections.abc import Callable, Mapping, Sequence

from bot.interface.call import Button, Reply
from bot.model.addressees import How, Presentation, addressees, demands_of
from bot.model.letters.letter import Addressee, Letter, Revision
from bot.ports.store import Unit
from bot.service.addressees import first, to
from bot.service.lists import disclosure
from bot.text.addresses import target
from bot.text.text import Bullets, Code, Link, Part, Text, Typed, t
from bot.views.people import named

HOWS: Mapping[How, Text] = {
    How.BY_HAND: t("by hand"),
    How.MAIL: t("by e-mail"),
    How.POST: t("by post"),
    How.EVENT: t("at an event"),
}
"""How a letter reaches its addressee."""

ADDRESSEES = Button(t("To whom it was presented"), "addressees")


def who(addressee: Addressee) -> Text:
    """An addressee in one line."""
    return t("**{name}**, {office}", name=addressee.name, office=addressee.office)


def line(presentation: Presentation, with_list: Sequence[Text] = ()) -> Text:
    """A presentation in one line, as everybody may read it: when, perhaps with which list, and what came back."""
    said = presentation.said
    text = t("presented on {date}, {how} (revision {revision})", date=said.on, how=HOWS[said.how],
             revision=said.revision)  # fmt: skip
    for snapshot in with_list:
        text = t("{line}, {snapshot}", line=text, snapshot=snapshot)
    if said.acknowledged:
        text = t("{line}; acknowledged on {date}", line=text, date=said.acknowledged)
    if said.answered:
        text = t("{line}; answered on {date}", line=text, date=said.answered)
    return text if not said.silent else t("{line}; no answer so far", line=text)


def snapshot_of(unit: Unit, presentation: Presentation) -> Sequence[Text]:
    """Which list went with it, and its hash, by which it can be proven."""
    snapshot = unit.lists.snapshot(presentation.letter_id, presentation.said.snapshot)
    if snapshot is None:
        return ()
    return (t("with snapshot {number} of the list, SHA-256 {hash}", number=snapshot.number,
              hash=Code(snapshot.sha256)),)  # fmt: skip


def public(unit: Unit, revision: Revision) -> Sequence[Part]:
    """What everybody may know of whom the letter was presented to; nothing where it was to nobody."""
    discloses = disclosure.discloses(unit, revision.letter_id)

    def with_list(presentation: Presentation) -> Sequence[Text]:
        return snapshot_of(unit, presentation) if discloses else ()

    return presentations(revision.letter, unit.presentations.all(revision.letter_id), with_list)


def presentations(
    letter: Letter,
    presented: Sequence[Presentation],
    with_list: Callable[[Presentation], Sequence[Text]] = lambda _: (),
) -> Sequence[Part]:
    """To whom a letter was presented, as everybody may read it, and `with_list` with which list; nothing where it was
    to nobody."""
    items = list[Text]()
    for each in presented:
        items.append(t("{who}: {line}", who=_name(letter, each), line=line(each, with_list(each))))
    return (t("**To whom it was presented**"), Bullets(tuple(items))) if items else ()


def _name(letter: Letter, presentation: Presentation) -> Text:
    found = next((each for each in addressees(letter) if each.name == presentation.said.addressee), None)
    return who(found) if found else t("**{name}**", name=presentation.said.addressee)


def late_note(unit: Unit, letter_id: int) -> Sequence[Text]:
    """That whoever is listed from now on stands apart, where the letter was presented already."""
    presentation = first(unit, letter_id)
    if presentation is None:
        return ()
    return (
        t(
            "The letter was presented on {date}. Whoever is listed since stands in an addendum, apart and with the "
            "date.",
            date=presentation.said.on,
        ),
    )


def whole(unit: Unit, revision: Revision, presentation: Presentation) -> Sequence[Part]:
    """A presentation as organizers read it: also who has presented it, and what was answered."""
    said = presentation.said
    parts: list[Part] = [
        t("{who}: {line}", who=_name(revision.letter, presentation), line=line(presentation)),
        *snapshot_of(unit, presentation),
    ]
    if presentation.by:
        parts.append(t("Presented by {who}. Only organizers see that.", who=presentation.by))
    if said.answer:
        link = target(said.answer)
        parts.append(
            t("Answer: {link}", link=Link(said.answer)) if link else Typed(said.answer, links=True, quoted=True)
        )
    parts.append(t("Recorded by {who}.", who=named(unit, presentation.person_id)))
    return parts


def buttons(letter: Letter, presentation: Presentation) -> Sequence[Button]:
    """What organizers can do about a presentation."""
    said, which = presentation.said, {"presentation": presentation.id}
    found = [Button(t("They answered"), "addressee_answered", which)]
    if said.acknowledged is None and said.answered is None:
        found.insert(0, Button(t("They acknowledged it"), "acknowledge", which))
    if said.answered:
        found.extend(
            Button(t("Record it of demand {number}", number=number), "demand_status", {"demand": number})
            for number in demands_of(letter, said.addressee)[:5]
        )
    return (*found, Button(t("Take it back"), "not_presented", which, style="danger"))


def presented(unit: Unit, revision: Revision, presentation: Presentation) -> Reply:
    """What the other owners are told when somebody has recorded that the letter was presented."""
    return Reply(
        [
            t("**Another organizer has recorded that the letter was presented.** Everybody can read it."),
            *whole(unit, revision, presentation),
            t("If that is not so, take it back: that holds at once."),
        ],
        (Button(t("Take it back"), "not_presented", {"presentation": presentation.id}, style="danger"), ADDRESSEES),
    )


def silent(unit: Unit, revision: Revision, presentation: Presentation) -> Reply | None:
    """What organizers are told when nothing came back for long; nothing where something has since."""
    if not presentation.said.silent:
        return None
    return Reply(
        [
            t("**Nothing came back so far**, two weeks after the letter was presented."),
            *whole(unit, revision, presentation),
        ],
        (*buttons(revision.letter, presentation)[:2], Button(t("Announce something"), "announce")),
    )


def of_letter(unit: Unit, revision: Revision) -> Sequence[tuple[Addressee, Sequence[Presentation]]]:
    """Each addressee of a letter, with what was presented to them."""
    every = unit.presentations.all(revision.letter_id)
    return [(each, to(every, each.name)) for each in addressees(revision.letter)]
