"""The page behind a mail's link: what it says, and its two buttons. Looking at it changes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.errors import NotFound, Refusal
from bot.model.proofs.mails import Mail, MailKind
from bot.ports.store import Unit
from bot.service.proofs import mails
from bot.service.proofs.mails import Confirmed
from bot.text.blocks import Blocks
from bot.text.compose import compose, label
from bot.text.locales import SOURCE, Speech
from bot.text.text import Part, Text, t
from bot.views.proofs.mails import which_letter

CONFIRM, NEVER = "confirm", "never"

BUTTONS: dict[str, Text] = {
    CONFIRM: t("Yes, this is my address"),
    NEVER: t("Not me, and never again"),
}

STOPPED = t("No mail goes to this address from here any more.")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page in one language: its title, text and buttons (an act, and what stands on it)."""

    language: str
    direction: str
    title: str
    blocks: Blocks
    buttons: tuple[tuple[str, str], ...] = ()
    known: bool = True


@dataclass(frozen=True)
class MailPage:
    """What the page says, and does when a button is pressed."""

    speeches: Mapping[str, Speech]
    confirmed: Confirmed = mails.by_code_alone

    def show(self, unit: Unit, token: str) -> Sheet:
        """The page as it is opened."""
        try:
            mail = mails.found(unit, token)
        except NotFound as error:
            return self._lost(error)
        revision = unit.letters.current(mail.letter_id)
        letter = (which_letter(revision.letter),) if revision else ()
        if unit.mails.unwanted(mail.address):
            return self._sheet(mail, (*letter, STOPPED))
        if mail.kind is MailKind.RECEIPT:
            asked = t("Press the button if you want no mail from here ever again.")
            return self._sheet(mail, (*letter, asked), (NEVER,))
        asked = t("Somebody gave your address for an organization. Was that you?")
        note = t("Nothing happens before you press a button.")
        return self._sheet(mail, (*letter, asked, note), (CONFIRM, NEVER))

    def confirm(self, unit: Unit, token: str) -> Sheet:
        """Somebody pressed that the address is theirs."""
        try:
            mail = mails.found(unit, token)
        except NotFound as error:
            return self._lost(error)
        try:
            with unit.savepoint():
                said = mails.confirm(unit, token, self.confirmed)
        except Refusal as error:
            said = error.text
        return self._sheet(mail, (said,))

    def never(self, unit: Unit, token: str) -> Sheet:
        """Somebody pressed that it wasn't them, or their mail program did for them."""
        try:
            mail = mails.found(unit, token)
        except NotFound as error:
            return self._lost(error)
        mails.refuse(unit, token)
        return self._sheet(mail, (STOPPED, t("You can close this page.")))

    def busy(self) -> Sheet:
        """Too many people ask at the same time."""
        return self._drawn(SOURCE, (t("Too many people are here now. Please try again in a minute."),), (), True)

    def _lost(self, error: NotFound) -> Sheet:
        return self._drawn(SOURCE, (error.text,), (), False)

    def _sheet(self, mail: Mail, parts: Sequence[Part], acts: Sequence[str] = ()) -> Sheet:
        return self._drawn(mail.language, parts, acts, True)

    def _drawn(self, language: str, parts: Sequence[Part], acts: Sequence[str], known: bool) -> Sheet:
        speech = self.speeches.get(language, self.speeches[SOURCE])
        return Sheet(
            language=speech.tag,
            direction=speech.locale.text_direction,
            title=label(t("An open letter"), speech),
            blocks=compose(parts, speech),
            buttons=tuple((act, label(BUTTONS[act], speech)) for act in acts),
            known=known,
        )
