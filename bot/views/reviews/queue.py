"""What reviewers are told about their queue: how many wait, since when, and what was answered."""

from bot.interface.call import Button, Reply
from bot.model.endorsements.endorsement import Endorsement
from bot.model.letters.letter import Revision
from bot.ports.store import Unit
from bot.text.text import Part, Typed, n, t
from bot.views.endorsements.public_entry import clipped, receipt

BEGIN = Button(t("Begin"), "review", style="primary")


def queue_card(unit: Unit, revision: Revision) -> Reply:
    """The message about the queue that stands in each chat of the reviewers: it says what is so now."""
    backlog = unit.reviews.backlog(revision.letter_id)
    if backlog.since is None:
        return Reply([t("No sign-on waits for a decision.")])
    waiting = n("**{count} sign-on waits for a decision.**", "**{count} sign-ons wait for a decision.**", backlog.count)
    since = t("The oldest has waited since {since}.", since=revision.letter.local(backlog.since))
    return Reply([waiting, since, t("Each reviewer is given one after the other.")], (BEGIN,))


def overdue(unit: Unit, revision: Revision) -> Reply | None:
    """What reviewers are told once a day while a sign-on has waited for long; nothing where none waits any more."""
    backlog = unit.reviews.backlog(revision.letter_id)
    if backlog.since is None:
        return None
    days = (unit.now - backlog.since).days
    return Reply(
        [
            n("**A sign-on has waited for {count} day.**", "**A sign-on has waited for {count} days.**", days),
            n("{count} waits for a decision in all.", "{count} wait for a decision in all.", backlog.count),
        ],
        (BEGIN,),
    )


def answered(unit: Unit, endorsement: Endorsement) -> Reply | None:
    """What a reviewer is told once their question was answered; nothing where the answer is gone by now."""
    exchange = next((each for each in reversed(unit.endorsements.exchanges(endorsement.id)) if each.answer), None)
    if exchange is None or endorsement.erased:
        return None
    parts: list[Part] = [
        t("**{organization} has answered.**", organization=endorsement.entry.organization),
        t("Asked:"),
        Typed(clipped(exchange.question), quoted=True),
        t("Answered:"),
        Typed(clipped(exchange.answer), quoted=True),
        t("Sign-on {receipt}", receipt=receipt(endorsement)),
    ]
    return Reply(parts, (BEGIN,))
