"""Check an exported journal, or a snapshot of a list as JSON, with nothing but Python's standard library.

    python3 verify.py FILE [--head HEAD] [--heads FILE] [--entry NUMBER --salt SALT --line LINE] [--json]

HEAD is one that was noted, as HASH or NUMBER:HASH; of a snapshot, its hash. A file of heads has one a line, and beside
it whatever else. docs/journal.md of Countersign describes the formats. The exit status is 0 where everything holds, 1
where something does not, 2 where the file is neither.
"""

import argparse
import hashlib
import json
import pathlib
import sys
from collections.abc import Iterator
from typing import Any, TextIO

LONGEST = 16 * 1024 * 1024
"""Characters of a line: a snapshot is a single one."""

LETTER = 200
"""Characters of a letter's name that are told."""


class NotAsItWas(Exception):
    """What does not hold (`entry`, `end`, `line`, `hash`), from which entry or line on, and in words."""

    def __init__(self, fault: str, number: int, said: str) -> None:
        super().__init__(said)
        self.fault, self.number = fault, number


class Neither(Exception):
    """The file is no exported journal, and no snapshot."""


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def values(file: TextIO) -> Iterator[dict[str, Any]]:
    """The JSON of each line; raises `Neither`."""
    while line := file.readline(LONGEST):
        value = json.loads(line) if len(line) < LONGEST else None
        if not isinstance(value, dict):
            raise Neither("a line is no entry")
        yield value


def follow(
    first: dict[str, Any], rest: Iterator[dict[str, Any]], verdict: dict[str, Any], wanted: int
) -> dict[str, Any]:
    """Follow a journal's chain, and note in the verdict how far it holds: the entry that is wanted. Raises
    `NotAsItWas`."""
    heads, found = set(verdict["missing"]), dict[str, Any]()
    for number, kept in enumerate(rest, 1):
        if sha256(verdict["hash"] + "\n" + kept["body"]) != kept["hash"]:
            raise NotAsItWas("entry", number, f"entry {number} was changed, or is missing or out of order")
        entry = json.loads(kept["body"])
        if (entry["number"], entry["letter"]) != (number, first["letter"]):
            raise NotAsItWas("entry", number, f"entry {number} is missing or out of order")
        found = entry if number == wanted else found
        verdict["entries"], verdict["hash"] = number, kept["hash"]
        verdict["held"] += sorted(heads & {kept["hash"], f"{number}:{kept['hash']}"})
    if verdict["entries"] != first["number"]:
        said = f"there are {verdict['entries']} entries, and should be {first['number']}"
        raise NotAsItWas("end", first["number"], said)
    if verdict["hash"] != first["head"]:
        raise NotAsItWas("end", first["number"], f"the head {first['number']}:{first['head']} is not in this chain")
    return found


def compare(snapshot: dict[str, Any], verdict: dict[str, Any]) -> None:
    """Compare a snapshot's lines with what they were committed to; raises `NotAsItWas`."""
    for number, each in enumerate(snapshot["lines"], 1):
        if "line" in each:
            line = json.dumps(each["line"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            if sha256(each["salt"] + "\n" + line) != each["commitment"]:
                raise NotAsItWas("line", number, f"line {number} was changed")
        verdict["entries"], verdict["blank"] = number, verdict["blank"] + ("line" not in each)
    verdict["hash"] = sha256("".join(each["commitment"] + "\n" for each in snapshot["lines"]))
    verdict["held"] += sorted({verdict["hash"]} & set(verdict["missing"]))
    if verdict["hash"] != snapshot["sha256"]:
        raise NotAsItWas("hash", 0, "the lines have another hash than it names")


def check(path: pathlib.Path, heads: list[str], wanted: int = 0) -> tuple[dict[str, Any], str, dict[str, Any]]:
    """What is found: how far the file holds, and which of these heads are in it; in words, what does not hold; the
    entry that is wanted. Raises `Neither`."""
    verdict: dict[str, Any] = {"kind": "", "letter": "", "number": 0, "entries": 0, "hash": "0" * 64, "blank": 0}
    verdict |= {"fault": "", "at": 0, "held": [], "missing": heads}
    said, entry = "", dict[str, Any]()
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            rest = values(file)
            first = next(rest, {})
            verdict |= {"letter": str(first["letter"])[:LETTER], "number": int(first["number"])}
            if "lines" in first:
                verdict["kind"] = "snapshot"
                compare(first, verdict)
            else:
                verdict["kind"] = "journal"
                entry = follow(first, rest, verdict, wanted)
    except NotAsItWas as broken:
        said, verdict["fault"], verdict["at"] = str(broken), broken.fault, broken.number
    except (OSError, ValueError, ArithmeticError, LookupError, TypeError, RecursionError, MemoryError) as error:
        raise Neither(repr(error)) from error
    verdict["missing"] = [each for each in heads if each not in verdict["held"]]
    return verdict, said, entry


def lines(verdict: dict[str, Any], said: str) -> Iterator[str]:
    """The verdict in words, what does not hold last."""
    if verdict["kind"] == "journal":
        yield f"{verdict['entries']} entries hold"
    else:
        yield f"{verdict['entries']} lines hold, of which {verdict['blank']} name nobody any more"
    if said:
        yield f"NOT AS IT WAS: {said}"
    for head in () if said else verdict["missing"]:
        number, _, _ = head.rpartition(":")
        if verdict["kind"] == "snapshot":
            yield f"NOT AS IT WAS: it has another hash than {head}"
        elif number.isdecimal() and int(number) > verdict["entries"]:
            yield f"NOT AS IT WAS: it ends before the head {head}: it is older than that, or its end was cut off"
        else:
            yield f"NOT AS IT WAS: the head {head} is not in this chain"


def main() -> int:
    parser = argparse.ArgumentParser(description="Check an exported journal, or a snapshot of a list.")
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("--head", action="append", default=[], help="what was noted: HASH or NUMBER:HASH")
    parser.add_argument("--heads", type=pathlib.Path, help="a file with a head on each line")
    parser.add_argument("--entry", type=int, default=0, help="an entry that commits to a line")
    parser.add_argument("--salt", default="", help="the salt of that entry")
    parser.add_argument("--line", default="", help="the line, as canonical JSON")
    parser.add_argument("--json", action="store_true", help="say it as JSON")
    given = parser.parse_args()
    listed = given.heads.read_text(encoding="utf-8").splitlines() if given.heads else []
    heads = [*given.head, *(line.split()[0] for line in listed if line.strip())]
    try:
        verdict, said, entry = check(given.file, list(dict.fromkeys(heads)), given.entry)
    except Neither as error:
        sys.stdout.write(f"this is no exported journal and no snapshot: {error}\n")
        return 2
    if given.json:
        sys.stdout.write(f"{json.dumps(verdict)}\n")
        return 1 if said or verdict["missing"] else 0
    sys.stdout.writelines(f"{line}\n" for line in lines(verdict, said))
    if said or verdict["missing"]:
        return 1
    if given.entry:
        if not entry or sha256(given.salt + "\n" + given.line) != entry["commitment"]:
            sys.stdout.write(f"entry {given.entry} is not about this line\n")
            return 1
        sys.stdout.write(f"entry {given.entry} is about this line: {entry['act']}, {entry['state']}, {entry['at']}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
