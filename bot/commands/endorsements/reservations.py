"""Reservations about single demands: at an organization's desk, and how many there are."""

from bot.commands.endorsements.statements import giving
from bot.commands.shared_options import ENDORSEMENT, LETTER, hidden
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind
from bot.model.endorsements.endorsement import About, Words
from bot.model.people.person import Role
from bot.service.endorsements import reservations
from bot.service.endorsements.signing import own
from bot.service.endorsements.statements import CHANGEABLE
from bot.text.text import Bullets, Part, t
from bot.views.buttons import LIST
from bot.views.endorsements.desk import desk_button
from bot.views.endorsements.public_entry import public_entry
from bot.views.endorsements.reservations import counts
from bot.views.endorsements.statements import said

BUTTONS = 12
"""So many demands have a button each."""


def _reservation(call: Call) -> Reply:
    number, demand = call.number("endorsement") or 0, call.number("demand")
    if call.text("act") == "none":
        reservations.remove(call.unit, call.person(), call.published.letter_id, number)
    elif demand is not None and call.text("act"):
        reservations.reserve(
            call.unit,
            call.person(),
            revision=call.published,
            endorsement_id=number,
            demand=demand,
            reserved=call.text("act") == "yes",
        )
    endorsement = own(call.unit, call.actor.person, call.published.letter_id, number)
    reserved = endorsement.entry.reserved
    parts: list[Part] = [
        t("**Sign with a reservation about single demands**"),
        *public_entry(endorsement.entry.bare),
        *said(endorsement),
        t(
            "A reservation stands beside your organization's name wherever the name is shown, from the moment it is "
            "made. You can explain it in words, which a reviewer approves."
        ),
    ]
    buttons = [
        Button(
            t("No reservation about demand {number}", number=each)
            if each in reserved
            else t("Reservation about demand {number}", number=each),
            "reservation",
            {"endorsement": endorsement.receipt, "demand": each, "act": "no" if each in reserved else "yes"},
        )
        for each in sorted({*(each.number for each in call.letter.demands), *reserved})[:BUTTONS]
    ]
    if endorsement.state not in CHANGEABLE:
        buttons = []
    elif reserved:
        which = {"endorsement": endorsement.receipt}
        buttons.append(Button(t("Explain it"), "give_reservation", which))
        if endorsement.reservation in (Words.WAITING, Words.SHOWN):
            down: dict[str, str | int] = {**which, "about": About.RESERVATION.value}
            buttons.append(Button(t("Take the words down"), "take_down", down))
        buttons.append(Button(t("Remove the reservation"), "reservation", {**which, "act": "none"}, style="danger"))
    buttons.append(desk_button(endorsement))
    return Reply(parts, buttons, replaces=bool(call.text("act")))


def _reservations(call: Call) -> Reply:
    counted = counts(call)
    if not counted:
        return Reply([t("No organization that is listed has a reservation.")], (LIST,))
    return Reply([t("**Reservations about single demands**"), Bullets(tuple(counted))])


_DEMAND = hidden("demand", t("Number"))
_ACT = hidden(
    "act",
    t("Reservation"),
    Kind.CHOICE,
    (Choice("yes", t("Yes")), Choice("no", t("No")), Choice("none", t("About no demand"))),
)

COMMANDS = (
    Command(
        "reservation",
        t("Sign with a reservation about single demands"),
        _reservation,
        (LETTER, ENDORSEMENT, _DEMAND, _ACT),
        private=True,
        menu=False,
    ),
    giving(About.RESERVATION),
    Command(
        "reservations",
        t("How many have a reservation about each demand"),
        _reservations,
        (LETTER,),
        roles=frozenset({Role.EDITOR, Role.REVIEWER}),
        private=True,
    ),
)
