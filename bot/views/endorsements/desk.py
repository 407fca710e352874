"""Where a sign-on stands, and what its representative can do about it."""

from bot.interface.call import Button, Call
from bot.model.endorsements.endorsement import Endorsement, State
from bot.text.text import Text, t
from bot.views.lists import kept_back

SUBMIT = t("The board has decided: submit")

STANDS: dict[State, Text] = {
    State.DRAFT: t("a draft: nobody sees it until you submit it"),
    State.SUBMITTED: t("waiting for review: not public yet"),
    State.LISTED: t("listed: everybody can see it"),
    State.WITHHELD: t("checked and counted; the name is withheld"),
    State.DECLINED: t("declined: not listed"),
    State.WITHDRAWN: t("withdrawn: not listed any more"),
    State.DISPUTED: t("disputed: not listed until the organizers have settled it"),
}


def stands(call: Call, endorsement: Endorsement) -> Text:
    """Where a sign-on stands, as its representative is told."""
    hidden = endorsement.state is State.LISTED and kept_back(call)
    return t("accepted: public once the list is") if hidden else STANDS[endorsement.state]


def desk_button(endorsement: Endorsement) -> Button:
    """The button that leads to where a sign-on stands."""
    return Button(t("Your sign-on"), "endorsement", {"receipt": endorsement.receipt})


def desk_buttons(endorsement: Endorsement) -> tuple[Button, ...]:
    """What can be done about a sign-on, by where it stands."""
    buttons = list[Button]()
    which = {"endorsement": endorsement.receipt}
    if endorsement.state is State.DRAFT:
        buttons.append(Button(SUBMIT, "sign", which, style="primary"))
        buttons.append(Button(t("The board"), "board", which))
        buttons.append(Button(t("Reservations"), "reservation", which))
        buttons.append(Button(t("Hand over"), "hand_over", which))
    elif endorsement.state in (State.SUBMITTED, State.LISTED, State.WITHHELD, State.DECLINED):
        buttons.append(Button(t("Correct"), "sign", which))
        buttons.append(Button(t("What the list shows"), "public_line", which))
        if endorsement.state is State.LISTED:
            buttons.append(Button(t("Tell others, and the press"), "tell_others", which))
        buttons.append(Button(t("News and contact"), "consents", which))
        buttons.append(Button(t("Hand over"), "hand_over", which))
    elif endorsement.state is State.WITHDRAWN and endorsement.entry.organization:
        buttons.append(Button(t("Erase"), "erase", which, style="danger"))
    if endorsement.may_become(State.WITHDRAWN):
        buttons.append(Button(t("Withdraw"), "withdraw", which, style="danger"))
    return tuple(buttons)


def line_buttons(endorsement: Endorsement) -> tuple[Button, ...]:
    """By what an organization adds something to its line in the list, or takes its name out of it."""
    which = {"endorsement": endorsement.receipt}
    named = t("Publish the name") if endorsement.entry.withheld else t("Withhold the name")
    name = Button(named, "public_name", which)
    if endorsement.state is State.WITHHELD:
        return (name,)
    return (
        Button(t("Statement"), "statement", which),
        Button(t("Reservations"), "reservation", which),
        Button(t("Logo"), "logo", which),
        Button(t("Who speaks for it"), "spokesperson", which),
        name,
    )


def telling_buttons(endorsement: Endorsement) -> tuple[Button, ...]:
    """By what an organization that is listed tells others of it."""
    which = {"endorsement": endorsement.receipt}
    return (
        Button(t("Your communiqué"), "communique", which),
        Button(t("A picture to share"), "signed_picture", which),
        Button(t("For the press"), "media_contact", which),
    )
