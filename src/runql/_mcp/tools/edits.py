"""Edits and GraphQL queries: tools that the server has only if an option enables them."""

from __future__ import annotations

import asyncio
import random
import re
from time import monotonic
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, JsonValue

from runql._mcp.results.edits import EditResult, GraphQLData
from runql._mcp.text import plain
from runql._mcp.tools._base import FilterParameter, ProjectParameter, RunParameter, Tools
from runql.errors import ConflictError, RunQLError, UsageError
from runql.reports import MarkdownBlock

if TYPE_CHECKING:
    from runql._mcp.calls import Calls
    from runql._mcp.keys import KeyDirectory

__all__ = ["EditTools", "GraphQLTools"]

DryRun = Annotated[
    bool,
    Field(
        description="True shows what would change and writes nothing. Show it to the user, then pass false."
    ),
]
_MOST_RUNS = 500
_MOST_APPENDS = 5
_SHORTEST_WAIT = 0.2
"""Seconds before the notes are read again after an append."""


class EditTools(Tools):
    """Edits of runs and reports."""

    def __init__(self, calls: Calls, keys: KeyDirectory) -> None:
        super().__init__(calls, keys)
        # Clients send calls at the same time. An append between the read and the write of another would be lost.
        self._notes_lock = asyncio.Lock()

    async def tag_runs(
        self,
        project: ProjectParameter,
        runs: Annotated[
            list[str] | None, Field(description="Ids of runs; or pass filters instead.")
        ] = None,
        filters: FilterParameter = None,
        add: Annotated[list[str], Field(description="Tags to add.")] = [],
        remove: Annotated[list[str], Field(description="Tags to remove.")] = [],
        dry_run: DryRun = True,
    ) -> EditResult:
        """Add tags to runs, or remove tags. Select the runs by their ids, or by a filter."""
        if not add and not remove:
            raise UsageError("tag_runs requires add or remove.", hint="Pass at least one of them.")
        if (not runs) == (not filters):
            raise UsageError(
                "tag_runs requires either runs or filters, not both.", hint="Pass one of them."
            )
        chosen: FilterParameter = {"name": {"$in": [*runs]}} if runs else filters
        listed = self._api.runs(project, chosen, fields=["id"])
        total = await listed.total()
        if runs and total < len(set(runs)):
            known = {run.id for run in await listed.all()}
            raise UsageError(
                f"No runs of {project} have the ids {sorted(set(runs) - known)}. Nothing was changed.",
                hint="Call find_runs for ids; names are not ids.",
            )
        if total == 0:
            await self._check_filter(project, filters)
        if total > _MOST_RUNS:
            raise UsageError(
                f"Too many runs: {total} match, and one call changes at most {_MOST_RUNS}. Nothing was changed.",
                hint="Pass a narrower filter.",
            )
        changed = await listed.modify(add_tags=add, remove_tags=remove, dry_run=dry_run)
        items: list[dict[str, JsonValue]] = [
            {
                "id": run.id,
                "name": run.name,
                "tags": [*dict.fromkeys([each for each in run.tags if each not in remove] + add)],
            }
            for run in changed
        ]
        return EditResult(dry_run=dry_run, changed=len(items), items=items)

    async def edit_notes(
        self,
        run: RunParameter,
        text: Annotated[str, Field(max_length=20_000, description="The notes in Markdown.")],
        append: Annotated[
            bool, Field(description="Append to the existing notes instead of replacing them.")
        ] = True,
        dry_run: DryRun = True,
    ) -> EditResult:
        """Replace the notes of a run, or append to them."""
        async with self._notes_lock:
            began = monotonic()
            found = await self._api.run(run, fields=["id"])
            before = found.notes or ""
            after = appended(before, text) if append else text
            changed = after != before
            if changed and not dry_run:
                found.notes = after
                await found.update()
                after = found.notes or ""
                if append and occurrences(text, after) > occurrences(text, before):
                    after = await self._kept(run, text, before, after, monotonic() - began)
        item: dict[str, JsonValue] = {
            "run": "/".join(found.path),
            "notes_before": plain(before, longest=1000),
            "notes_after": plain(after, longest=2000),
        }
        return EditResult(dry_run=dry_run, changed=int(changed), items=[item])

    async def _kept(self, run: str, text: str, before: str, after: str, seconds: float) -> str:
        """Append the text again until it stays among the notes, and return the notes.

        The server has no conditional writes. Another session that read the notes before this one wrote them
        overwrites the text. It writes soon after it read, so a look a little later finds what is lost.

        Args:
            run: Path of the run.
            text: The appended text.
            before: The notes before it was appended.
            after: The notes with the text.
            seconds: Duration of a read and a write.

        Raises:
            ConflictError: If other clients overwrite the text each time.
        """
        for _ in range(_MOST_APPENDS):
            # Sessions that append at the same time must not look at the same time again.
            pause = max(_SHORTEST_WAIT, 2 * seconds)
            await asyncio.sleep(pause * random.uniform(1, 2))  # noqa: S311 - not a secret
            try:
                found = await self._api.run(run, fields=["id"])
            except RunQLError:
                return after  # the text was written, and a second call would append it twice
            now = found.notes or ""
            if occurrences(text, now) > occurrences(text, before):
                return now
            before, after = now, appended(now, text)
            found.notes = after
            await found.update()
        raise ConflictError(
            f"Other clients overwrote the notes of {run} {_MOST_APPENDS} times. The text may be lost.",
            hint="Call get_run to see whether the notes have the text, and call edit_notes again if not.",
        )

    async def create_report(
        self,
        project: ProjectParameter,
        title: Annotated[
            str, Field(min_length=1, max_length=200, description="Title of the report.")
        ],
        markdown: Annotated[
            str, Field(min_length=1, max_length=200_000, description="The content.")
        ],
        description: Annotated[str, Field(description="A sentence below the title.")] = "",
        publish: Annotated[
            bool, Field(description="False creates a draft that only its author can see.")
        ] = False,
        dry_run: DryRun = True,
    ) -> EditResult:
        """Create a report from Markdown in a project, as a draft unless you publish it."""
        if not title.strip():
            raise UsageError(
                "title must not be empty.", hint='Pass a title, such as "Training results".'
            )
        found = await self._api.project(project)
        item: dict[str, JsonValue] = {
            "project": str(found.path),
            "title": title,
            "draft": not publish,
            "characters": len(markdown),
        }
        if not dry_run:
            report = await self._api.create_report(
                project,
                title,
                [MarkdownBlock(markdown)],
                description=description,
                draft=not publish,
            )
            item |= {"id": report.id, "url": report.url}
        return EditResult(dry_run=dry_run, changed=1, items=[item])


def appended(notes: str, text: str) -> str:
    """Return notes with a text as the last paragraph."""
    return f"{notes}\n\n{text}" if notes else text


def occurrences(text: str, notes: str) -> int:
    """Return how often notes have a text as paragraphs of their own."""
    paragraphs = f"\n\n{notes.strip()}\n\n"
    return len(re.findall(f"(?=\n\n{re.escape(text.strip())}\n\n)", paragraphs))


class GraphQLTools(Tools):
    """GraphQL queries."""

    async def run_graphql(
        self,
        query: Annotated[
            str, Field(description="A GraphQL query with `first` on every connection.")
        ],
        variables: Annotated[
            dict[str, JsonValue] | None, Field(description="Values of the query's variables.")
        ] = None,
    ) -> GraphQLData:
        """Send a GraphQL query to W&B, for data that no other tool returns. Mutations are rejected."""
        try:
            data = await self._api.graphql.execute(query, variables, validate=False)
        except UsageError as error:
            raise UsageError(
                error.message,
                hint="Send one query, without mutations, and pass a value for each $variable in `variables`.",
            ) from error
        return GraphQLData(data=data)
