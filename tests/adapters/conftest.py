"""Telegram's server and the adapter's messenger before it."""

from collections.abc import AsyncIterator

import pytest

from tests.adapters.telegram.stage import Stage, stage


@pytest.fixture
async def there() -> AsyncIterator[Stage]:
    """A stage whose pace holds nothing up."""
    async with stage() as there:
        yield there
