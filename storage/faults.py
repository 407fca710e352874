"""What an error of a database means for the host; and transactions of which it is known whether they are on disk."""

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

from asyncpg import InternalClientError  # type: ignore[import-untyped] # it has none
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.errors import CommitUncertain, StorageError, StorageFault, TransactionLost

Result = TypeVar("Result")

READS = "reads"
"""The execution option of engines that only read: what writes there is a defect, and not a disk that is read-only."""

_MET_ERROR = "met an error"

_OF_SQLITE = {
    sqlite3.SQLITE_FULL: StorageFault.FULL,
    sqlite3.SQLITE_READONLY: StorageFault.READ_ONLY,
    sqlite3.SQLITE_PERM: StorageFault.READ_ONLY,
    sqlite3.SQLITE_IOERR: StorageFault.BROKEN,
    sqlite3.SQLITE_CANTOPEN: StorageFault.BROKEN,
    sqlite3.SQLITE_CORRUPT: StorageFault.DAMAGED,
    sqlite3.SQLITE_NOTADB: StorageFault.DAMAGED,
    sqlite3.SQLITE_BUSY: StorageFault.BUSY,
    sqlite3.SQLITE_LOCKED: StorageFault.BUSY,
    sqlite3.SQLITE_PROTOCOL: StorageFault.BUSY,
}
"""By primary result code (SQLite's manual, result and error codes)."""

_OF_POSTGRES = {
    "53100": StorageFault.FULL,
    "25006": StorageFault.READ_ONLY,
    "25P02": StorageFault.LOST,  # an earlier statement failed, and what was done is undone whatever is asked now
    "55P03": StorageFault.BUSY,
    "57014": StorageFault.BUSY,
    "XX001": StorageFault.DAMAGED,
    "XX002": StorageFault.DAMAGED,
    "08": StorageFault.UNREACHABLE,
    "28": StorageFault.UNREACHABLE,
    "3D": StorageFault.UNREACHABLE,
    "53": StorageFault.BUSY,
    "57": StorageFault.UNREACHABLE,
    "58": StorageFault.BROKEN,
}
"""By code, else by its class (PostgreSQL's manual, appendix A)."""

_OF_SYSTEM = {
    errno.ENOSPC: StorageFault.FULL,
    errno.EDQUOT: StorageFault.FULL,
    errno.EROFS: StorageFault.READ_ONLY,
    errno.EACCES: StorageFault.READ_ONLY,
    errno.EPERM: StorageFault.READ_ONLY,
    errno.EIO: StorageFault.BROKEN,
}

_UNCERTAIN = frozenset({StorageFault.BROKEN, StorageFault.DAMAGED, StorageFault.UNREACHABLE, StorageFault.LOST})
"""What may come up when a commit has reached the disk."""


def fault_of(error: BaseException) -> StorageFault | None:
    """What hinders the storage where an error says so; nothing where a statement, or what it was given, is at fault."""
    match error:
        case StorageError(fault=fault):
            return fault
        case DBAPIError(orig=BaseException() as original, connection_invalidated=broken):
            return fault_of(original) or (StorageFault.UNREACHABLE if broken else None)
        case InternalClientError():  # what the server said as it ended the session came between two requests
            return StorageFault.UNREACHABLE
        case PoolTimeout():
            return StorageFault.BUSY
        case sqlite3.Error():
            return _OF_SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        case OSError():
            return _OF_SYSTEM.get(error.errno or 0, StorageFault.UNREACHABLE)
    code = _code(error)
    return _OF_POSTGRES.get(code) or _OF_POSTGRES.get(code[:2])


def lost(error: BaseException) -> TransactionLost:
    """What is raised for an error that has ended a transaction of which nothing is on disk."""
    found = TransactionLost(fault_of(error) or StorageFault.LOST)
    found.__cause__ = error
    return found


