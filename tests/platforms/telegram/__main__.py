"""The server in a process of its own, for benchmarks: `python -m tests.platforms.telegram --rates on`.

When it is ready it prints one line of JSON: `url`, `token`, and the `control` door's address. SIGTERM ends it.
"""

import argparse
import asyncio
import json
import signal
import sys

from .control import Control
from .rates import Rates
from .server import TelegramServer


async def _serve(options: argparse.Namespace) -> None:
    paid = Rates().paid_overall if options.paid else None
    rates = Rates(on=options.rates == "on", paid_overall=paid, tolerance=options.tolerance)
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    async with (
        TelegramServer(rates=rates, latency=options.latency, port=options.port) as server,
        Control(server, options.control_port) as control,
    ):
        ready = {"url": server.url, "control": control.url, "token": server.token}
        sys.stdout.write(json.dumps(ready) + "\n")
        sys.stdout.flush()
        await ended.wait()


def main() -> None:
    """Read the options and serve until a signal."""
    parser = argparse.ArgumentParser(prog="python -m tests.platforms.telegram", description=__doc__)
    parser.add_argument("--rates", choices=("on", "off"), default="on", help="whether sending too fast is refused")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds of a round trip, half of it each way")
    parser.add_argument("--paid", action="store_true", help="whether paid broadcasts are switched on")
    parser.add_argument("--tolerance", type=float, default=0.05, help="the share of a window that may come early")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--control-port", type=int, default=0)
    asyncio.run(_serve(parser.parse_args()))


if __name__ == "__main__":
    main()
