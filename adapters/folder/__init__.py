"""Letters as folders: a `letter.toml` and one Markdown file a language, written by hand."""

from adapters.folder.files import find_letters
from adapters.folder.loader import read_letter
from adapters.folder.mistakes import LetterMistakes, Mistake

__all__ = ["LetterMistakes", "Mistake", "find_letters", "read_letter"]
