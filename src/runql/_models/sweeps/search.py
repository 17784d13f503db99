"""Filters and sort orders of sweeps."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from runql._models.sweeps.config import SweepMethod
from runql._models.sweeps.matching import LABEL, split_filter
from runql._models.sweeps.state import SweepState
from runql._paging.order import Order, column_order_to_wire
from runql.errors import OrderError
from runql.filters.catalogue import FieldSpec, Vocabulary
from runql.filters.wire import checked_filter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql._wire.json_types import JsonValue
    from runql.filters.wire import Filters

__all__ = ["SweepSearch", "sweep_order_to_wire"]

_CREATED: Final = FieldSpec("createdAt", "time")
_DISPLAY_NAME: Final = FieldSpec("displayName", "text")
_HEARTBEAT: Final = FieldSpec("heartbeatAt", "time")
_UPDATED: Final = FieldSpec("updatedAt", "time")
_OF_RUNS: Final = "Sweeps have no such field. Runs may have it: use sweep.runs(filters)."

SWEEPS: Final = Vocabulary(
    "sweep",
    "sweeps",
    {
        # On servers, `name` is the ID. For users, it is the label, which may be only in the config.
        "id": FieldSpec("name", "text"),
        "name": FieldSpec(LABEL, "text"),
        "display_name": _DISPLAY_NAME,
        "displayName": _DISPLAY_NAME,
        "description": FieldSpec("description", "text"),
        "method": FieldSpec("method", "text", tuple(each.value for each in SweepMethod)),
        "state": FieldSpec("state", "text", tuple(each.value for each in SweepState)),
        "created_at": _CREATED,
        "createdAt": _CREATED,
        "heartbeat_at": _HEARTBEAT,
        "heartbeatAt": _HEARTBEAT,
        "updated_at": _UPDATED,
        "updatedAt": _UPDATED,
    },
    hints={
        "config": _OF_RUNS,
        "summary": _OF_RUNS,
        "summary_metrics": _OF_RUNS,
        "tags": _OF_RUNS,
        "group": _OF_RUNS,
        "job_type": _OF_RUNS,
        "jobType": _OF_RUNS,
        "duration": _OF_RUNS,
        "host": _OF_RUNS,
        "sweep": "id",
        "sweep_id": "id",
        "status": "state",
        "label": "name",
    },
)
"""Fields that sweeps can be filtered by."""

_ORDERS: Final = {
    "created_at": "created_at",
    "createdAt": "created_at",
    "heartbeat_at": "heartbeat_at",
    "heartbeatAt": "heartbeat_at",
    "method": "method",
    "id": "name",
    "state": "state",
    "updated_at": "updated_at",
    "updatedAt": "updated_at",
}


@dataclass(frozen=True, slots=True)
class SweepSearch:
    """A checked filter of sweeps.

    Attributes:
        wire: Part for the server, as a JSON string; `{}` for all sweeps.
        local: Part to check locally, as a checked filter.
    """

    wire: str = "{}"
    local: Mapping[str, JsonValue] = field(default_factory=dict[str, "JsonValue"])

    @classmethod
    def checked(cls, filters: Filters) -> SweepSearch:
        """Check a filter.

        Raises:
            FilterError: If the filter has a field that sweeps do not have, or an invalid value.
        """
        server, local = split_filter(checked_filter(filters, SWEEPS))
        return cls(json.dumps(server, ensure_ascii=False, allow_nan=False), local)

    @property
    def filtered(self) -> bool:
        """Whether the filter excludes sweeps."""
        return self.wire != "{}" or bool(self.local)


def sweep_order_to_wire(order: str | Order) -> str:
    """Return a sort order of sweeps in the API's format.

    Raises:
        OrderError: If the server cannot sort sweeps by this order.
    """
    key = order.key if isinstance(order, Order) else str(order).strip().lstrip("+-").strip()
    if key == "name":
        raise OrderError(
            "Sweeps cannot be ordered by 'name', because servers read 'name' as the sweep's ID.",
            hint="Use 'id' for the ID. For the label, sort the list: sorted(sweeps, key=lambda each: each.name).",
        )
    return column_order_to_wire(order, _ORDERS, "Sweeps")
