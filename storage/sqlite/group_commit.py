"""What waits to be written is committed together, and each gets exactly its own result."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, NoReturn, TypeVar

from sqlalchemy import Connection

from bot.errors import CommitUncertain, StorageError, StorageFault, TransactionLost
from storage.faults import lost, stands
from storage.sqlite.transactions import Transactions

Result = TypeVar("Result")

BATCH = 64
"""So many units at the most share a commit."""


@dataclass(eq=False)
class _Waiting(Generic[Result]):
    """Work that waits, and in the end what gives its result or raises its error."""

    work: Callable[[Connection], Result]
    outcome: Callable[[], Result] | None = None


class GroupCommit:
    """Writes on a single thread: a transaction of what waits, in which each has a savepoint of its own.

    Whoever writes takes a turn on the thread. At a turn whose work still waits, everything that waits is done and
    committed; the turns of those who were served that way only fetch what came of it. So there is nothing beside the
    turns that could end unseen, and no commit waits for the event loop.
    """

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions
        self._waiting: deque[_Waiting[Any]] = deque()

    async def write(self, work: Callable[[Connection], Result]) -> Result:
        """What some work gives, once it is on disk; raises what it raises, or `TransactionLost` or `CommitUncertain`
        where the storage fails.

        What was handed over is written though the caller is cancelled.
        """
        mine = _Waiting(work)
        self._waiting.append(mine)
        return await self._transactions.hop(partial(self._turn, mine))

    def _turn(self, mine: _Waiting[Result]) -> Result:
        if mine.outcome is None:
            self._commit()
        if mine.outcome is None:
            raise TransactionLost(StorageFault.LOST)
        return mine.outcome()

    def _commit(self) -> None:
        batch = [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]
        try:
            outcomes = self._transactions.here(partial(_outcomes, batch))
        except BaseException as error:
            for each in batch:
                each.outcome = partial(_raise, _of_batch(error))
            if not isinstance(error, Exception):  # it is meant to end the process, and does at whose turn it came
                raise
        else:
            for each, outcome in zip(batch, outcomes, strict=True):
                each.outcome = outcome


def _outcomes(batch: list[_Waiting[Any]], connection: Connection) -> list[Callable[[], Any]]:
    """What came of each; raises where one of them leaves no transaction to go on in."""
    return [_outcome(each.work, connection) for each in batch]


def _outcome(work: Callable[[Connection], Result], connection: Connection) -> Callable[[], Result]:
    savepoint = connection.begin_nested()
    try:
        result = work(connection)
    except BaseException as error:  # what one raises is its own, and not its neighbours'
        savepoint.rollback()
        if not stands(connection):
            raise
        return partial(_raise, error)
    savepoint.commit()  # fails where this is not the transaction any more in which the savepoint was made
    return partial(_give, result)


def _of_batch(error: BaseException) -> StorageError:
    """What one of those is told whose batch an error has ended."""
    if not isinstance(error, CommitUncertain):
        return lost(error)
    found = CommitUncertain(error.fault)
    found.__cause__ = error
    return found


def _give(result: Result) -> Result:
    return result


def _raise(error: BaseException) -> NoReturn:
    raise error
