"""A table to filter, and what a filter finds in it."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Column as SQLColumn
from sqlalchemy import Engine, Float, Integer, MetaData, String, Table, create_engine, event, select
from sqlalchemy.pool import StaticPool

from runql_sandbox.mongo import Column, FieldMap, compile_filter, compile_order, register_functions

metadata = MetaData()
table = Table(
    "runs",
    metadata,
    SQLColumn("id", Integer, primary_key=True),
    SQLColumn("state", String),
    SQLColumn("duration", Float),
    SQLColumn("created_at", String),
    SQLColumn("tags", String),
    SQLColumn("config", String),
    SQLColumn("summary", String),
)
FIELDS = FieldMap(
    columns={
        "state": Column(table.c.state, "text"),
        "duration": Column(table.c.duration, "number"),
        "created_at": Column(table.c.created_at, "time"),
        "tags": Column(table.c.tags, "list"),
    },
    documents={"config": table.c.config, "summary_metrics": table.c.summary},
    wrapped=frozenset({"config"}),
    tie_breaker=table.c.id,
)


def make_engine() -> Engine:
    made = create_engine("sqlite://", poolclass=StaticPool)
    event.listen(made, "connect", lambda connection, _record: register_functions(connection))
    metadata.create_all(made)
    return made


def found(
    engine: Engine,
    rows: list[dict[str, Any]],
    filters: dict[str, Any],
    order: str = "",
    *,
    escaped: bool = False,
) -> list[int]:
    insert_rows(engine, rows, escaped=escaped)
    with engine.connect() as connection:
        wanted = select(table.c.id).where(compile_filter(filters, FIELDS))
        ordering = compile_order(order, FIELDS) if order else [table.c.id]
        return list(connection.scalars(wanted.order_by(*ordering)))


def insert_rows(engine: Engine, rows: list[dict[str, Any]], *, escaped: bool = False) -> None:
    with engine.begin() as connection:
        connection.execute(table.delete())
        values = [stored(index, row, escaped=escaped) for index, row in enumerate(rows)]
        connection.execute(table.insert(), values)


def stored(index: int, row: dict[str, Any], *, escaped: bool) -> dict[str, Any]:
    config = {key: {"value": value} for key, value in row.get("config", {}).items()}
    return {
        "id": index,
        "state": row.get("state"),
        "duration": row.get("duration"),
        "created_at": row.get("created_at"),
        "tags": json.dumps(row.get("tags", []), ensure_ascii=escaped),
        "config": json.dumps(config, ensure_ascii=escaped),
        "summary": json.dumps(row.get("summary", {}), ensure_ascii=escaped),
    }
