"""Whether the record is as it was: what anybody is told, and what organizers give outsiders to verify it with."""

from collections.abc import Sequence

from bot.commands.announcements.desk import desk
from bot.commands.shared_options import ENDORSEMENT, LETTER, OWNERS, RECEIPT, hidden
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Need, Option
from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.journal.entries import Head
from bot.model.people.person import Role
from bot.service.announcements import drafts
from bot.service.endorsements import signing
from bot.service.journal import heads, noted, verification
from bot.service.journal.verification import Answer
from bot.service.lists import disclosure
from bot.text.compose import label
from bot.text.pasted import visible
from bot.text.text import Bullets, Code, Listing, Part, n, t
from bot.views import journal as views
from bot.views import written
from bot.views.endorsements.public_entry import receipt
from bot.views.lists import discloses, kept_back

ORGANIZERS = frozenset(Role)
SHOWN = 20
"""So many of an endorsement's entries at the most are named."""


def _verify(call: Call) -> Reply:
    letter_id, number = call.published.letter_id, call.number("endorsement")
    if number is not None:
        return _one(call, signing.own(call.unit, call.actor.person, letter_id, number))
    if call.text("receipt"):
        return _one(call, signing.received(call.unit, letter_id, call.text("receipt")))
    if call.text("hash"):
        return Reply(_of_hash(call))
    latest = heads.latest(call.unit, letter_id)
    return Reply([*views.head(latest, discloses(call)), *kept_back(call), views.WHAT_A_HEAD_IS])


def _of_hash(call: Call) -> Sequence[Part]:
    found = noted.noted(call.unit, call.published.letter_id, call.text("hash"))
    return views.known_hash(call.letter, found, discloses(call)) if found else (views.UNKNOWN_HASH,)


def _one(call: Call, endorsement: Endorsement) -> Reply:
    answer = verification.verify_one(call.unit, endorsement)
    person = call.actor.person
    if not answer.holds:
        return Reply(views.NOT_AS_IT_WAS)
    if person is None or person.id != endorsement.person_id:
        shows = endorsement.state is State.LISTED and discloses(call)
        listed = (t("It is listed: everybody can see it."),) if shows else ()
        return Reply([views.IN_THE_JOURNAL, *listed])
    return Reply(
        [
            t(
                "**This sign-on is as it was.** Receipt {receipt}, {organization}.",
                receipt=receipt(endorsement),
                organization=endorsement.entry.organization,
            ),
            *(_facts(answer) if discloses(call) else ()),
            *_proof(answer, numbered=discloses(call)),
        ]
    )


def _facts(answer: Answer) -> Sequence[Part]:
    """Where it stands in the journal: who may not know how many have signed is told no number of an entry."""
    numbers = Listing([str(link.number) for link in answer.links[-SHOWN:]])
    facts = (
        t("Its entries in the journal: {numbers}", numbers=numbers),
        t("The chain was followed from entry {first} to entry {last}", first=answer.since, last=answer.entries),
    )
    return (Bullets(facts),)


def _proof(answer: Answer, numbered: bool) -> Sequence[Part]:
    """What proves to an outsider that an entry is about this line."""
    if answer.proof is None:
        return ()
    link, beside = answer.proof
    said = (
        t(
            "With this you can prove to whoever has the exported journal that entry {number} is your "
            "organization's. The bot shows it to nobody else:",
            number=beside.number,
        )
        if numbered
        else t(
            "With this you can prove to whoever has the exported journal that the entry with this hash is your "
            "organization's. The bot shows it to nobody else:"
        )
    )
    return (
        said,
        Bullets(
            (
                t("Salt: {salt}", salt=Code(beside.salt)),
                t("Line: {line}", line=Code(beside.line)),
                t("Hash of the entry: {hash}", hash=Code(link.hash)),
            )
        ),
    )


def _journal(call: Call) -> Reply:
    letter_id = call.published.letter_id
    if call.text("act") == "export":
        content = written.of_letter(call, ("journal",), lambda unit: heads.content(unit, letter_id))
        file = heads.file(call.unit, letter_id, call.letter.slug, content)
        return Reply([t("**The journal**, for whoever wants to verify it. It names nobody.")], files=(file,))
    entries = call.unit.journal.last(letter_id).number
    held = n("The journal has {count} entry.", "The journal has {count} entries.", entries)
    parts = [held, *views.head(heads.latest(call.unit, letter_id), numbered=True)]
    return Reply(
        [*parts, views.WHAT_A_HEAD_IS],
        (
            Button(t("Publish the head"), "publish_head", style="primary"),
            Button(t("Announce the head"), "publish_head", {"act": "announce"}),
            Button(t("Export the journal"), "journal", {"act": "export"}),
        ),
    )


def _publish_head(call: Call) -> Reply:
    head = call.unit.journal.publish(call.published.letter_id)
    if call.text("act") == "announce":
        return _draft(call, head)
    return Reply(
        [t("**Published.** Everybody who asks is told:"), *views.head(head, numbered=True)],
        (Button(t("Announce the head"), "publish_head", {"act": "announce"}),),
    )


def _draft(call: Call, head: Head) -> Reply:
    """An announcement of a head, to be released or changed as any other: without its number, while that would tell how
    much was done."""
    public = disclosure.discloses(call.unit, call.published.letter_id)
    tag = call.speech.tag if call.speech.tag in call.letter.languages else call.letter.languages[0]
    said = t("To verify later that nothing in the record of sign-ons was changed, note the head of its journal:")
    told = f"{head.number}:{head.hash}" if public else head.hash
    text = f"{label(said, call.speech)}\n\n`{told}`"
    address = call.caller.address
    return desk(
        call,
        drafts.draft(
            call.unit,
            call.person(),
            account=call.actor.account,
            letter_id=call.published.letter_id,
            texts={tag: text},
            ordered_in=address,
        ),
    )


_EXPORT = Option(
    "act",
    Kind.CHOICE,
    t("Act"),
    t("What is to be done?"),
    need=Need.NEVER,
    choices=(Choice("export", t("Export the journal")),),
)
_NOTED = Option(
    "hash",
    Kind.TEXT,
    t("Hash"),
    t("A hash that you noted"),
    need=Need.NEVER,
    most=noted.LONGEST,
    clean=visible,
)
_ANNOUNCE = hidden("act", t("Act"), Kind.CHOICE, (Choice("announce", t("Announce the head")),))

COMMANDS = (
    Command(
        "verify",
        t("Whether the record is as it was"),
        _verify,
        (LETTER, RECEIPT, ENDORSEMENT, _NOTED),
        private=True,
        linked=True,
    ),
    Command(
        "journal",
        t("The journal, for whoever verifies it"),
        _journal,
        (LETTER, _EXPORT),
        roles=ORGANIZERS,
        private=True,
    ),
    Command(
        "publish_head",
        t("Publish the head of the journal"),
        _publish_head,
        (LETTER, _ANNOUNCE),
        roles=OWNERS,
        private=True,
        menu=False,
    ),
)
