"""What programs read: letters and lists as data, feeds, calendars, and their description."""

from bot.pages.data import calendar, crawlers, endorsements, feed, letters, schema
from bot.pages.page import WebPage

DATA: tuple[WebPage, ...] = (
    letters.LETTERS,
    letters.LETTER_DATA,
    endorsements.ENDORSEMENTS,
    endorsements.TABLE,
    feed.FEED,
    calendar.OWN_CALENDAR,
    calendar.CALENDAR,
    schema.SCHEMA,
    crawlers.SITEMAP_PAGE,
    crawlers.ROBOTS,
)
