"""Texts as letter.toml gives them: one string, or a table with one string a language."""

from collections.abc import Iterator

from adapters.folder.checks import kind, language_fault
from adapters.folder.reader import Reader
from bot.errors import Invalid
from bot.model.letters import limits
from bot.model.letters.faults import Fault, link_faults, phone_faults, text_faults
from bot.model.letters.localized import Localized
from bot.text.checks import email_address
from bot.text.markup.faults import markdown_faults


def text(reader: Reader, key: str, longest: int, meaning: str, *, required: bool = True) -> str:
    """A text of one line that is the same in every language; empty where it is not given."""
    value = reader.take_string(key, meaning, required=required)
    if value is None:
        return ""
    reader.note_all((key,), text_faults(value, longest, paragraphs=False))
    return value.strip()


def link(reader: Reader, key: str, meaning: str) -> str:
    """The address of a web page; empty where it is not given."""
    value = reader.take_string(key, meaning, required=False)
    if value is None:
        return ""
    reader.note_all((key,), link_faults(value))
    return value


def email(reader: Reader, key: str, meaning: str) -> str:
    """An e-mail address in its normal spelling."""
    value = reader.take_string(key, meaning)
    if value is None:
        return ""
    try:
        return email_address(value)
    except Invalid:
        reader.note(key, "is not an e-mail address", f'write {key} = "press@example.org"')
        return ""


def phone(reader: Reader, key: str, meaning: str) -> str:
    """A telephone number; empty where it is not given."""
    value = reader.take_string(key, meaning, required=False)
    if value is None:
        return ""
    reader.note_all((key,), phone_faults(value.strip()))
    return value.strip()


def given(text: Localized) -> Localized | None:
    """A text that need not be given: nothing where it is not."""
    return text if text.texts else None


def localized(
    reader: Reader, key: str, *, longest: int, meaning: str, paragraphs: bool = False, required: bool = True
) -> Localized:
    """A text in every language of the letter; without any where it is not given."""
    texts = dict[str, str]()
    for language, path, value in _by_language(reader, key, meaning=meaning, required=required):
        if isinstance(value, str):
            reader.note_all(path, text_faults(value, longest, paragraphs=paragraphs))
            if paragraphs:
                reader.note_all(path, markdown_faults(value))
            texts[language] = value.strip()
        else:
            reader.note_all(path, [Fault(f"is {kind(value)}, not a text", f'write "…" ({meaning})')])
    return Localized(texts)


def localized_link(reader: Reader, key: str, meaning: str) -> Localized | None:
    """The address of a web page, one for all languages or one for each of some."""
    links = dict[str, str]()
    for language, path, value in _by_language(reader, key, meaning=meaning, required=False, partial=True):
        if isinstance(value, str):
            reader.note_all(path, link_faults(value))
            links[language] = value
        else:
            reader.note_all(path, [Fault(f"is {kind(value)}, not a link", 'write "https://…"')])
    return Localized(links) if links else None


def languages(
    reader: Reader, key: str, meaning: str, *, most: int | None = None, required: bool = False
) -> tuple[str, ...]:
    """Languages by their short names, each once, and `most` of them where there is a limit; none where they are not
    given."""
    sample = f'{key} = ["en"] ({meaning})'
    value = reader.take(key, sample, required=required)
    found = list[str]()
    if isinstance(value, list) and not value and required:
        reader.note(key, "is empty", f"write {sample}")
    elif isinstance(value, list) and most is not None and len(value) > most:
        reader.note(key, f"has {len(value):,} entries", f"write at most {most}")
    elif isinstance(value, list):
        for index, tag in enumerate(value):
            fault = language_fault(tag) if isinstance(tag, str) else Fault(f"is {kind(tag)}, not a text", 'write "en"')
            if tag in found:
                fault = Fault("is there twice", "write each language once")
            if fault:
                reader.note_all((key, index), [fault])
            else:
                found.append(tag)
    elif value is not None:
        reader.note(key, f"is {kind(value)}, not a list", f"write {sample}")
    return tuple(found)


def topics(reader: Reader, key: str) -> dict[str, tuple[str, ...]]:
    """The words by which people also know a demand, a list a language."""
    meaning = "the words by which people also know it"
    found = dict[str, tuple[str, ...]]()
    for language, path, value in _by_language(reader, key, meaning=meaning, required=False, sample='["…", "…"]'):
        if not isinstance(value, list):
            reader.note_all(path, [Fault(f"is {kind(value)}, not a list", f'write ["…", "…"] ({meaning})')])
            continue
        if len(value) > limits.TOPICS:
            reader.note_all(path, [Fault(f"has {len(value):,} entries", f"write at most {limits.TOPICS}")])
        words = list[str]()
        for index, word in enumerate(value[: limits.TOPICS]):
            if isinstance(word, str):
                reader.note_all((*path, index), text_faults(word, limits.TOPIC, paragraphs=False))
                words.append(word.strip())
            else:
                reader.note_all((*path, index), [Fault(f"is {kind(word)}, not a text", 'write "…"')])
        found[language] = tuple(words)
    return found


def _by_language(
    reader: Reader, key: str, *, meaning: str, required: bool, partial: bool = False, sample: str = '"…"'
) -> Iterator[tuple[str, tuple[str, ...], object]]:
    """Each language's value with its path, in the order of the letter's languages; `partial` where some are enough."""
    languages = reader.sheet.languages
    whole = f"{key} = {sample}"
    if len(languages) != 1:
        whole = f"{key} = {{ {', '.join(f'{tag} = {sample}' for tag in languages or ('en', 'fr'))} }}"
    value = reader.take(key, f"{whole} ({meaning})", required=required)
    if value is None:
        return
    if not isinstance(value, dict):
        if len(languages) > 1 and not partial and isinstance(value, str | list):
            reader.note(key, f"is given once, and the letter has {len(languages)} languages", f"write {whole}")
            return
        yield languages[0] if languages else "", (key,), value
        return
    for tag in languages if not partial else ():
        if tag not in value:
            reader.note_all((key, tag), [Fault("is missing", f"give every language: {whole}")])
    for tag in value:
        if languages and tag not in languages:
            instead = f'delete it, or add "{tag[:20]}" to the list of languages'
            reader.note_all((key, tag), [Fault("is not one of the letter's languages", instead)])
    for tag in languages or value:
        if tag in value:
            yield tag, (key, tag), value[tag]
