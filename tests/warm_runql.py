"""Modules that a process loads before commands of runql and sandboxes are forked from it.

Nearly every command imports them, which takes a quarter of a second of processor time each time.
"""

from __future__ import annotations

import anyio._backends._asyncio  # noqa: F401
import h11  # noqa: F401
import httpcore  # noqa: F401
import httpx  # noqa: F401
import msgspec.json  # noqa: F401
import pandas  # noqa: F401, ICN001
import pyarrow.parquet  # noqa: F401
import pydantic  # noqa: F401
import rich.console  # noqa: F401
import sqlalchemy.orm
import typer._adapters
import typer.rich_utils  # noqa: F401
import uvicorn.protocols.http.h11_impl  # noqa: F401

import runql.cli.app  # noqa: F401
import runql_sandbox.web.serving  # noqa: F401

sqlalchemy.orm.configure_mappers()
