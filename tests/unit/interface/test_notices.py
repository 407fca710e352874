"""Every notice's declaration, held against what the queue can hold."""

from sqlalchemy import String

from bot.model.deliveries import Lane, Subject
from bot.notices import NOTICES
from storage import tables


def test_every_subject_that_says_something_has_one_notice() -> None:
    declared = [notice.subject for notice in NOTICES]
    assert len(declared) == len(set(declared))
    assert set(declared) == {subject for subject in Subject if not subject.wordless}


def test_every_subject_fits_into_its_column() -> None:
    column = tables.deliveries.c.subject.type
    assert isinstance(column, String)
    assert all(len(each) <= (column.length or 0) for each in Subject)


def test_only_what_belongs_to_an_announcement_shares_its_lane() -> None:
    assert {each for each in Subject if each.lane is Lane.ANNOUNCEMENT} == {
        Subject.ANNOUNCEMENT, *(each for each in Subject if each.follows)
    }  # fmt: skip


def test_what_several_read_and_is_edited_in_place_says_who_may_read_it() -> None:
    shared = {notice.subject for notice in NOTICES if notice.subject.edited_in_place and notice.readers is None}
    asks_itself = {Subject.HEALTH}  # it is for who owns any letter, and not one of them
    assert shared - asks_itself == {Subject.PROGRESS, Subject.HELD}, "everybody will read there what waits for its host"
