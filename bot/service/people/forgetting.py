"""People and organizations are forgotten: when they ask, and when their time is over."""

from collections.abc import Sequence

from bot.errors import Conflict
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import STANDING, State
from bot.model.people.person import Account, Person, Role
from bot.model.people.privacy import Held
from bot.model.people.retention import DISPUTER_FORGOTTEN_AFTER, ERASED_AFTER, FORGOTTEN_AFTER
from bot.ports.store import Unit
from bot.service import forms
from bot.service.endorsements import signing, spokespeople
from bot.service.endorsements.transitions import QUOTING, take_back
from bot.service.organizations import merges
from bot.service.outreach import following, prospects
from bot.text.text import t

AT_ONCE = 20
"""So many of a kind are erased in one unit of work by time."""

IN_A_PIECE = 50
"""So many sign-ons are erased in one unit of work when a person asks for it."""

ERASABLE = frozenset({State.DRAFT, State.DECLINED, State.WITHDRAWN})


def stands(unit: Unit, person: Person) -> bool:
    """Whether something stands that a person signed, in any letter."""
    return bool(unit.privacy.signed(person.id, STANDING, 1))


def held(unit: Unit, account: Account, person: Person | None) -> Held:
    """What is held about whoever has an account, beside what they signed and disputed."""
    accounts = unit.people.accounts(person.id) if person else (account,)
    return unit.privacy.held(accounts, person.id if person else None)


def forget_account(unit: Unit, account: Account) -> bool:
    """Forget an account of nobody who is known: half-filled forms, and its private chat. False as `forget`."""
    if not _forget_named(unit, [account], IN_A_PIECE):
        return False
    prospects.forget_person(unit, None, [account])
    unit.privacy.forget_account(account)
    return True


def _forget_named(unit: Unit, accounts: Sequence[Account], limit: int) -> bool:
    """Sign-ons that organizers have entered stand without whom they name, who reads the mail there; False where there
    are more of them."""
    for account in accounts:
        read = unit.sessions.of_account(account)
        named = unit.privacy.named(read.address, limit) if read else ()
        for number in named:
            forget_representative(unit, number, None)
        limit -= len(named)
        if limit <= 0:
            return False
    return True


def forget(unit: Unit, person: Person, withdraw: bool) -> bool:
    """Forget a person; what they signed stands without them, unless they take it back with it. False where that was a
    piece of it, because they signed for very many: the rest is done by doing it again.

    Raises `Conflict` for the only owner of a letter, which nobody would run any more.
    """
    for revision in unit.letters.all():
        owners = [who for who, roles in unit.people.organizers(revision.letter_id) if Role.OWNER in roles]
        if owners == [person.id]:
            raise Conflict(
                t("You are the only owner of {title}. Invite another owner first.", title=revision.letter.title)
            )
    gone = unit.privacy.signed(person.id, frozenset(State) if withdraw else ERASABLE, IN_A_PIECE)
    for number in gone:
        each = unit.endorsements.get(number)
        if each and withdraw and each.may_become(State.WITHDRAWN):
            signing.withdraw(unit, person, each.letter_id, number)
        _erase(unit, number, person.id)
    left = IN_A_PIECE - len(gone)
    stay = unit.privacy.represented(person.id, left)
    for number in stay:
        forget_representative(unit, number, person.id)
    if len(stay) == left or not _forget_named(unit, unit.people.accounts(person.id), left - len(stay)):
        return False
    for revision in unit.letters.all():
        for dispute in unit.disputes.of_person(person.id, revision.letter_id):
            forget_disputer(unit, dispute.id)
    unit.queue.refresh_decided(person.id)
    prospects.forget_person(unit, person, unit.people.accounts(person.id))
    unit.privacy.forget(person.id)
    return True


