"""The command `countersign`: what its arguments name is done, and what stands in the way of it is said."""

import asyncio
import logging
import os
import sys
from collections.abc import Callable, Mapping, Sequence

from dotenv import dotenv_values

from adapters.host import backing_up, logs, versions
from adapters.host.letters import check
from adapters.host.serving.process import is_served, run_until_told
from adapters.host.serving.renewing import Renewing
from adapters.host.settings import Settings, in_files, read_settings
from adapters.host.terminal import acts, doctor, init, journals, moving, restoring
from adapters.host.terminal.arguments import parser
from bot.errors import SetupError
from bot.log_events import log_event

logger = logging.getLogger("adapters.host")


def values() -> Mapping[str, str]:
    """What the environment and `.env` hold now."""
    return {**{name: value for name, value in dotenv_values(".env").items() if value is not None}, **os.environ}


def event_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """What makes the event loop: libuv's, on the systems that have it."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name; its exit status."""
    given, form = parser().parse_args(arguments), Settings.log_format
    logs.set_up("WARNING")
    try:
        if given.command == "letter" and given.act == "check":
            return check(given.path)
        if given.command == "version":
            print(versions.told())
            return 0
        if given.command == "verify" and given.file:
            return journals.verify_file(given.file, given.head, print)
        if given.command == "init":
            asyncio.run(init.init(init.asked, print, values()))
            return 0
        if given.command == "doctor":
            return asyncio.run(doctor.examine(values(), print))
        settings = read_settings(values())
        form, usual = settings.log_format, "INFO" if given.command == "run" and is_served(settings) else "WARNING"
        logs.set_up(settings.log_level or usual, form)
        match given.command:
            case "run":
                renewing = Renewing(lambda: read_settings(values()).platforms, in_files(values()))
                with asyncio.Runner(loop_factory=event_loop()) as runner:
                    runner.run(run_until_told(settings, renewing))
            case "verify" | "journal":
                return asyncio.run(acts.journal(settings, given))
            case "archive":
                asyncio.run(acts.archive(settings, given))
            case "rekey":
                asyncio.run(acts.rekey(settings))
            case "letter":
                asyncio.run(acts.publish(settings, given.path, given.material, given.over_chat))
            case "endorsements":
                return asyncio.run(acts.endorsements(settings, given))
            case "organizer":
                asyncio.run(acts.invite(settings))
            case "announcement":
                return asyncio.run(acts.announcement(settings, given.number))
            case "unhalt":
                asyncio.run(acts.unhalt(settings, given.platform))
            case "clock":
                asyncio.run(acts.accept_clock(settings))
            case "backup":
                asyncio.run(backing_up.backup(settings, given))
            case "migrate":
                asyncio.run(moving.move(settings, given))
            case "restore":
                asyncio.run(restoring.restore(settings, given))
            case "organizations":
                return asyncio.run(acts.import_organizations(settings, given))
    except SetupError as error:
        if form == "json":
            log_event(logger, logging.CRITICAL, "process.refused", "%(problem)s", problem=str(error))
        else:
            print(f"countersign: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except Exception:
        logger.critical("a defect has ended the process", exc_info=True, extra={"event": "process.failed"})
        return 1
    return 0
