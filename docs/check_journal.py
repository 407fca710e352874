"""Check an exported journal with nothing but Python's standard library. docs/journal.md describes the format.

    python3 check_journal.py EXPORT [--head NUMBER:HASH] [--entry NUMBER --salt SALT --line LINE]

The exit status is 0 where everything holds, 1 where something does not, 2 where the file is no exported journal.
"""

import argparse
import hashlib
import json
import pathlib
import sys


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def follow(lines, heads):
    """Return the entries of a chain; raise ValueError where it is first not as it was."""
    first = json.loads(next(lines))
    heads = {*heads, f"{first['number']}:{first['head']}"}
    previous, entries, hashes = "0" * 64, [], set()
    for number, line in enumerate(lines, 1):
        kept = json.loads(line)
        if sha256(previous + "\n" + kept["body"]) != kept["hash"]:
            raise ValueError(f"entry {number} was changed, or is missing or out of order")
        entry, previous = json.loads(kept["body"]), kept["hash"]
        if (entry["number"], entry["letter"]) != (number, first["letter"]):
            raise ValueError(f"entry {number} is missing or out of order")
        entries.append(entry)
        hashes.add(f"{number}:{previous}")
    if len(entries) != first["number"]:
        raise ValueError(f"there are {len(entries)} entries, and should be {first['number']}")
    for head in sorted(heads - hashes):
        raise ValueError(f"the head {head} is not in this chain")
    return entries


def main():
    parser = argparse.ArgumentParser(description="Check an exported journal.")
    parser.add_argument("export")
    parser.add_argument("--head", help="a published head that was noted: NUMBER:HASH")
    parser.add_argument("--entry", type=int, help="an entry that commits to a line")
    parser.add_argument("--salt", default="", help="the salt of that entry")
    parser.add_argument("--line", default="", help="the line, as canonical JSON")
    given = parser.parse_args()
    try:
        with pathlib.Path(given.export).open(encoding="utf-8", newline="\n") as lines:
            entries = follow(lines, {given.head} if given.head else set())
    except (OSError, StopIteration, KeyError, TypeError, json.JSONDecodeError) as error:
        sys.stdout.write(f"this is no exported journal: {error!r}\n")
        return 2
    except ValueError as error:
        sys.stdout.write(f"NOT AS IT WAS: {error}\n")
        return 1
    sys.stdout.write(f"{len(entries)} entries hold\n")
    if given.entry is not None:
        found = entries[given.entry - 1] if 0 < given.entry <= len(entries) else {"commitment": ""}
        if sha256(given.salt + "\n" + given.line) != found["commitment"]:
            sys.stdout.write(f"entry {given.entry} is not about this line\n")
            return 1
        sys.stdout.write(f"entry {given.entry} is about this line: {found['act']}, {found['state']}, {found['at']}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
