"""Files of words under headings: `[heading]`, `#` before a remark."""

from collections import defaultdict
from collections.abc import Mapping


def sections(text: str) -> Mapping[str, list[str]]:
    """The lines under each heading."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    heading = ""
    for line in text.splitlines():
        if line.startswith("["):
            heading = line.strip("[] ")
        elif not line.startswith("#"):
            found[heading].append(line)
    found.pop("", None)
    return found
