"""Items of blocks come one by one, and a loop that ends early closes what produces the blocks."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING

import pytest

from runql._async._client import concurrency as async_concurrency
from runql._sync._client.concurrency import items_of

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator

BLOCKS = [[1, 2], [], [3]]


class Source:
    """Blocks, and a record of what was read and closed."""

    def __init__(self, error: Exception | None = None) -> None:
        self.read = 0
        self.closed = False
        self._error = error

    def blocks(self) -> Generator[list[int]]:
        try:
            for block in BLOCKS:
                self.read += 1
                yield block
            if self._error is not None:
                raise self._error
        finally:
            self.closed = True

    async def async_blocks(self) -> AsyncGenerator[list[int]]:
        for block in self.blocks():
            yield block


def test_every_item_comes_once_in_order() -> None:
    async def collected() -> list[int]:
        return [each async for each in async_concurrency.items_of(Source().async_blocks())]

    assert list(items_of(Source().blocks())) == [1, 2, 3]
    assert asyncio.run(collected()) == [1, 2, 3]


def test_nothing_is_read_before_the_first_item() -> None:
    source = Source()
    rows = items_of(source.blocks())
    assert source.read == 0
    assert next(rows) == 1
    assert source.read == 1


def test_a_loop_that_ends_early_closes_the_source() -> None:
    source = Source()
    for _ in items_of(source.blocks()):
        break
    assert (source.read, source.closed) == (1, True)


def test_an_async_loop_that_ends_early_closes_the_source() -> None:
    source, closed = Source(), False

    async def blocks() -> AsyncGenerator[list[int]]:
        nonlocal closed
        try:
            async for block in source.async_blocks():
                yield block
        finally:
            closed = True

    async def read() -> None:
        async with aclosing(async_concurrency.items_of(blocks())) as rows:
            async for _ in rows:
                break

    asyncio.run(read())
    assert closed
    assert source.read == 1


def test_an_error_comes_after_the_items_before_it() -> None:
    source, found = Source(ValueError("broken")), list[int]()

    def read() -> None:
        found.extend(items_of(source.blocks()))

    with pytest.raises(ValueError, match="broken"):
        read()
    assert found == [1, 2, 3]
    assert source.closed
