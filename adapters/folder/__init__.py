"""Letters as folders: a `letter.toml` and one Markdown file a language, written by hand."""

from adapters.folder.files import find_letters
from adapters.folder.loader import LetterFolder, read_folder, read_letter
from adapters.folder.mistakes import LetterMistakes, Mistake

__all__ = ["LetterFolder", "LetterMistakes", "Mistake", "find_letters", "read_folder", "read_letter"]
