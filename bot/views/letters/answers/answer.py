"""An answer, what it is made from, and what each of them says of where it is from."""

from dataclasses import dataclass

from bot.interface.call import Button
from bot.model.files import File
from bot.model.letters.letter import Letter, Revision
from bot.model.letters.questions import Asked
from bot.service.letters.questions import Facts
from bot.text.text import Code, Part, Text, t
from bot.views.letters.letter import closing, initiator


@dataclass(frozen=True, slots=True)
class About:
    """What is asked, of which revision, and what is on disk of it. `public`: everybody reads the answer, so that it
    names no organization of the list. `language`: the one of the question."""

    asked: Asked
    revision: Revision
    facts: Facts
    public: bool = False
    language: str = ""

    @property
    def letter(self) -> Letter:
        """The letter that is asked about."""
        return self.revision.letter

    @property
    def source(self) -> Text:
        """That something is from the letter, and from which revision of it."""
        return t(
            "From the letter, revision {revision} of {date}.",
            revision=self.revision.number,
            date=self.letter.local(self.revision.published_at).date(),
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said, what can be done next, the files that belong to it, and where it is from."""

    parts: tuple[Part, ...]
    buttons: tuple[Button, ...] = ()
    source: Text | None = None
    files: tuple[File, ...] = ()


def closed(about: About) -> Text | None:
    """Since when organizations can't sign any more; nothing where they can."""
    over = about.letter.closed(about.facts.now)
    return next(iter(closing(about.letter, about.facts.now)), None) if over else None


def whom_to_ask(about: About) -> Text:
    """Who knows what the letter does not say: its organizers, and its press contact where it has one."""
    letter = about.letter
    if letter.press:
        return t(
            "Whom you can ask: {initiator}, and for journalists {email}",
            initiator=initiator(letter),
            email=Code(letter.press.email),
        )
    return t("Whom you can ask: {initiator}, who wrote the letter", initiator=initiator(letter))


def not_said(about: About, said: Text) -> Answer:
    """That the letter does not say something, and who may know it."""
    return Answer((said, whom_to_ask(about)), source=about.source)
