"""Copies of runs: options, results, and differences between a copy and its source."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, get_args

from runql._choices import checked_choice
from runql._models._attributes.json_text import decode, dump_document
from runql._models.files.globs import Glob
from runql.errors import ConflictError, IntegrityError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from runql_graphql.fragments.runs.base import RunFull

    from runql._paths.runs import RunPath
    from runql._wire.json_types import JsonValue

__all__ = [
    "ArtifactCopies",
    "CopyOptions",
    "CopyReport",
    "Origin",
    "copied_config",
    "copied_fields",
    "document_differences",
    "field_differences",
    "first_difference",
    "raise_unequal",
    "refuse_other",
    "refuse_same",
    "row_of",
]

ArtifactCopies: TypeAlias = Literal["bytes", "reference"]
"""Form of the artifacts in a copied run: their content, or references to the source."""

_MARK: Final = "runql_copy"
_FIELDS: Final[Mapping[str, str]] = {
    "display_name": "display_name",
    "notes": "notes",
    "description": "description",
    "group": "group_name",
    "job_type": "job_type",
    "commit": "commit",
    "host": "host",
}


@dataclass(frozen=True, slots=True)
class CopyOptions:
    """Options of a copy of a run.

    Attributes:
        files: Glob of the run files to copy; None copies no files.
        artifacts: Form of the copied artifacts; None copies no artifacts.
        history: Whether to copy history, system metrics and console lines.
        dry_run: Whether to write nothing, and only report what would be copied.
        workers: Concurrent transfers.
    """

    files: str | None = "*"
    artifacts: ArtifactCopies | None = "bytes"
    history: bool = True
    dry_run: bool = False
    workers: int = 8

    @classmethod
    def of(
        cls,
        files: bool | str,
        artifacts: str | None,
        *,
        history: bool,
        dry_run: bool,
        workers: int,
    ) -> CopyOptions:
        """Check the arguments of `copy_to`.

        Raises:
            UsageError: If the glob or the choice is invalid.
        """
        glob = ("*" if files else None) if isinstance(files, bool) else files
        if glob is not None:
            Glob(glob)
        chosen: ArtifactCopies | None = None
        if artifacts is not None:
            chosen = checked_choice("artifacts", artifacts, get_args(ArtifactCopies))
        return cls(glob, chosen, history, dry_run, workers)


@dataclass(frozen=True, slots=True)
class Origin:
    """Source of a copy, as recorded in the config of the copy.

    Attributes:
        server: URL of the server.
        storage_id: Opaque ID of the run on that server.
        path: Path of the run on that server.
    """

    server: str
    storage_id: str
    path: str

    def to_json(self) -> dict[str, JsonValue]:
        """Return the record for the config."""
        return {"server": self.server, "id": self.storage_id, "path": self.path}


@dataclass(frozen=True, slots=True)
class CopyReport:
    """Result of a copy, or of a dry run.

    Attributes:
        source: Path of the run that was copied.
        target: Path of the copy.
        url: Page of the copy in the web app.
        created: Whether this call created the copy.
        dry_run: Whether nothing was written.
        rows: History rows in the copy; `rows_sent` of them were written by this call.
        rows_sent: History rows that this call wrote, or would write.
        system_rows: Rows of system metrics in the copy.
        console_lines: Console lines in the copy.
        files: Names of the files that this call wrote, or would write.
        bytes: Size of these files.
        artifacts: Names of the artifact versions that this call wrote, or would write.
        complete: Whether the source run has ended, so that no rows will follow.
        notes: Parts of the source that a copy cannot contain, one sentence each.
    """

    source: str
    target: str
    url: str
    created: bool
    dry_run: bool
    rows: int = 0
    rows_sent: int = 0
    system_rows: int = 0
    console_lines: int = 0
    files: tuple[str, ...] = ()
    bytes: int = field(default=0)
    artifacts: tuple[str, ...] = ()
    complete: bool = True
    notes: tuple[str, ...] = ()


def copied_config(run: RunFull, origin: Origin) -> str:
    """Return a run's config for its copy.

    The origin is recorded among the SDK's own keys.
    """
    config = decode(run.config, "The config of a run")
    own = config.get("_wandb")
    inner = own.get("value") if isinstance(own, dict) else None
    noted: dict[str, JsonValue] = {
        **(inner if isinstance(inner, dict) else {}),
        _MARK: origin.to_json(),
    }
    wrapper = own if isinstance(own, dict) else {}
    whole: dict[str, JsonValue] = {**config, "_wandb": {**wrapper, "value": noted}}
    return dump_document(whole)


def copied_fields(run: RunFull, there: RunFull | None) -> dict[str, Any]:
    """Return the attributes to write, by input field; an empty string clears a field."""
    found: dict[str, Any] = {"tags": list(run.tags or [])}
    for name, target in _FIELDS.items():
        value = getattr(run, name) or ""
        if value or (there is not None and getattr(there, name)):
            found[target] = value
    return found


def refuse_other(there: RunFull, origin: Origin, target: RunPath) -> None:
    """Check that a run at the target path is a copy of this source run.

    Raises:
        ConflictError: If it is another run; nothing was written.
    """
    own = decode(there.config, f"The config of {target}").get("_wandb")
    inner = own.get("value") if isinstance(own, dict) else None
    noted = inner.get(_MARK) if isinstance(inner, dict) else None
    if isinstance(noted, dict) and (noted.get("server"), noted.get("id")) == (
        origin.server,
        origin.storage_id,
    ):
        return
    raise ConflictError(
        f"Run already exists: {target}. It is not a copy of {origin.path}, so nothing was written.",
        hint="Pass run_id= to copy under another ID.",
        operation="UpsertRun",
    )


def row_of(line: str) -> JsonValue:
    """Return a line of a stream as a value; equal lines have equal values."""
    value: JsonValue = json.loads(line)
    return value


def first_difference(left: Sequence[str], right: Sequence[str]) -> int:
    """Return the number of equal lines at the beginning of two streams."""
    for at, (one, other) in enumerate(zip(left, right, strict=False)):
        if one != other and canonical(row_of(one)) != canonical(row_of(other)):
            return at
    return min(len(left), len(right))


def canonical(value: JsonValue) -> str:
    """Return the string that all equal JSON values share, also for values with NaN."""
    return json.dumps(value, sort_keys=True)


def field_differences(run: RunFull, there: RunFull) -> list[str]:
    """Return descriptions of the attributes that differ in a copy."""
    different = [
        f"{name} is {getattr(there, name)!r}, not {getattr(run, name)!r}."
        for name in _FIELDS
        if (getattr(run, name) or "") != (getattr(there, name) or "")
    ]
    if sorted(run.tags or []) != sorted(there.tags or []):
        different.append(f"tags are {there.tags!r}, not {run.tags!r}.")
    return different


def document_differences(run: RunFull, there: RunFull, origin: Origin) -> list[str]:
    """Return descriptions of the differences in config and summary."""
    wanted: dict[str, JsonValue] = json.loads(copied_config(run, origin))
    different: list[str] = []
    if canonical(wanted) != canonical(decode(there.config)):
        different.append("config differs.")
    if canonical(decode(run.summary_metrics)) != canonical(decode(there.summary_metrics)):
        different.append("summary differs.")
    return different


def raise_unequal(target: RunPath, problems: Sequence[str]) -> None:
    """Raise an error if the verification of a copy found differences.

    Raises:
        IntegrityError: If there are differences.
    """
    if problems:
        raise IntegrityError(
            f"The copy {target} differs from its source: {' '.join(problems[:5])}",
            hint="Call copy_to() again: it writes the parts that differ.",
        )


def refuse_same(source: RunPath, target: RunPath, *, is_same_server: bool) -> None:
    """Check that a run is not copied onto itself.

    Raises:
        UsageError: If source and target are the same run.
    """
    if is_same_server and source == target:
        raise UsageError(
            f"Cannot copy {source} onto itself: source and target are the same run.",
            hint="Pass run_id= or another project.",
        )
