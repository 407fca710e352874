"""One of the contenders of the broadcast: a small bot on a common library, as its documentation teaches.

`python -m benchmarks.others NAME URL… TOKEN FILE`, started by `benchmarks.broadcast`; the file holds the chats, a line
each. It answers the command demand and the button under the letter, broadcasts at the command go, and prints one line
when it is ready.
"""

import sys
from pathlib import Path

from benchmarks import others_on_discord, others_on_telegram


def main() -> None:
    """Be one of them until killed."""
    name, *where, token, file = sys.argv[1:]
    chats = [int(line) for line in Path(file).read_text().split()]
    platform = {"telegram": others_on_telegram, "discord": others_on_discord}[name.partition("-")[0]]
    platform.serve(name, where, token, chats)


if __name__ == "__main__":
    main()
