"""What reviewers are told about their queue: how many wait, since when, and what was answered."""

from bot.interface.call import Button, Reply
from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.letters.letter import Revision
from bot.ports.store import Unit
from bot.text.text import Part, Typed, n, t
from bot.views.endorsements.public_entry import clipped, receipt

BEGIN = Button(t("Begin"), "review", style="primary")


def to_card(endorsement: Endorsement) -> Button:
    """The button that leads to the card of a sign-on."""
    which: dict[str, str | int] = {"letter": endorsement.letter_id, "endorsement": endorsement.receipt}
    return Button(t("Look at it"), "review", which, style="primary")


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
    return Reply(parts, (to_card(endorsement),))


def came_back(unit: Unit, endorsement: Endorsement) -> Reply | None:
    """What whoever decided on a sign-on is told once it waits again; nothing where it does not wait any more."""
    if endorsement.state is not State.SUBMITTED:
        return None
    said = t(
        "**{organization} waits for a decision again**: it was corrected, or the decision was taken back. Sign-on "
        "{receipt}",
        organization=endorsement.entry.organization,
        receipt=receipt(endorsement),
    )
    return Reply([said], (to_card(endorsement),))


def unreached(unit: Unit, endorsement: Endorsement) -> Reply:
    """What a reviewer is told whose word to a representative did not arrive."""
    return Reply(
        [
            t(
                "**Whoever signed for {organization} could not be told.** The bot can't write to them in private. They "
                "see it when they next use the bot, or the page on which they signed. Sign-on {receipt}",
                organization=endorsement.entry.organization,
                receipt=receipt(endorsement),
            ),
            t("If it can't wait, write to the address that they gave: it is among the personal details."),
        ],
        (to_card(endorsement), Button(t("Personal details"), "details", {"endorsement": endorsement.receipt})),
    )
