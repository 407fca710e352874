"""What is wrong in a letter's folder, in the words of the person who can put it right."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing to put right: where it is, what is wrong with it, and what to write instead."""

    file: str
    line: int | None
    key: str
    what: str
    instead: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return ": ".join(part for part in (place, self.key, f"{self.what}; {self.instead}") if part)


class LetterMistakes(Exception):
    """The folder holds no letter yet: put right each of `mistakes`, then read it again."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes


class Notes:
    """The mistakes found so far in one folder."""

    def __init__(self) -> None:
        self._mistakes: list[Mistake] = []

    def add(self, file: str, line: int | None, key: str, what: str, instead: str) -> None:
        """Note one mistake; what it quotes from the file is made safe to print."""
        self._mistakes.append(Mistake(file, line, _printable(key), _printable(what), _printable(instead)))

    def __bool__(self) -> bool:
        return bool(self._mistakes)

    def error(self) -> LetterMistakes:
        """All that was noted, in the order of the files and their lines."""
        return LetterMistakes(tuple(sorted(self._mistakes, key=lambda mistake: (mistake.file, mistake.line or 0))))


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
