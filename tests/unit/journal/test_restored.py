"""A chain that goes on after a backup was restored."""

from datetime import UTC, datetime

import pytest

from bot.model.journal.acts import Act
from bot.model.journal.entries import GENESIS, Broken, Entry, Head, Link, link, walk

AT = datetime(2031, 3, 14, tzinfo=UTC)


def chained(*acts: tuple[Act, int, str]) -> list[Link]:
    """A chain of these acts, each with the record and the commitment that it names."""
    links, last = list[Link](), GENESIS
    for number, (act, record, commitment) in enumerate(acts, 1):
        entry = Entry(1, number, AT, act, record, "", commitment=commitment)
        links.append(link(last, entry))
        last = links[-1].hash
    return links


def test_only_the_head_that_a_restore_names_may_be_missing() -> None:
    before = chained((Act.LETTER_PUBLISHED, 1, ""), (Act.LIST_EMBARGOED, 1, ""), (Act.LIST_EMBARGO_LIFTED, 1, ""))
    second, third = before[1].hash, before[2].hash
    after = chained((Act.LETTER_PUBLISHED, 1, ""), (Act.LETTER_RESTORED, 3, third), (Act.LETTER_ENDED, 1, ""))
    assert after[0].hash == before[0].hash
    assert len(list(walk(1, after, [Head(1, before[0].hash), Head(3, third)]))) == 3
    assert len(list(walk(1, after[:2], [Head(3, third)]))) == 2
    for head in (Head(2, second), Head(3, "1" * 64), Head(4, third)):
        with pytest.raises(Broken):
            list(walk(1, after, [head]))
    with pytest.raises(Broken):
        list(walk(1, after[:1], [Head(3, third)]))
