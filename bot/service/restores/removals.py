"""What was taken back after a backup was made is taken back again, once that backup is restored."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.model.chats import ChatKind
from bot.model.endorsements.endorsement import COUNTED, About, Endorsement, State, Words
from bot.model.journal.acts import Act
from bot.model.people.person import Account, Person
from bot.model.restores import Removal, Removed
from bot.ports.store import Unit
from bot.service.endorsements import spokespeople
from bot.service.endorsements.statements import TAKEN_DOWN
from bot.service.endorsements.transitions import Change, change, reword
from bot.service.outreach import prospects
from bot.service.people import forgetting


def take_back(unit: Unit, removal: Removal) -> bool:
    """Take something back again: whether it could be. What is not there, or so already, can."""
    done = AGAIN[removal.kind](unit, *removal.subject)
    return done is not False


def _row(unit: Unit, table: str, *key: str | int) -> bool:
    return unit.restores.drop(table, key)


def _erased(unit: Unit, endorsement_id: int) -> None:
    endorsement = unit.endorsements.get(endorsement_id)
    if endorsement and not endorsement.erased:
        forgetting.erase_again(unit, endorsement_id)


def _left_list(unit: Unit, endorsement_id: int, state: str) -> None:
    """What was withdrawn is; what else has left the list waits for the reviewers, or is withheld again."""
    endorsement, now = unit.endorsements.get(endorsement_id), State(state)
    if endorsement is None or endorsement.erased:
        return
    if now is State.WITHDRAWN and endorsement.may_become(now):
        _become(unit, endorsement.moved(now, unit.now), Act.ENDORSEMENT_WITHDRAWN)
    elif now is State.WITHHELD and endorsement.state is State.LISTED:
        withheld = replace(endorsement, entry=replace(endorsement.entry, withheld=True))
        _become(unit, withheld.moved(State.LISTED, unit.now), Act.ENDORSEMENT_WITHHELD)
    elif now is not State.WITHHELD and endorsement.state in COUNTED:
        waits = replace(endorsement.moved(State.SUBMITTED, unit.now), check=None, reason="", decided_by=None)
        _become(unit, waits, Act.ENDORSEMENT_DECISION_UNDONE)


def _become(unit: Unit, endorsement: Endorsement, act: Act) -> None:
    change(unit, Change(endorsement, act, None))


def _spokesperson(unit: Unit, endorsement_id: int) -> None:
    endorsement = unit.endorsements.get(endorsement_id)
    if endorsement:
        spokespeople.unname(unit, endorsement, None)


def _words(about: About) -> Callable[[Unit, int], None]:
    def take_down(unit: Unit, endorsement_id: int) -> None:
        endorsement = unit.endorsements.get(endorsement_id)
        if endorsement and endorsement.words(about) in (Words.SHOWN, Words.WAITING):
            said = endorsement.worded(about, endorsement.says(about), Words.TAKEN_DOWN)
            reword(unit, said, TAKEN_DOWN[about], None)

    return take_down


def _logo(unit: Unit, endorsement_id: int) -> None:
    endorsement = unit.endorsements.get(endorsement_id)
    if endorsement and unit.logos.of(endorsement_id):
        unit.logos.take_down(endorsement, None)


def _representative(unit: Unit, endorsement_id: int) -> None:
    if unit.endorsements.get(endorsement_id):
        forgetting.forget_representative(unit, endorsement_id, None)


def _disputer(unit: Unit, dispute_id: int) -> None:
    if unit.disputes.get(dispute_id):
        forgetting.forget_disputer(unit, dispute_id)


def _person(unit: Unit, person_id: int) -> None:
    accounts = unit.people.accounts(person_id)
    if accounts:
        unit.queue.refresh_decided(person_id)
        prospects.forget_person(unit, Person(person_id), accounts)
        unit.privacy.forget(person_id)


def _chat(unit: Unit, chat_id: int) -> None:
    chat = unit.chats.get(chat_id)
    if chat and chat.kind is ChatKind.PRIVATE and chat.address.place.startswith("@"):
        account = Account(chat.address.platform, chat.address.place.removeprefix("@"))
        forgetting.forget_account(unit, account)


def _press_link(unit: Unit, link_id: int) -> None:
    link = unit.press_links.get(link_id)
    if link and link.revoked_at is None:
        unit.press_links.revoke(link, None)


def _document(unit: Unit, letter_id: int, sha256: str) -> None:
    revision = unit.letters.current(letter_id)
    if revision and sha256 not in unit.letters.taken_back(letter_id):
        unit.letters.take_back(revision, sha256, None)
        unit.files.erase(letter_id, sha256)


def _nothing(unit: Unit, *subject: str | int) -> None:
    """It is no removal, and was looked at before."""


AGAIN: Mapping[Removed, Callable[..., bool | None]] = {
    Removed.ROW: _row,
    Removed.ERASED: _erased,
    Removed.LEFT_LIST: _left_list,
    Removed.SPOKESPERSON: _spokesperson,
    Removed.STATEMENT: _words(About.STATEMENT),
    Removed.RESERVATION: _words(About.RESERVATION),
    Removed.LOGO: _logo,
    Removed.REPRESENTATIVE: _representative,
    Removed.DISPUTER: _disputer,
    Removed.PERSON: _person,
    Removed.CHAT: _chat,
    Removed.CODE: lambda unit, token: unit.restores.use_code(token),
    Removed.UNWANTED_MAIL: lambda unit, digest: unit.restores.stop_mail(digest),
    Removed.PRESS_LINK: _press_link,
    Removed.DOCUMENT: _document,
    Removed.ANNOUNCEMENT_BEGAN: _nothing,
    Removed.HEAD: _nothing,
}


def lost_heads(removals: Sequence[Removal]) -> Mapping[int, tuple[int, str]]:
    """The last head that was published of each letter's journal, as these tell."""
    found = dict[int, tuple[int, str]]()
    for each in removals:
        if each.kind is Removed.HEAD:
            letter_id, number, sha256 = each.subject
            found[int(letter_id)] = max(found.get(int(letter_id), (0, "")), (int(number), str(sha256)))
    return found
