"""What shows that an organization has signed: whose domain an address has to be at, and which level that reaches."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.model.endorsements.endorsement import PublicEntry
from bot.model.proofs.authority import (
    MOST_TRIES,
    VALID,
    Contact,
    Level,
    Proof,
    ProofState,
    Why,
    holds,
    level_of,
    own_domain,
    proves,
)

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
FIRST = Proof(1, Contact.FIRST, "example.org", ProofState.PROVEN, NOON, mail_id=1)
SECOND = Proof(1, Contact.SECOND, "example.org", ProofState.PROVEN, NOON, mail_id=2)
ASKED = Proof(1, Contact.FIRST, "example.org", ProofState.ASKED, NOON, mail_id=1)


@pytest.mark.parametrize(
    ("host", "domain", "own"),
    [
        ("beispiel-straße.de", "", "xn--beispiel-strae-dgb.de"),
        ("facebook.com", "example.org", ""),
        ("bakers.example.org", "gmail.com", "example.org"),
        ("www.union.example.org.uk", "mail.union.example.org.uk", "example.org.uk"),
        ("", "mail.union.example.org.uk", "example.org.uk"),
        ("bücher.example", "xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("", "gmail.com", ""),
        ("gmail.com", "example.org", ""),
        ("co.uk", "example.co.uk", ""),
        ("192.0.2.7", "example.org", ""),
    ],
)
def test_an_organization_s_own_domain_is_its_website_s_and_else_its_address_s(host: str, domain: str, own: str) -> None:
    assert own_domain(host, domain) == own


@pytest.mark.parametrize(
    ("domain", "own"),
    [
        ("example.org", "example.org"),
        ("mail.union.example.org.uk", "example.org.uk"),
        ("BÜCHER.example", "xn--bcher-kva.example"),
    ],
)
def test_an_address_at_the_organization_s_domain_or_below_it_proves(domain: str, own: str) -> None:
    assert proves(domain, own)


@pytest.mark.parametrize(
    ("domain", "own"),
    [
        ("other.co.uk", "example.co.uk"),
        ("co.uk", "example.co.uk"),
        ("example.org.evil.example", "example.org"),
        ("notexample.org", "example.org"),
        ("gmail.com", "example.org"),
        ("example.org", ""),
        ("co.uk", ""),
    ],
)
def test_an_address_elsewhere_proves_nothing(domain: str, own: str) -> None:
    assert not proves(domain, own)


def test_a_domain_of_which_nothing_is_known_shows_a_mailbox_and_no_more() -> None:
    assert level_of(FIRST, None, []) is Level.MAILBOX
    assert level_of(FIRST, SECOND, ["example.net"]) is Level.MAILBOX
    assert not Level.MAILBOX.reaches(Level.PROVEN)


def test_every_level_reaches_itself_and_those_below() -> None:
    reached = [(one, other) for one in Level for other in Level if one.reaches(other)]
    assert reached == [
        (Level.STATED, Level.STATED),
        (Level.MAILBOX, Level.STATED),
        (Level.MAILBOX, Level.MAILBOX),
        (Level.PROVEN, Level.STATED),
        (Level.PROVEN, Level.MAILBOX),
        (Level.PROVEN, Level.PROVEN),
        (Level.CONFIRMED, Level.STATED),
        (Level.CONFIRMED, Level.MAILBOX),
        (Level.CONFIRMED, Level.PROVEN),
        (Level.CONFIRMED, Level.CONFIRMED),
    ]


def test_a_second_contact_counts_beside_the_first_at_the_same_domain_only() -> None:
    elsewhere = Proof(1, Contact.SECOND, "example.com", ProofState.PROVEN, NOON, mail_id=2)
    assert level_of(None, None, ["example.org"]) is Level.STATED
    assert level_of(ASKED, None, ["example.org"]) is Level.STATED
    assert level_of(FIRST, None, ["example.org"]) is Level.PROVEN
    assert level_of(FIRST, SECOND, ["example.org"]) is Level.CONFIRMED
    assert level_of(FIRST, elsewhere, ["example.org"]) is Level.PROVEN
    assert level_of(ASKED, SECOND, ["example.org"]) is Level.STATED
    assert level_of(None, SECOND, ["example.org"]) is Level.STATED


def test_a_code_holds_for_a_week() -> None:
    assert ASKED.open(NOON + VALID - timedelta(seconds=1))
    assert not ASKED.open(NOON + VALID)
    assert not FIRST.open(NOON)


def test_after_too_many_wrong_codes_only_the_page_still_takes_the_answer() -> None:
    spent = Proof(1, Contact.FIRST, "example.org", ProofState.UNREACHABLE, NOON, Why.UNANSWERED, 1, MOST_TRIES)
    assert spent.tries_left == 0
    assert not spent.open(NOON)
    assert spent.fresh(NOON)
    assert not spent.fresh(NOON + VALID)


def test_a_correction_of_the_organization_or_its_website_drops_what_was_proven() -> None:
    line = PublicEntry("Example Bakers", "https://bakers.example.org", "Old Town", "Bread.")
    assert holds(line, PublicEntry("example  bakers", "https://bakers.example.org", "New Town"))
    assert not holds(line, PublicEntry("Example Millers", "https://bakers.example.org"))
    assert not holds(line, PublicEntry("Example Bakers", "https://millers.example.org"))
