"""Crawls the pages and attacks whatever they take, as somebody would who looks for holes: by Wapiti, which is fetched
into an environment of its own.

`make crawl`. The pages are those of the tests in a browser: letters in three languages, one of them hostile, one whose
list is kept back, the page on which people sign, press links, the widget, the data. Every module that looks at what a
site answers is run; those that ask third parties are not. It crawls for two minutes at the most, and attacks with each
module for half a minute. What it finds is printed, and ends it with status 1.
"""

import argparse
import asyncio
import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.browser.campaign import campaign

SCANNER = "wapiti3>=3.2.3,<4"
MODULES = (
    "backup", "cookieflags", "crlf", "csp", "exec", "file", "htaccess", "http_headers", "methods",
    "permanentxss", "redirect", "sql", "timesql", "upload", "xss",
)  # fmt: skip
"""Without what needs a server of a third party, which the site would have to be led to (`ssrf`, `xxe`, `log4shell`).
Without `csrf`, which knows tokens alone: forms that need no session are taken from the site's own pages, as the browser
says by `Sec-Fetch-Site` and `Origin` (`tests/adapters/web/test_desk_attacked.py`), or change nothing."""

CRAWLED_SECONDS, ATTACKED_SECONDS = 120, 30
TIMEOUT_SECONDS = 10
EXPECTED = ("vulnerabilities", "anomalies")
"""The parts of a report in which something was found."""


async def crawled() -> int:
    """How many things were found."""
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        async with campaign() as site:
            running = await asyncio.create_subprocess_exec(
                Path(sys.executable).with_name("uv"), "tool", "run", "--from", SCANNER, "wapiti",
                "--url", f"{site.root}/", "--scope", "domain", "--module", ",".join(MODULES), "--flush-session",
                "--max-scan-time", str(CRAWLED_SECONDS), "--max-attack-time", str(ATTACKED_SECONDS),
                "--timeout", str(TIMEOUT_SECONDS), "--tasks", "4", "--no-bugreport", "--store-session", folder,
                "--store-config", folder,
                "--format", "json", "--output", str(report),
            )  # fmt: skip
            if await running.wait():
                raise RuntimeError("the scanner has failed")
        told = json.loads(report.read_text())
    print(f"{told['infos']['crawled_pages_nbr']} addresses were looked at.")
    found = [(name, each) for part in EXPECTED for name, every in told[part].items() for each in every]
    for name, each in found:
        print(f"{name}: {each['method']} {each['path']} ({each['parameter']}): {each['info']}")
    print(f"{len(found)} findings.")
    return len(found)


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    sys.exit(min(asyncio.run(crawled()), 1))
