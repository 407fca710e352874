"""Histories of a letter: what people do through the services, and what verification says of a change on disk."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count

from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from bot.errors import Refusal
from bot.model.disputes import Claim, DisputeState
from bot.model.endorsements.endorsement import About, Check, Endorsement, PublicEntry
from bot.model.journal.acts import Act
from bot.model.letters.answers import OwnAnswer, Worded
from bot.model.letters.letter import Revision
from bot.model.people.person import Person, Role
from bot.model.proofs.authority import Contact, ProofState, Why
from bot.ports.store import Store, Unit
from bot.service import disputes as disputing
from bot.service.endorsements import signing, statements
from bot.service.journal.verification import Verdict, verify
from bot.service.letters import answers
from bot.service.organizations import merges
from bot.service.reviews import decisions
from storage.unit import ConnectionUnit
from tests.storage.examples import BAKERS, REPRESENTATIVE, announce, letter, person, publish

SLUGS = (f"letter-{number}" for number in count(1))
BAKERS_LINE = PublicEntry(BAKERS, "https://bakers.example", "Toronto", "« Bread needs buses. »")


@dataclass(frozen=True)
class Step:
    """Something that somebody does about an organization, or its latest sign-on."""

    what: str
    organization: int


ACTS = st.builds(
    Step,
    st.sampled_from(
        ["sign", "sign", "draft", "correct", "withdraw", "list", "list", "decline", "undo", "ask", "look", "publish",
         "announce", "head", "erase", "answer", "answer", "answer otherwise", "answer no more"]
    ),
    st.integers(0, 2),
)  # fmt: skip
OF_RECORDS = ["prove", "confirm", "hand over", "dispute", "uphold", "dismiss", "reopen", "merge", "unmerge", "chapter"]
LATER = [*OF_RECORDS, "confirm", "merge", "sign", "correct", "withdraw", "list", "decline", "say", "show", "silence",
         "erase"]  # fmt: skip


def act(unit: Unit, first: Revision, act: Step) -> None:
    """Do it, through the services; what they refuse is not done."""
    ada, reviewer, letter_id = person(unit, "ada"), person(unit, "grace"), first.letter_id
    name = f"Friends of stop {act.organization}, {first.letter.slug}"
    line = replace(BAKERS_LINE, organization=name)
    signed = [each for who in (ada, reviewer) for each in unit.endorsements.of_person(who.id, letter_id)]
    found = max((each for each in signed if each.entry.organization == name), key=lambda each: each.id, default=None)
    signer = Person(found.person_id) if found else ada
    revision = unit.letters.current(letter_id)
    assert revision
    if found and act.what in OF_RECORDS:
        of_records(unit, act, found, signed)
    match act.what, found.id if found else 0:
        case "publish", number:
            unit.letters.publish(letter(revision.letter.slug, f"Night buses, {revision.number}"))
        case "announce", number:
            announce(unit, letter_id)
        case "head", number:
            unit.journal.publish(letter_id)
        case (("answer" | "answer otherwise" | "answer no more"), number):
            answer(unit, reviewer, revision, act)
        case (("sign" | "draft"), number):
            signing.sign(
                unit,
                signer,
                revision=revision,
                entry=line,
                representative=REPRESENTATIVE,
                language="fr",
                board_decides=act.what == "draft",
            )
        case _, 0:
            return
        case "correct", number:
            signing.correct(
                unit,
                signer,
                endorsement_id=number,
                revision=revision,
                entry=line,
                representative=REPRESENTATIVE,
                language="en",
                board_decides=False,
            )
        case "withdraw", number:
            signing.withdraw(unit, signer, letter_id, number)
        case "list", number:
            decisions.decide_to_list(unit, reviewer, letter_id, number, Check.PHONE)
        case "decline", number:
            decisions.decline(unit, reviewer, letter_id, number, "We could not reach you.")
        case "undo", number:
            decisions.undo(unit, reviewer, letter_id, number)
        case "ask", number:
            decisions.ask(unit, reviewer, letter_id, number, "Which town?")
        case "look", number:
            decisions.details(unit, reviewer, letter_id, number)
        case "erase", number:
            unit.privacy.erase(number, reviewer.id)
        case "say", number:
            statements.give(
                unit,
                signer,
                letter_id=letter_id,
                endorsement_id=number,
                about=About.STATEMENT,
                text="« Buses at night. »",
            )
        case "show", number:
            read = statements.version(found, About.STATEMENT) if found else ""
            statements.show(
                unit, reviewer, letter_id=letter_id, endorsement_id=number, about=About.STATEMENT, read=read
            )
        case "silence", number:
            statements.take_down(unit, signer, letter_id, number, About.STATEMENT)


def answer(unit: Unit, owner: Person, revision: Revision, act: Step) -> None:
    """An owner writes an answer about an organization, writes it otherwise in another language, or removes it."""
    question = f"Is stop {act.organization} on it?"
    own = unit.own_answers.all(revision.letter_id)
    written = next((each for each in own if each.texts["en"].questions == (question,)), None)
    match act.what, written:
        case "answer", None:
            worded = Worded((question,), "« Not yet. »")
            answers.write(unit, owner, revision=revision, changed=None, language="en", worded=worded)
        case "answer otherwise", OwnAnswer():
            worded = Worded(("Et l’arrêt ?",), f"Pas encore {len(written.content)}.")
            answers.write(unit, owner, revision=revision, changed=written, language="fr", worded=worded)
        case "answer no more", OwnAnswer():
            answers.remove(unit, owner, revision.letter_id, written.id)


def of_records(unit: Unit, act: Step, found: Endorsement, signed: Sequence[Endorsement]) -> None:
    """What is done about the address, the person, the disputes or the organization of an endorsement."""
    letter_id, number, reviewer = found.letter_id, found.id, person(unit, "grace")
    proven = [unit.proofs.get(number, each) for each in Contact]
    levels = [proof is not None and proof.state is ProofState.PROVEN for proof in proven]
    disputes = unit.disputes.about(number)
    others = [each.organization_id for each in signed if each.organization_id != found.organization_id]
    match act.what:
        case "prove" | "confirm" as what if levels == [what == "confirm", False]:
            contact = Contact.SECOND if what == "confirm" else Contact.FIRST
            asked = unit.proofs.put(
                number, contact, address=f"{contact}@mail.example", domain="mail.example", mail_id=None, why=Why.NONE
            )
            unit.proofs.prove(asked, None)
        case "hand over":
            other = person(unit, "ada" if found.person_id == reviewer.id else "grace")
            unit.desks.hand_over(replace(found, person_id=other.id), replace(REPRESENTATIVE, email="eda@mail.example"))
        case "dispute" if not any(each.state is DisputeState.OPEN for each in disputes):
            claim = Claim("Eve Example", "chair", "eve@mail.example", "This isn't us.")
            opened = unit.disputes.add(letter_id, number, reviewer.id, "en", claim)
            unit.disputes.save(replace(opened, proven=True), Act.DISPUTE_PROVEN, None)
        case "uphold" if disputes:
            disputing.uphold(unit, reviewer, letter_id, disputes[0].id, "They say so.")
        case "dismiss" if disputes:
            disputing.dismiss(unit, reviewer, letter_id, disputes[0].id)
        case "reopen" if disputes:
            disputing.undo(unit, reviewer, letter_id, disputes[0].id)
        case "merge" if others:
            stands = merges.Stands.EARLIER
            merges.merge(
                unit,
                reviewer,
                letter_id=letter_id,
                one=found.organization_id,
                other=others[0],
                stands=stands,
                because=lambda _: "The same.",
            )
        case "unmerge":
            for each in unit.merges.into(found.organization_id)[-1:]:
                merges.unmerge(unit, reviewer, letter_id, each.id)
        case "chapter":
            merges.make_chapter(unit, reviewer, letter_id, found.organization_id, others[0] if others else None)


def lived(unit: Unit, acts: Sequence[Step]) -> int:
    """A letter of its own, and what happened to it, up to a head that is published in the end."""
    first = publish(unit, next(SLUGS))
    unit.people.grant(person(unit, "grace").id, first.letter_id, Role.REVIEWER)
    for each in acts:
        with suppress(Refusal), unit.savepoint():
            act(unit, first, each)
    unit.journal.publish(first.letter_id)
    return first.letter_id


class Undone(Exception):
    """What was done is taken back."""


async def after(store: Store, letter_id: int, do: Callable[[ConnectionUnit], bool]) -> Verdict | None:
    """What verification says once something was done, which is then taken back; nothing where that does not matter."""
    found = list[Verdict]()

    def tamper(unit: Unit) -> None:
        assert isinstance(unit, ConnectionUnit)
        if do(unit):
            found.append(verify(unit, letter_id))
        raise Undone

    with suppress(Undone, IntegrityError):
        await store.write(tamper)
    return found[0] if found else None
