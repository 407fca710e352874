"""To whom the letter was presented: everybody reads it; owners and editors record it, and what came back."""

from collections.abc import Sequence
from dataclasses import replace

from bot.commands.announcements.desk import check_fits, desk
from bot.commands.shared_options import EDITORS, LETTER, SURE, among, asks_day, for_editors, hidden, past_day, read_day
from bot.errors import Conflict, NotFound
from bot.interface.call import Button, Call, Entry, Reply, Said
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Option
from bot.model.addressees import ANSWER, BY, AnswerFile, How, Presentation, Presented, addressees
from bot.model.announcements.announcement import SIGNERS, Announcement, Stage
from bot.model.chats import ChatKind
from bot.model.people.person import SENDERS
from bot.service import addressees as service
from bot.service.announcements import drafts
from bot.service.lists import disclosure, publication
from bot.text.text import Bullets, Part, Text, t
from bot.views import written
from bot.views.addressees import ADDRESSEES, HOWS, buttons, line, of_letter, public, who, whole
from bot.views.addressees_news import texts
from bot.views.buttons import DEMANDS, LIST, READ
from bot.views.people import others_told
from bot.views.press.files import kit_file

RECENT = 5
"""So many snapshots are offered."""

OFFERED = 3
"""So many others are offered at once to whom it was presented too."""

MOST_SHOWN = 5
"""So many presentations to one addressee are shown to organizers, the last."""

NOW, FROZEN = "now", "frozen_"
"""Which list went with the letter: the one of now, frozen for it unless it is as it was, or a frozen one of this
number."""


def _organizes(call: Call) -> bool:
    """Whether owners and editors alone read the answer."""
    return call.caller.kind is ChatKind.PRIVATE and not call.actor.roles.isdisjoint(SENDERS)


def _addressees(call: Call) -> Reply:
    revision, number = call.published, call.number("presentation")
    if number is not None and _organizes(call):
        found = service.find(call.unit, revision.letter_id, number)
        return _enclosed(call, found) if call.text("act") == "file" else _one(call, found)
    if number is not None:
        raise NotFound(t("This is not recorded any more."), "addressees")
    there = of_letter(call.unit, revision)
    parts: list[Said] = [t("**Whom the letter addresses**")]
    if not _organizes(call):
        parts.append(Bullets(tuple(who(each) for each, _ in there)))
        said = public(call.unit, revision)
        parts.extend(said or (t("It was not presented to any of them yet."),))
        return Reply(parts, (DEMANDS, READ, LIST), card=True)
    for addressee, presentations in there:
        parts.append(Bullets((who(addressee),)))
        for each in presentations[-MOST_SHOWN:]:
            label = t("{name}, {date}", name=each.said.addressee, date=each.said.on)
            parts.append(Entry(line(each), Button(label, "addressees", {"presentation": each.id})))
    return Reply(
        parts, (Button(t("Record that it was presented"), "present", style="primary"), *_draft(call)), card=True
    )


def _draft(call: Call) -> Sequence[Button]:
    """The offer to tell those who signed, until that was done."""
    presentation = service.first(call.unit, call.published.letter_id)
    if presentation is None or _announced(call):
        return ()
    return (Button(t("Draft an announcement of it"), "announce_presentation", {"presentation": presentation.id}),)


def _announced(call: Call) -> Announcement | None:
    """The announcement by which it is told that the letter was presented, unless it was thrown away."""
    number = call.unit.settings.all(call.published.letter_id).get(service.DRAFTED, "")
    found = call.unit.announcements.get(int(number)) if number.isdecimal() else None
    return found if found and found.stage is not Stage.CANCELLED else None


def _enclosed(call: Call, presentation: Presentation) -> Reply:
    """What an addressee has answered with, as a file that is kept encrypted."""
    there = call.unit.presentations.enclosed(presentation)
    if there is None:
        raise NotFound(t("No file came with this answer."), "addressees")
    file = call.unit.files.made_sealed(presentation.letter_id, there.name, there.mime, there.content)
    back = Button(t("Back"), "addressees", {"presentation": presentation.id})
    return Reply([t("**What they answered with.** Only organizers see it.")], (back,), files=(file,))


