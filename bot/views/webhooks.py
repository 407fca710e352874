"""Servers of others that are told of a letter's changes, as owners see them."""

from collections.abc import Sequence

from bot.interface.call import Button
from bot.model.letters.letter import Revision
from bot.model.lists.webhooks import Webhook
from bot.ports.store import Unit
from bot.text.text import Bullets, Code, Part, Text, t
from bot.views.people import named

ADD = Button(t("Add an address"), "new_webhook")


def shown(unit: Unit, revision: Revision) -> tuple[Sequence[Part], Sequence[Button]]:
    """Every address, how it stands, and what can be done about it."""
    known = unit.webhooks.all(revision.letter_id)
    lines = Bullets(tuple(_line(unit, revision, each) for each in known))
    about = t(
        "They are told when the letter has changed, its list, what came of its demands, or to whom it was presented: "
        "how many have signed, and no name."
    )
    agreeing = [
        Button(t("Agree: {address}", address=each.address), "webhooks", {"act": "agree", "webhook": each.id})
        for each in known
        if each.holds_from > unit.now
    ]
    removing = [
        Button(t("Remove: {address}", address=each.address), "webhooks", {"act": "remove", "webhook": each.id},
               style="danger")
        for each in known
    ]  # fmt: skip
    title = t("**Addresses that are told of changes of {title}**", title=revision.letter.title)
    return (title, lines if known else t("None."), about), (*agreeing, *removing)


def _line(unit: Unit, revision: Revision, webhook: Webhook) -> Text:
    address, local = Code(webhook.address), revision.letter.local
    if webhook.ended:
        return t("{address}: told nothing any more, for it took nothing. Remove it, and add it anew.", address=address)
    if webhook.holds_from > unit.now:
        return t(
            "{address}: {who} wants it. It is told from {time} on, or as soon as another owner agrees.",
            address=address,
            who=named(unit, webhook.person_id),
            time=local(webhook.holds_from),
        )
    if webhook.failing_since:
        return t("{address}: has taken nothing since {time}.", address=address, time=local(webhook.failing_since))
    return t("{address}: is told.", address=address)
