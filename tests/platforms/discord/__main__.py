"""The loopback Discord in a process of its own: `python -m tests.platforms.discord --latency 0.05 --rates on`.

One line of JSON on standard output says where it is and which token is good, as soon as it listens.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys

from aiohttp import web

from .control import Control
from .rates import Rates
from .server import DiscordServer


async def serve(latency: float, rates: Rates) -> None:
    """Serve until the process is asked to end."""
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    async with DiscordServer(latency=latency, rates=rates) as server:
        runner = web.AppRunner(Control(server).app(), access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        place = {
            "api_url": server.api_url,
            "gateway_url": server.gateway_url,
            "control_url": f"http://127.0.0.1:{runner.addresses[0][1]}/control",
            "token": server.token,
        }
        sys.stdout.write(json.dumps(place) + "\n")
        sys.stdout.flush()
        await ended.wait()
        await runner.cleanup()


def main() -> None:
    """Read the options, and serve."""
    parser = argparse.ArgumentParser(prog="python -m tests.platforms.discord", description="A loopback Discord.")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds of a request's way there and back")
    parser.add_argument("--rates", choices=("on", "off"), default="on", help="whether the rate limits are kept")
    chosen = parser.parse_args()
    asyncio.run(serve(chosen.latency, Rates() if chosen.rates == "on" else Rates.none()))


if __name__ == "__main__":
    main()