def _one(call: Call, presentation: Presentation, *said: Part) -> Reply:
    """A presentation whole, and what can be done about it."""
    parts = [*said, *whole(call.unit, call.published, presentation)]
    which: dict[str, str | int] = {"presentation": presentation.id, "act": "file"}
    file: tuple[Button, ...] = ()
    if call.unit.presentations.enclosed(presentation):
        file = (Button(t("What they answered with"), "addressees", which),)
    elif presentation.said.answered:
        file = (Button(t("Keep their answer as a file"), "answer_file", {"presentation": presentation.id}),)
    return Reply(parts, (*file, *buttons(call.letter, presentation), *_draft(call), ADDRESSEES), card=True)


def _present(call: Call) -> Reply:
    if call.text("sure") != "yes":
        return Reply([t("Nothing was recorded.")], (ADDRESSEES,))
    said = Presented(
        addressee=addressees(call.letter)[int(call.text("addressee"))].name,
        on=read_day(call, "on"),
        how=How(call.text("how")),
        revision=call.published.number,
        snapshot=_snapshot(call),
        at=call.unit.now,
    )
    made = service.present(call.unit, call.person(), call.published, said, call.text("by"))
    told = others_told(call.unit, made.letter_id, call.person())
    shown = _one(call, made, t("**Recorded.** Everybody can read it."), *told)
    return replace(shown, buttons=(*_others(call, said), *shown.buttons))


def _others(call: Call, said: Presented) -> Sequence[Button]:
    """By what it is recorded of others whom the letter addresses, in the same way and with the same list."""
    there = {each.said.addressee for each in call.unit.presentations.all(call.published.letter_id)}
    alike: dict[str, str | int] = {"how": said.how.value, "list": f"{FROZEN}{said.snapshot}"}
    return [
        Button(t("Also to {name}", name=each.name), "present", {"addressee": index, **alike}, style="primary")
        for index, each in enumerate(addressees(call.letter))
        if each.name not in there
    ][:OFFERED]


def _snapshot(call: Call) -> int:
    chosen = call.text("list")
    if chosen == NOW:
        return publication.as_it_is(call.unit, call.person(), call.published.letter_id, written.lines(call)).number
    return int(chosen.removeprefix(FROZEN))


def _acknowledge(call: Call) -> Reply:
    on = read_day(call, "on")
    return _one(call, service.acknowledge(call.unit, call.person(), call.published, call.number("presentation"), on))


def _answered(call: Call) -> Reply:
    changed = service.answer(
        call.unit,
        call.person(),
        revision=call.published,
        number=call.number("presentation"),
        on=read_day(call, "on"),
        text=call.text("text"),
    )
    said = t("**Kept.** Everybody reads that they answered, and when; what they said is read where you record it.")
    return _one(call, changed, said)


def _enclose(call: Call) -> Reply:
    """Keep the file that came along with the answer alone."""
    number = call.number("file") or 0
    (sent,), content = call.unit.files.get([number]), call.unit.files.content(number)
    call.unit.files.forget(number)
    file = AnswerFile(sent.name, sent.mime, content)
    kept = service.enclose(call.unit, call.published.letter_id, call.number("presentation"), file)
    return _one(call, kept, t("**Kept**, encrypted: only the letter's owners and editors see it."))


def _take_back(call: Call) -> Reply:
    letter_id, number = call.published.letter_id, call.number("presentation")
    found = service.find(call.unit, letter_id, number)
    if not call.text("sure"):
        mark: dict[str, str | int] = {"presentation": found.id, "sure": "yes"}
        return Reply(
            [t("**Was it not presented?** Nobody reads it any more then."), *whole(call.unit, call.published, found)],
            (Button(t("Yes, take it back"), "not_presented", mark, style="danger"), ADDRESSEES),
        )
    service.take_back(call.unit, call.person(), letter_id, number)
    return Reply([t("**Taken back.** Nobody reads it any more.")], (ADDRESSEES,), replaces=True)


def _announce(call: Call) -> Reply:
    """The draft in which those who signed are told, once, with the press kit as it is now."""
    letter_id, before = call.published.letter_id, _announced(call)
    service.find(call.unit, letter_id, call.number("presentation"))
    if before and before.stage is Stage.DRAFT:
        return desk(call, before)
    if before:
        raise Conflict(t("It was announced already that the letter was presented."))
    file = kit_file(call, named=False)
    draft = drafts.draft(
        call.unit,
        call.person(),
        account=call.actor.account,
        letter_id=letter_id,
        texts=texts(call.letter, call.unit.presentations.all(letter_id), call.languages),
        ordered_in=call.caller.address,
        audience=SIGNERS,
    )
    if file:
        draft = drafts.attach(call.unit, letter_id, draft.id, file.id)
    call.unit.settings.set(letter_id, service.DRAFTED, str(draft.id))
    check_fits(call, draft.content)
    return desk(call, draft)


