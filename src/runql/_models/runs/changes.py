"""Input of the mutation that writes runs."""

from __future__ import annotations

import string
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from runql._models._attributes.inputs import input_of
from runql._models._attributes.json_changes import DocumentChange
from runql._models._attributes.json_text import dump_document
from runql._models._attributes.json_values import encode_document
from runql._models.runs.config import wrap_config

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql_graphql.inputs import UpsertBucketInput

    from runql._models.runs.fields import Part
    from runql._paths.projects import ProjectPath

__all__ = ["RunChanges", "new_run_input"]


@dataclass(frozen=True, slots=True)
class RunChanges:
    """The unsaved changes of a run.

    Attributes:
        fields: Attributes to set.
        config: Config keys that were set or removed.
        summary: Summary keys that were set or removed.
        tags: Tags that were added or removed.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    config: DocumentChange = field(default_factory=DocumentChange)
    summary: DocumentChange = field(default_factory=DocumentChange)
    tags: DocumentChange = field(default_factory=DocumentChange)

    def __bool__(self) -> bool:
        return bool(self.fields) or self.is_merged

    @property
    def is_merged(self) -> bool:
        """Whether the change affects parts of values that the server stores whole.

        Such values must be merged, so that the changes of others are preserved.
        """
        return bool(self.config or self.summary or self.tags)

    @property
    def parts(self) -> frozenset[Part]:
        """Parts that must be read again before they are written."""
        edited: dict[Part, DocumentChange] = {"config": self.config, "summary": self.summary}
        return frozenset(part for part, change in edited.items() if change)

    def to_input(self, id: str) -> UpsertBucketInput:  # noqa: A002 - as in GraphQL
        """Build the mutation's input for the fields only."""
        from runql_graphql.inputs import UpsertBucketInput

        return input_of(UpsertBucketInput, {"id": id, **self.fields})


def new_run_input(
    project: ProjectPath,
    *,
    run_id: str | None,
    config: Mapping[str, object] | None,
    tags: list[str],
    **fields: str | None,
) -> UpsertBucketInput:
    """Build the mutation's input for a new run, without arguments that are None.

    Raises:
        UsageError: If the config has a value that JSON cannot store.
    """
    from runql_graphql.inputs import UpsertBucketInput

    given = {name: value for name, value in fields.items() if value is not None}
    identity = {
        "name": run_id or draw_run_id(),
        "model_name": project.project,
        "config": dump_document(wrap_config(encode_document(config or {}, "config"))),
    }
    if project.entity is not None:
        identity["entity_name"] = project.entity
    return input_of(UpsertBucketInput, {**identity, **given, "tags": tags})


def draw_run_id() -> str:
    """Return a random run id in the format of the official SDK: eight lower-case letters and digits."""
    import secrets

    return "".join(secrets.choice(_ID_LETTERS) for _ in range(8))


_ID_LETTERS: Final = string.ascii_lowercase + string.digits
