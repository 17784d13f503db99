"""Modules that a process loads before commands of runql and sandboxes are forked from it."""

from __future__ import annotations

import pandas  # noqa: F401, ICN001
import pyarrow.parquet  # noqa: F401
import sqlalchemy.orm

import runql.cli.app  # noqa: F401
import runql_sandbox.web.serving  # noqa: F401

sqlalchemy.orm.configure_mappers()
