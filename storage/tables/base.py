"""What all tables share. Times are microseconds since 1970 in UTC, through one column type."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, Dialect, LargeBinary, MetaData, TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """A moment with its zone, kept in UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else moment(value)


def moment(microseconds: int) -> datetime:
    """The moment so many microseconds after the beginning of 1970."""
    return _EPOCH + microseconds * _MICROSECOND


class Sealed(LargeBinary):
    """What the cipher has sealed: unreadable without the host's secret, and sealed anew under the next one."""


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
