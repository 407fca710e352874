"""In which order a letter's list is shown, exported and frozen."""

from enum import StrEnum


class Order(StrEnum):
    """By the alphabet of the letter's first language, or as the sign-ons came."""

    ALPHABETICAL = "alphabetical"
    ARRIVAL = "arrival"
