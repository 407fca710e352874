"""A letter's dates stand among a server's events where its host has agreed, and change with the letter."""

from collections.abc import Iterator, Sequence

from bot.model.letters.calendars import RESTS, SLOTS, Calendar, Due, Gathering, Standing, gathering
from bot.model.people.workplaces import Server
from bot.ports.store import Unit


def begin(unit: Unit, letter_id: int, server: Server, language: str) -> None:
    """The host agrees: from now on the letter's dates stand there."""
    unit.calendars.begin(Calendar(letter_id, server, language))


def end(unit: Unit, letter_id: int, server: Server) -> None:
    """The host does not agree any more: what stands there is taken away."""
    unit.calendars.end(letter_id, server)


def upcoming(unit: Unit, letter_id: int, language: str) -> Sequence[Gathering]:
    """The letter's dates that are still to come, as a server shows them."""
    revision = unit.letters.current(letter_id)
    events = revision.letter.events[:SLOTS] if revision else ()
    found = [gathering(revision.letter, each, language) for each in events if revision and not each.called_off]
    return [each for each in found if each.begins > unit.now]


def due(unit: Unit, platform: str, limit: int) -> Sequence[Due]:
    """What is to be done so that each server shows what the letters say: so much at the most. What has begun or is over
    stays as it is; what is called off is taken away."""
    standing = {(each.letter_id, each.server, each.slot): each for each in unit.calendars.standing(platform)}
    wanted = dict(_wanted(unit, platform))
    found = list[Due]()
    for key, shown in wanted.items():
        there = standing.get(key, Standing(*key))
        rests = there.rests_until is not None and there.rests_until > unit.now
        if shown.begins > unit.now and there.digest != shown.digest and not rests:
            found.append(Due(*key, there.remote, shown))
    for key, there in standing.items():
        over = there.ends is None or there.ends <= unit.now
        rests = there.rests_until is not None and there.rests_until > unit.now
        if key not in wanted and there.remote and not over and not rests:
            found.append(Due(*key, there.remote, None))
    return found[:limit]


def _wanted(unit: Unit, platform: str) -> Iterator[tuple[tuple[int, str, int], Gathering]]:
    for calendar in unit.calendars.wanted(platform):
        revision = unit.letters.current(calendar.letter_id)
        for slot, event in enumerate(revision.letter.events[:SLOTS] if revision else ()):
            if revision and not event.called_off:
                shown = gathering(revision.letter, event, calendar.language)
                yield (calendar.letter_id, calendar.server.id, slot), shown


def done(unit: Unit, platform: str, each: Due, remote: str) -> None:
    """It was done: `remote` is the platform's id of what stands there now, if anything does."""
    shown = each.gathering
    if shown is None or not remote:
        unit.calendars.forget(platform, each.letter_id, each.server, each.slot)
        return
    unit.calendars.keep(platform, Standing(each.letter_id, each.server, each.slot, remote, shown.digest, shown.ends))


def refused(unit: Unit, platform: str, each: Due) -> None:
    """It can't be done now, and is tried again later."""
    there = Standing(
        each.letter_id,
        each.server,
        each.slot,
        each.remote,
        ends=each.gathering.ends if each.gathering else unit.now + RESTS * 2,
        rests_until=unit.now + RESTS,
    )
    unit.calendars.keep(platform, there)


def lost(unit: Unit, platform: str, server: str) -> None:
    """The bot is not in a server any more: nothing of it stands there."""
    unit.calendars.lose(platform, server)
