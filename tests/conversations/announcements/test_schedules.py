"""An announcement leaves at its moment."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.model.announcements.announcement import Stage
from tests.conversations.announcements.announcements import (
    NEWS,
    TEXT,
    announce,
    editor,
    followers,
    found,
    its_moment_comes,
)
from tests.conversations.stories import acts
from tests.drivers import Driver, Shown

WHEN = "When"
TORONTO = ZoneInfo("America/Toronto")


def changes() -> tuple[str, str]:
    """The next days in Toronto on which the clocks go forward, and back."""
    now = datetime.now(TORONTO).replace(hour=12, minute=0)
    days = [now + timedelta(days=number) for number in range(1, 366)]
    offsets = {day: day.utcoffset() or timedelta(0) for day in (now, *days)}
    before = dict(zip(days, (now, *days), strict=False))
    forward = next(day for day in days if offsets[day] > offsets[before[day]])
    back = next(day for day in days if offsets[day] < offsets[before[day]])
    return f"{forward:%Y-%m-%d}", f"{back:%Y-%m-%d}"


async def planned(bot: Driver) -> Shown:
    """An announcement that is planned for the day after tomorrow."""
    await announce(bot, NEWS)
    await bot.owner.press(WHEN)
    day = datetime.now(TORONTO) + timedelta(days=2)
    await bot.owner.fill({WHEN: f"{day:%Y-%m-%d} 17:05 America/Toronto"})
    return await bot.owner.press("Schedule it")


@pytest.mark.core_rule
async def test_a_moment_that_can_not_be_is_said_and_another_is_asked_for(bot: Driver) -> None:
    await followers(bot, "Town")
    await announce(bot, NEWS)
    assert "The day, the time and the time zone" in await bot.owner.press(WHEN)
    forward, back = changes()
    day = datetime.now(TORONTO) + timedelta(days=2)
    for typed, wrong in (
        ("soon", "This is not a time that I understand."),
        (f"{day:%Y-%m-%d} 17:00 Mars/Olympus", "There is no time zone Mars/Olympus."),
        (f"{day:%Y}-02-30 17:00", "There is no such day or hour"),
        ("2020-01-01 10:00 UTC", "This moment has passed. In UTC it is"),
        (f"{day.year + 3}-01-01 10:00 UTC", "This is more than a year away."),
        (f"{forward} 02:30", "This time does not exist in America/Toronto"),
        (f"{back} 01:30", "This time comes twice in America/Toronto"),
    ):
        assert wrong in await bot.owner.fill({WHEN: typed})
    desk = await bot.owner.fill({WHEN: f"{back} 01:30 -05:00"})
    assert "Leaves on" in desk
    assert "1:30" in desk
    draft = await found(bot)
    assert draft.at
    assert draft.at.astimezone(UTC).isoformat() == f"{back}T06:30:00+00:00"


@pytest.mark.core_rule
async def test_what_is_planned_is_told_in_its_own_zone_and_leaves_at_its_moment(bot: Driver) -> None:
    (town,) = await followers(bot, "Town")
    said = await planned(bot)
    assert "Announcement 1 is planned for" in said
    assert "17:05" in said
    told = await bot.owner.told("Announcement 1 is planned. It leaves")
    assert "17:05" in told
    assert town.standing("The ministers have answered") == []
    await its_moment_comes(bot)
    await town.shows("The ministers have answered")
    await bot.owner.told("Announcement 1 is done: 1 of 1 delivered.")


@pytest.mark.core_rule
async def test_what_is_planned_is_stopped_before_its_moment(bot: Driver) -> None:
    (town,) = await followers(bot, "Town")
    said = await planned(bot)
    await bot.owner.told("Announcement 1 is planned. It leaves")
    assert "Announcement 1 was stopped. Nothing was sent." in await bot.owner.press("Stop it", on=said)
    assert (await found(bot)).stage is Stage.CANCELLED
    await bot.owner.told("Announcement 1 was stopped. Nothing was sent.")
    assert town.standing("The ministers have answered") == []
    assert await acts(bot) == ["announcement.released", "announcement.cancelled"]


@pytest.mark.core_rule
async def test_a_plan_is_given_up_on_the_desk(bot: Driver) -> None:
    (town,) = await followers(bot, "Town")
    await announce(bot, NEWS)
    await bot.owner.press(WHEN)
    await bot.owner.fill({WHEN: "23:59 UTC"})
    desk = await bot.owner.press(next(each for each in bot.owner.last.labels if "at once" in each))
    assert "Send it now" in desk.labels
    await bot.owner.press("Send it now")
    await town.shows("The ministers have answered")


async def test_a_moment_in_words_is_shown_with_its_day_of_the_week_and_its_zone(bot: Driver) -> None:
    await followers(bot, "Town")
    await announce(bot, NEWS)
    await bot.owner.press(WHEN)
    desk = await bot.owner.fill({WHEN: "tomorrow at 9am"})
    day = datetime.now(TORONTO) + timedelta(days=1)
    assert f"Leaves on {day:%A}, {day.day} {day:%B %Y}, 09:00 E" in desk
    draft = await found(bot)
    assert draft.at
    assert (draft.at.astimezone(TORONTO).date(), draft.zone) == (day.date(), "America/Toronto")


def either_month() -> tuple[date, date]:
    """Two days that are still to come and are written alike in numbers, but that either number is the month."""
    today = datetime.now(TORONTO).date()
    coming = [today + timedelta(days=number) for number in range(2, 360)]
    pairs = ((day, date(day.year, day.day, day.month)) for day in coming if day.day <= 12 and day.day > day.month)
    return next((day, other) for day, other in pairs if other in coming)


async def test_a_day_in_numbers_of_which_either_can_be_the_month_is_asked_about_by_two_buttons(bot: Driver) -> None:
    await followers(bot, "Town")
    await announce(bot, NEWS)
    await bot.owner.press(WHEN)
    day, other = either_month()
    asked = await bot.owner.fill({WHEN: f"{day:%d/%m/%Y} 17:00 UTC"})
    assert "Which one do you mean?" in asked
    labels = [f"{each:%A}, {each.day} {each:%B %Y}, 17:00 UTC" for each in sorted((day, other))]
    assert list(asked.labels[:2]) == labels
    assert not (await found(bot)).at
    assert f"Leaves on {labels[1]}" in await bot.owner.press(labels[1])
    assert (await found(bot)).at == datetime.combine(max(day, other), time(17), UTC)


@pytest.mark.core_rule
async def test_what_is_planned_is_changed_and_moved_and_leaves_only_once_it_is_scheduled_anew(bot: Driver) -> None:
    (town,) = await followers(bot, "Town")
    await planned(bot)
    await bot.owner.told("Announcement 1 is planned. It leaves")  # else the report may come between
    waiting = await bot.owner.press("Delivery status")
    desk = await bot.owner.press("Change or move it", on=waiting)
    assert "It is a draft again, and does not leave on" in desk
    await its_moment_comes(bot)
    assert town.standing("The ministers") == []
    await bot.owner.press("Change the text", on=desk)
    await bot.owner.fill({TEXT: "The ministers have answered: no."})
    await bot.owner.press(WHEN)
    day = datetime.now(TORONTO) + timedelta(days=3)
    desk = await bot.owner.fill({WHEN: f"{day:%Y-%m-%d} 18:05 America/Toronto"})
    assert "The ministers have answered: no." in desk
    assert "is planned" in await bot.owner.press("Schedule it")
    await its_moment_comes(bot)
    await town.shows("The ministers have answered: no.")
    assert await acts(bot) == ["announcement.released", "announcement.reopened", "announcement.released"]


@pytest.mark.core_rule
async def test_what_two_have_agreed_on_is_agreed_anew_once_it_was_changed(bot: Driver) -> None:
    (town,) = await followers(bot, "Town")
    grace = await editor(bot, "Grace")
    await bot.owner.give("settings")
    await bot.owner.press("Second organizer: always")
    await planned(bot)
    await grace.press("Release it", on=await grace.told("Another organizer wants to send announcement 1"))
    assert (await found(bot)).second_id is not None
    await bot.owner.give("announcements", announcement=1)
    await bot.owner.press("Change or move it")
    await bot.owner.press("Change the text")
    await bot.owner.fill({TEXT: "The ministers have answered: no."})
    assert "waits for another organizer" in await bot.owner.press("Schedule it")
    assert (await found(bot)).second_id is None
    assert town.standing("The ministers") == []
    await grace.told("The ministers have answered: no.")
