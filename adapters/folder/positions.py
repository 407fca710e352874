"""On which line of a TOML text each key stands, which tomllib does not tell."""

import re
import tomllib
from collections import Counter
from typing import NamedTuple

Path = tuple[str | int, ...]

_TOKEN = re.compile(
    r'''
      (?P<skip>    [ \t]+ | \#[^\n]* )
    | (?P<newline> \n )
    | (?P<string>  """ (?: \\. | [^\\] )*? """ "{0,2} | \'\'\' .*? \'\'\' '{0,2}
                 | " (?: \\. | [^"\\\n] )* " | ' [^'\n]* ' )
    | (?P<mark>    [][{},=.] )
    | (?P<bare>    [^][{},=.\s"'\#]+ | . )
    ''',
    re.VERBOSE | re.DOTALL,
)


class _Token(NamedTuple):
    kind: str
    text: str
    line: int


_END = _Token("end", "", 0)


def key_lines(text: str) -> dict[Path, int]:
    """The line of every key, table and list entry of a TOML text that tomllib has accepted."""
    return _Scan(text).lines


class _Scan:
    """One pass over the tokens, which trusts that they are valid TOML."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self._tokens = list(_tokens(text))
        self._at = 0
        self._entries: Counter[Path] = Counter()
        table: Path = ()
        while (token := self._peek()) is not _END:
            if token.kind == "newline":
                self._next()
            elif token.text == "[":
                table = self._header()
            else:
                self._assignment(table)

    def _peek(self) -> _Token:
        return self._tokens[self._at] if self._at < len(self._tokens) else _END

    def _next(self) -> _Token:
        token = self._peek()
        self._at += 1
        return token

    def _header(self) -> Path:
        """`[a.b]` or `[[a.b]]`: the path of the table that the following keys are in."""
        line = self._next().line
        many = self._peek().text == "["
        if many:
            self._next()
        *outer, last = self._key("]")
        self._next()
        if many:
            self._next()
        path: Path = ()
        for part in outer:
            path = self._newest((*path, part))
            self.lines.setdefault(path, line)
        path = (*path, last)
        if many:
            self.lines.setdefault(path, line)
            self._entries[path] += 1
        path = self._newest(path)
        self.lines.setdefault(path, line)
        return path

    def _newest(self, path: Path) -> Path:
        """The newest entry of a list of tables; any other path as it is."""
        return (*path, self._entries[path] - 1) if path in self._entries else path

    def _key(self, stop: str) -> list[str]:
        """The parts of a dotted key, up to the mark that ends it."""
        parts = []
        while (token := self._peek()) is not _END and token.text != stop:
            if token.kind == "string":
                parts.append(str(tomllib.loads(f"key = {token.text}")["key"]))
            elif token.kind == "bare":
                parts.append(token.text)
            self._next()
        return parts

    def _assignment(self, table: Path) -> None:
        line = self._peek().line
        path = table
        for part in self._key("="):
            path = (*path, part)
            self.lines.setdefault(path, line)
        self._next()
        self._value(path)

    def _value(self, path: Path) -> None:
        """Pass over a value, noting what is inside a list or an inline table."""
        self.lines.setdefault(path, self._peek().line)
        opening = self._next().text
        if opening == "[":
            index = 0
            while (token := self._peek()) is not _END and token.text != "]":
                if token.kind == "newline" or token.text == ",":
                    index += token.text == ","
                    self._next()
                else:
                    self._value((*path, index))
            self._next()
        elif opening == "{":
            while (token := self._peek()) is not _END and token.text != "}":
                if token.kind == "newline" or token.text == ",":
                    self._next()
                else:
                    self._assignment(path)
            self._next()
        else:
            while (token := self._peek()) is not _END and token.kind != "newline" and token.text not in (",", "]", "}"):
                self._next()


def _tokens(text: str) -> list[_Token]:
    """The tokens that matter, each with the line that it begins on."""
    tokens = []
    line = 1
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind != "skip":
            tokens.append(_Token(kind, match[0], line))
        line += match[0].count("\n")
    return tokens
