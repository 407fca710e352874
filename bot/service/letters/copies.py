"""Copies of a letter's pages that others show: each withdrawal makes them outdated, and the owners are told."""

from bot.model.deliveries import Subject
from bot.ports.store import Unit
from bot.service.telling import tell_owners


def left_the_list(unit: Unit, letter_id: int) -> None:
    """An organization is not in the list any more: the owners are told once, until the copies are replaced."""
    if unit.endings.outdate(letter_id):
        tell_owners(unit, letter_id, Subject.COPIES_OUTDATED)