def tell_faults(engine: Engine) -> None:
    """Let `TransactionLost` be raised in the place of what an engine's driver raises, where the storage is at fault."""
    event.listen(engine, "handle_error", _tell, retval=True)


def _tell(context: ExceptionContext) -> BaseException | None:
    error, connection = context.original_exception, context.connection
    if not isinstance(error, Exception):  # whoever waits is cancelled, or the process ends
        return None
    if connection is not None and not connection.invalidated:
        connection.info[_MET_ERROR] = True
    ended = StorageFault.LOST if isinstance(error, sqlite3.Error) else StorageFault.UNREACHABLE
    fault = fault_of(error) or (ended if context.is_disconnect else None)
    if fault is None or (fault is StorageFault.READ_ONLY and connection is not None and _reads(connection)):
        return None
    return TransactionLost(fault)


@contextmanager
def connecting() -> Iterator[None]:
    """Raises `TransactionLost` where no connection can be made."""
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        raise lost(error) from error
    except Exception as error:
        if not _code(error):
            raise
        raise lost(error) from error


def committed(connection: Connection, work: Callable[[Connection], Result]) -> Result:
    """What some work gives, once what it did is on disk; where the work raises, that is undone.

    Raises `TransactionLost` or `CommitUncertain` where the storage fails.
    """
    connection.info.pop(_MET_ERROR, None)
    transaction = connection.begin()
    try:
        result = work(connection)
        _check_that_it_stands(connection)
    except BaseException:
        with _thrown_away_if_it_fails(connection):
            transaction.rollback()
        raise
    try:
        transaction.commit()
    except Exception as error:
        told = _of_commit(connection, error)
        with _thrown_away_if_it_fails(connection):
            transaction.rollback()
        if told is error:
            raise
        raise told from error
    return result


def stands(connection: Connection) -> bool:
    """Whether the transaction on a connection to SQLite is still the one that was begun."""
    driver = None if connection.invalidated else connection.connection.driver_connection
    return isinstance(driver, sqlite3.Connection) and driver.in_transaction


def _check_that_it_stands(connection: Connection) -> None:
    """Raises `TransactionLost` where the transaction has ended, whoever has passed over the error that ended it."""
    if connection.dialect.name == "sqlite":
        if not stands(connection):
            raise TransactionLost(StorageFault.LOST)
    elif connection.invalidated:
        raise TransactionLost(StorageFault.UNREACHABLE)
    elif _MET_ERROR in connection.info:
        connection.exec_driver_sql("SELECT 1")


def _of_commit(connection: Connection, error: Exception) -> Exception:
    """What is raised where a commit has failed: whether it is on disk is certain only where the database says so."""
    fault = fault_of(error)
    refused = fault not in _UNCERTAIN or _not_written(error) if fault else bool(_code(error))
    certain = refused or stands(connection) or _reads(connection)
    if fault or not refused:
        with suppress(Exception):
            connection.invalidate()
    if certain:
        return error if isinstance(error, TransactionLost) or not fault else lost(error)
    return CommitUncertain(fault or StorageFault.LOST)


@contextmanager
def _thrown_away_if_it_fails(connection: Connection) -> Iterator[None]:
    """A connection on which something can't be undone is closed, which undoes it."""
    try:
        yield
    except Exception:  # noqa: BLE001 - what led here is raised
        with suppress(Exception):
            connection.invalidate()


def _not_written(error: BaseException) -> bool:
    """Whether SQLite could not write what a commit consists of, the last part of which makes it one (SQLite's manual,
    the WAL file format); a file can be too large for a limit, as a disk can be full."""
    cause = error.__cause__ if isinstance(error, StorageError) else getattr(error, "orig", error)
    return getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_IOERR_WRITE


def _reads(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get(READS))


def _code(error: BaseException) -> str:
    """PostgreSQL's code of an error."""
    return getattr(getattr(error, "orig", error), "sqlstate", None) or ""