def _whom(call: Call) -> Sequence[Choice]:
    return [Choice(str(index), t("{name}", name=each.name)) for index, each in enumerate(addressees(call.letter))]


def _lists(call: Call) -> Sequence[Choice]:
    frozen = call.unit.lists.snapshots(call.published.letter_id, RECENT) if call.revision else ()
    return (
        Choice(NOW, t("The list as it is now")),
        *(
            Choice(f"{FROZEN}{each.number}", t("Snapshot {number}", number=each.number))
            for each in frozen
            if not each.part
        ),
    )


def _sure(call: Call) -> Sequence[Part]:
    """What is recorded, and what follows from it."""
    letter_id, how = call.published.letter_id, HOWS[How(call.text("how"))]
    addressee = addressees(call.letter)[int(call.text("addressee"))]
    presented = t(
        "presented on {date}, {how} (revision {revision})",
        date=read_day(call, "on"),
        how=how,
        revision=call.published.number,
    )
    parts: list[Part] = [
        t("**Record it?** Everybody can read to whom, when and how the letter was presented, and with which list."),
        Bullets((t("{who}: {line}", who=who(addressee), line=presented),)),
        t("Presented by {who}. Only organizers see that.", who=call.text("by")),
    ]
    if not disclosure.discloses(call.unit, letter_id):
        parts.append(t("Which list it was is told once that is public."))
    if service.first(call.unit, letter_id) is None:
        parts.append(t("Whoever is not in that list stands in an addendum from then on, apart and with the date."))
    return parts


_ADDRESSEE = Option("addressee", Kind.CHOICE, t("To whom"), t("**To whom was it presented?**"), choices=_whom,
                    argument=False)  # fmt: skip
_ON = past_day("on", t("When"), asks_day)
_HOW = Option(
    "how",
    Kind.CHOICE,
    t("How"),
    t("**How did it reach them?**"),
    choices=tuple(Choice(each.value, name) for each, name in HOWS.items()),
    argument=False,
)
_LIST = Option("list", Kind.CHOICE, t("List"), t("**With which list of organizations?**"), choices=_lists,
               argument=False)  # fmt: skip
_BY = Option("by", Kind.TEXT, t("By whom"), t("Who presented it? Only organizers see that."), personal=True, most=BY)
_SURE = Option(
    "sure",
    Kind.CHOICE,
    t("Sure"),
    _sure,
    choices=(Choice("yes", t("Record it"), "primary"), Choice("no", t("Not now"))),
    argument=False,
)
_TEXT = Option(
    "text",
    Kind.PARAGRAPH,
    t("What they answered"),
    t("What did they answer? A link, or words. Only organizers see it."),
    most=ANSWER,
)
_FILE = Option(
    "file",
    Kind.FILE,
    t("Their answer as a file"),
    t("Please send what they answered with, such as a letter that was scanned. Only organizers see it."),
    personal=True,
)
_PRESENTATION = hidden("presentation", t("Presentation"))
_SINCE: Text = t("Since when")

COMMANDS = (
    Command(
        "addressees",
        t("Whom the letter addresses, and when it was presented to them"),
        _addressees,
        (LETTER, _PRESENTATION, among("act", t("What"), "file")),
        linked=True,
    ),
    Command(
        "present",
        t("Record that the letter was presented to an addressee"),
        _present,
        (LETTER, _ADDRESSEE, _ON, _BY, _HOW, _LIST, _SURE),
        roles=EDITORS,
        private=True,
        irreversible="sure",
        title=t("The letter was presented"),
    ),
    for_editors(
        "acknowledge",
        t("Record that an addressee has acknowledged the letter"),
        _acknowledge,
        _PRESENTATION,
        past_day("on", _SINCE, asks_day),
    ),
    for_editors(
        "addressee_answered",
        t("Record what an addressee has answered"),
        _answered,
        _PRESENTATION,
        past_day("on", t("When"), asks_day),
        _TEXT,
    ),
    for_editors(
        "answer_file",
        t("Keep the file with which an addressee has answered"),
        _enclose,
        _PRESENTATION,
        _FILE,
    ),
    for_editors(
        "not_presented",
        t("Take back that the letter was presented"),
        _take_back,
        _PRESENTATION,
        SURE,
        irreversible="sure",
    ),
    for_editors(
        "announce_presentation",
        t("Draft an announcement that the letter was presented"),
        _announce,
        _PRESENTATION,
    ),
)