def erase(unit: Unit, person: Person | None, letter_id: int, endorsement_id: int) -> None:
    """Erase a sign-on that was withdrawn, for whoever signed; raises `Conflict` where it stands."""
    endorsement = signing.own(unit, person, letter_id, endorsement_id)
    if endorsement.state not in ERASABLE:
        raise Conflict(t("This sign-on stands. Withdraw it first; then it can be erased."))
    _erase(unit, endorsement_id, endorsement.person_id)


def retire(unit: Unit) -> None:
    """Erase what has been kept for as long as it may be."""
    forms.retire(unit)
    unit.unanswered.forget()
    unit.ledger.forget()
    unit.presentations.forget()
    unit.limits.forget()
    unit.organizers.forget()
    unit.updates.forget()
    unit.sessions.retire(AT_ONCE)
    unit.files.retire(AT_ONCE)
    unit.press_links.forget()
    unit.speakers.retire(AT_ONCE)
    unit.restores.prune()
    for letter_id in unit.endings.due():
        _end(unit, letter_id)
    prospects.retire(unit)
    for letter_id in [each.letter_id for each in unit.letters.all()]:
        for state, after in ERASED_AFTER.items():
            for number in unit.privacy.aged(letter_id, state, unit.now - after, AT_ONCE):
                _erase(unit, number, None)
        for state, after in FORGOTTEN_AFTER.items():
            for number in unit.privacy.attended(letter_id, state, unit.now - after, AT_ONCE):
                forget_representative(unit, number, None)
        for number in unit.privacy.disputed(letter_id, unit.now - DISPUTER_FORGOTTEN_AFTER, AT_ONCE):
            forget_disputer(unit, number)


def _end(unit: Unit, letter_id: int) -> None:
    """The promised day after a campaign's end has come: who signed, disputed or was to be asked is erased, piece by
    piece; the list and the journal stay."""
    signed = [number for state in State for number in unit.privacy.attended(letter_id, state, unit.now, AT_ONCE)]
    for number in signed:
        forget_representative(unit, number, None)
    disputes = unit.privacy.disputers(letter_id, AT_ONCE)
    for number in disputes:
        forget_disputer(unit, number)
    persons = () if signed or disputes else unit.privacy.only_signed(letter_id, AT_ONCE)
    for person_id in persons:
        unit.privacy.forget(person_id)
    if not (signed or disputes or persons):
        prospects.forget_all(unit, letter_id)
        unit.presentations.forget(letter_id)
        unit.speakers.drop_all(letter_id)
        unit.privacy.forget_told(letter_id)
        unit.endings.erased(letter_id)


def _erase(unit: Unit, endorsement_id: int, person_id: int | None) -> None:
    """Erase a sign-on; whatever the bot has said of it follows, and the cards of others that name it too."""
    endorsement = unit.endorsements.get(endorsement_id)
    alike = merges.likenesses(unit, endorsement) if endorsement and endorsement.state is not State.DRAFT else ()
    prospects.forget(unit, following.erased(unit, endorsement) if endorsement else ())
    unit.speakers.drop_of(endorsement_id)
    unit.privacy.erase(endorsement_id, person_id)
    take_back(unit, endorsement_id)
    merges.named_otherwise(unit, alike)


def erase_again(unit: Unit, endorsement_id: int) -> None:
    """Erase a sign-on that was erased before a backup brought it back."""
    _erase(unit, endorsement_id, None)


def forget_representative(unit: Unit, endorsement_id: int, person_id: int | None) -> None:
    """Nothing is kept of who signed, nor said of them anywhere; the organization stands."""
    endorsement = unit.endorsements.get(endorsement_id)
    if endorsement:
        spokespeople.unname(unit, endorsement, person_id)
    unit.speakers.drop_of(endorsement_id)
    unit.privacy.forget_representative(endorsement_id)
    take_back(unit, endorsement_id, QUOTING)


def forget_disputer(unit: Unit, dispute_id: int) -> None:
    """Nothing is kept of who disputed."""
    unit.privacy.forget_disputer(dispute_id)
    unit.queue.refresh(Subject.DISPUTE, dispute_id)
