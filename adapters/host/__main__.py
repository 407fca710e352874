"""The command `countersign`: what its arguments name is done, and what stands in the way of it is said."""

import asyncio
import os
import sys
from collections.abc import Sequence

from dotenv import dotenv_values

from adapters.host import acts, journals, logs
from adapters.host.arguments import parser
from adapters.host.letters import check
from adapters.host.serving import run_until_told
from adapters.host.settings import read_settings
from bot.errors import SetupError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name; its exit status."""
    given = parser().parse_args(arguments)
    try:
        if given.command == "letter" and given.act == "check":
            return check(given.path)
        if given.command == "verify" and given.file:
            return journals.verify_file(given.file, given.head, print)
        dotenv = {name: value for name, value in dotenv_values(".env").items() if value is not None}
        settings = read_settings({**dotenv, **os.environ})
        logs.set_up(settings.log_level)
        match given.command:
            case "run":
                asyncio.run(run_until_told(settings))
            case "verify" | "journal":
                return asyncio.run(acts.journal(settings, given))
            case "rekey":
                asyncio.run(acts.rekey(settings))
            case "letter":
                asyncio.run(acts.publish(settings, given.path, given.material, given.over_chat))
            case "endorsements":
                return asyncio.run(acts.endorsements(settings, given))
            case "organizer":
                asyncio.run(acts.invite(settings))
            case "organizations":
                return asyncio.run(acts.import_organizations(settings, given.path, given.dry_run))
    except SetupError as error:
        print(f"countersign: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
