"""PostgreSQL's own tools, which know what a whole database is: `pg_dump` and `pg_restore`."""

import asyncio
import os
import shutil
from pathlib import Path

from sqlalchemy import URL

from bot.errors import SetupError
from storage.addresses import database_address
from storage.backups.copying import Copied


async def dump(url: str, target: Path) -> Copied:
    """Dump a database into a file, and look whether it can be read. Raises `SetupError` where there are no tools."""
    fault = await _run("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
    fault = fault or await _run("pg_restore", "", "--list", str(target))
    return Copied(fault=fault)


async def load(url: str, source: Path) -> None:
    """Load a dump into a database in which nothing is. Raises `SetupError` where it is not loaded, or only in part:
    then nothing is."""
    address = database_address(url)
    fault = await _run(
        "pg_restore", url, "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction",
        f"--dbname={_without_password(address)}", str(source),
    )  # fmt: skip
    if fault:
        raise SetupError(f"The backup was not restored: {fault}.")


async def _run(tool: str, url: str, *arguments: str) -> str:
    """What went wrong; nothing where all went well. A password is no argument, which others on the machine can read."""
    found = shutil.which(tool)
    if found is None:
        raise SetupError(f"{tool} is not installed: install PostgreSQL's client programs, of the server's version.")
    environment = dict(os.environ)
    if url:
        address = database_address(url)
        environment |= {"PGPASSWORD": address.password} if address.password else {}
        arguments = (f"--dbname={_without_password(address)}", *arguments) if tool == "pg_dump" else arguments
    process = await asyncio.create_subprocess_exec(
        found, *arguments, env=environment,
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        _, complained = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode == 0:
        return ""
    return complained.decode(errors="replace").strip().rpartition("\n")[2] or f"{tool} failed"


def _without_password(address: URL) -> str:
    plain = address.set(drivername="postgresql", password=None)
    return plain.render_as_string(hide_password=False)
