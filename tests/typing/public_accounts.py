"""Types of accounts and of unsupported features, for type checkers; read by mypy and pyright, never run."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_type

if TYPE_CHECKING:
    from runql import Api
    from runql.errors import UnsupportedError


def reads_permissions(api: Api, error: UnsupportedError) -> None:
    assert_type(error.feature, str | None)
    assert_type(api.user("u").teams, tuple[str, ...])
