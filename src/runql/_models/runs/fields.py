"""Selection of the parts of runs that a listing requests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeVar

from runql._models._attributes.text_lists import text_list
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from runql_graphql.calls import Call

__all__ = ["PARTS", "Part", "RunFields"]

Part = Literal["config", "summary", "system_metrics", "history_keys"]
"""A part of a run that a listing may exclude."""

R = TypeVar("R")

PARTS: Final[tuple[Part, ...]] = ("config", "summary", "system_metrics", "history_keys")

_FREE: Final = frozenset(
    {
        "commit", "created_at", "description", "duration", "entity", "group", "heartbeat_at",
        "history_line_count", "host", "id", "job_type", "name", "notes", "path", "project",
        "project_id", "read_only", "state", "storage_id", "sweep_name", "tags", "updated_at",
        "url", "user",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RunFields:
    """A selection of parts, and of single config and summary keys.

    Attributes:
        parts: Parts to request. All other fields of a run are always requested.
        config_keys: Top-level config keys to request; None for all.
        summary_keys: Top-level summary keys to request; None for all.
    """

    parts: frozenset[Part] = frozenset({"config", "summary"})
    config_keys: tuple[str, ...] | None = None
    summary_keys: tuple[str, ...] | None = None

    @classmethod
    def parse(cls, fields: Iterable[str] | None) -> RunFields:
        """Parse names such as `name`, `config`, `config.lr`, `summary.loss`; None for the default.

        Raises:
            UsageError: If a name is not a field of a run.
        """
        if fields is None:
            return cls()
        names = text_list(fields, "fields")
        keys: dict[str, set[str] | None] = {}
        for name in names:
            part, dot, key = name.partition(".")
            if dot and key and part in ("config", "summary"):
                chosen = keys.setdefault(part, set())
                if chosen is not None:
                    # A dot may be part of a key, or separate it from a nested key of an object that the
                    # server sends whole.
                    chosen.update(_beginnings(key))
            elif name in PARTS:
                keys[name] = None
            elif name not in _FREE:
                raise _unknown(name)
        return cls(
            parts=frozenset(part for part in PARTS if part in keys),
            config_keys=_ordered(keys.get("config")),
            summary_keys=_ordered(keys.get("summary")),
        )

    @property
    def partial(self) -> Mapping[Part, frozenset[str]]:
        """The requested keys of each partial part."""
        chosen: dict[Part, tuple[str, ...] | None] = {
            "config": self.config_keys,
            "summary": self.summary_keys,
        }
        return {part: frozenset(keys) for part, keys in chosen.items() if keys is not None}

    def applied_to(self, call: Call[R]) -> Call[R]:
        """Return a call with the six variables that select the parts of runs."""
        return call.replace(
            config_keys=self.config_keys,
            summary_keys=self.summary_keys,
            with_config="config" in self.parts,
            with_summary="summary" in self.parts,
            with_system_metrics="system_metrics" in self.parts,
            with_history_keys="history_keys" in self.parts,
        )


def _beginnings(key: str) -> list[str]:
    parts = key.split(".")
    return [".".join(parts[:count]) for count in range(1, len(parts) + 1) if parts[0]]


def _ordered(keys: set[str] | None) -> tuple[str, ...] | None:
    return None if keys is None else tuple(sorted(keys))


def _unknown(name: str) -> UsageError:
    import difflib

    near = difflib.get_close_matches(name, [*_FREE, *PARTS], n=1)
    hint = f"Did you mean {near[0]!r}?" if near else f"Known names: {', '.join(sorted(_FREE))}."
    return UsageError(
        f"Unknown field of a run: {name!r}.",
        hint=f"{hint} Use config.KEY and summary.KEY for single keys.",
    )
