"""Projects, and the keys of their runs."""

from __future__ import annotations

import fnmatch
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Annotated, Final, Literal

from pydantic import Field, JsonValue

from runql import AsyncProject, AsyncRun
from runql._display.counts import counted
from runql._mcp.results.base import Position
from runql._mcp.results.projects import (
    FoundProjects,
    KeyInfo,
    ProjectDescription,
    ReportLink,
    SweepLink,
)
from runql._mcp.text import plain, shortened
from runql._mcp.tools._base import ProjectParameter, Tools, flat
from runql.errors import UsageError

__all__ = ["ProjectTools"]

Where = Literal["config", "summary", "history"]

_LOOKED_AT: Final = 200
_LINKS: Final = 20
_EXAMPLES: Final = 6
_READ: Final = 3
_READ_KEYS: Final = 20


class ProjectTools(Tools):
    """Projects, and the keys of their runs."""

    async def find_projects(
        self,
        entity: Annotated[
            str | None, Field(description="User or team (default: the user of the API key).")
        ] = None,
        pattern: Annotated[
            str | None,
            Field(
                description="SQL LIKE pattern for the name: %vision% matches names that contain vision."
            ),
        ] = None,
        limit: Annotated[int, Field(ge=1, le=500, description="Maximum number of projects.")] = 50,
        cursor: Annotated[
            str | None, Field(description="next_cursor of the previous response.")
        ] = None,
    ) -> FoundProjects:
        """List the W&B projects of a user or team, newest first. Start here if you do not know the project."""
        at = Position.parse(cursor)
        listed = self._api.projects(
            entity,
            pattern=pattern,
            order="-created_at",
            per_page=at.skipped + limit,
            after=at.after,
        )
        page = await listed
        owner = page.items[0].entity if page.items else entity or await self._api.default_entity
        rows: list[list[JsonValue]] = [
            [each.name, plain(each.created_at), shortened(each.description or "", 200)]
            for each in page.items[at.skipped :]
        ]
        answer = FoundProjects(
            entity=owner or "",
            columns=["name", "created_at", "description"],
            rows=rows,
        )
        answer.start(at, page.cursor)
        if not rows:
            answer.notes.append(
                f"{answer.entity} has no project{' that matches' if pattern else ''}, or this API key has no access to it. "
                "Call find_projects without pattern, or with another entity."
            )
        return answer

    async def describe_project(
        self,
        project: ProjectParameter,
        pattern: Annotated[
            str | None,
            Field(description="Return only keys whose names match, such as *loss* or optimizer.*."),
        ] = None,
        where: Annotated[
            Where | None, Field(description="Return only config, summary or history keys.")
        ] = None,
    ) -> ProjectDescription:
        """Describe a project: number of runs, config, summary and history keys with types, ranges and examples, tags,
        sweeps and reports. Call it before you filter by keys, to get their exact spelling.
        """
        found = await self._api.project(project)
        runs = found.runs(
            order="-created_at", per_page=_LOOKED_AT, fields=["config", "summary", "history_keys"]
        )
        newest = await runs
        keys = await self._key_infos(found, newest.items, pattern, where)
        await _add_history_ranges(keys, newest.items)
        answer = ProjectDescription(
            project=str(found.path),
            description=shortened(found.description, 500) if found.description else None,
            runs=await runs.total(),
            runs_looked_at=len(newest.items),
            states=Counter(str(run.state.value) for run in newest.items),
            newest_run=str(plain(newest.items[0].created_at)) if newest.items else None,
            keys=keys,
            tags=sorted({tag for run in newest.items for tag in run.tags}),
            sweeps=[
                SweepLink(
                    id=each.id, name=each.name, state=str(each.state.value), runs=each.run_count
                )
                for each in await found.sweeps(order="-created_at", limit=_LINKS).all()
            ],
            reports=[
                ReportLink(id=each.id, title=each.display_name)
                for each in await found.reports(limit=_LINKS).all()
            ],
        )
        if len(newest.items) < answer.runs:
            answer.notes.append(
                f"States, ranges, examples and tags come from the newest {counted(len(newest.items), 'run')}."
            )
        return answer

    async def _key_infos(
        self,
        project: AsyncProject,
        runs: Iterable[AsyncRun],
        pattern: str | None,
        where: Where | None,
    ) -> list[KeyInfo]:
        values: dict[tuple[str, str], list[JsonValue]] = {}
        for run in runs:
            for part, document in (("config", run.raw_config), ("summary", run.summary_metrics)):
                for name, value in flat(document).items():
                    values.setdefault((part, name), []).append(value)
        listed = await project.keys()
        kinds: dict[tuple[bool, str], KeyInfo] = {}
        for key in listed:
            if key.name.startswith("_") and key.kind == "config":
                continue
            # List a metric once, although it has a final value and a history.
            info = kinds.setdefault(
                (key.kind == "config", key.name), KeyInfo(name=key.name, where=[])
            )
            info.where.append(key.kind)
            info.types = sorted({*info.types, *key.types})
            if key.kind != "history":
                _fill(info, values.get((key.kind, key.name), []))
        chosen = [
            info
            for info in kinds.values()
            if (pattern is None or fnmatch.fnmatchcase(info.name.lower(), pattern.lower()))
            and (where is None or where in info.where)
        ]
        if kinds and not chosen:
            raise UsageError(
                f"No key of {project.path} matches pattern={pattern!r}, where={where!r}.",
                hint=f"The project has {counted(len(kinds), 'key')}. Remove pattern, or use * for any characters: *loss*.",
            )
        return sorted(
            chosen, key=lambda info: (-(info.runs or 0), info.where != ["config"], info.name)
        )


async def _add_history_ranges(infos: list[KeyInfo], runs: Sequence[AsyncRun]) -> None:
    """Add ranges of keys that only histories have, from the newest runs with them. One request per run."""
    lacking = {info.name: info for info in infos if info.where == ["history"]}
    for run in runs[:_READ]:
        logged = run.history_keys.get("keys")
        found_keys = logged if isinstance(logged, dict) else {}
        names = [name for name in lacking if _has_numbers(found_keys.get(name))]
        if not names:
            continue
        buckets = await run.history_buckets(names[:_READ_KEYS], buckets=2)
        for name in names[:_READ_KEYS]:
            info = lacking.pop(name)
            info.types = sorted({*info.types, "number"})
            found = buckets.of(name)
            least = [each.min for each in found if each.min is not None]
            greatest = [each.max for each in found if each.max is not None]
            if least and greatest:
                info.range = [plain(min(least)), plain(max(greatest))]


def _has_numbers(key: JsonValue) -> bool:
    """Return whether a key has numbers, according to the history keys of a run."""
    counts = key.get("typeCounts") if isinstance(key, dict) else None
    return isinstance(counts, list) and any(
        isinstance(each, dict) and each.get("type") == "number" for each in counts
    )


def _fill(info: KeyInfo, values: list[JsonValue]) -> None:
    info.runs = len(values)
    numbers = [
        each
        for each in values
        if isinstance(each, int | float) and not isinstance(each, bool) and each == each
    ]
    if numbers:
        info.range = [plain(min(numbers)), plain(max(numbers))]
    plain_values = [plain(each, longest=60) for each in values]
    counted = Counter(map(json.dumps, plain_values))
    if len(counted) <= _EXAMPLES or not numbers:
        info.examples = [json.loads(text) for text, _ in counted.most_common(_EXAMPLES)]
