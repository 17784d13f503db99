"""What the type checkers make of writing artifacts: checked by mypy and pyright, never run."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_type

from runql import Artifact, LoggedArtifact
from runql._json import JsonValue

if TYPE_CHECKING:
    from runql import Api, Run


def writes_artifacts(api: Api, run: Run) -> None:
    draft = Artifact("name", "dataset", metadata={"rows": 1})
    draft.add(b"bytes", "file")
    assert_type(draft.digest, str)
    logged = run.log_artifact(draft, aliases=["best"])
    assert_type(logged, LoggedArtifact[dict[str, JsonValue]])
    assert_type(api.log_artifact(draft, "e/p"), LoggedArtifact[dict[str, JsonValue]])
    assert_type(logged.new_draft(), Artifact)
    assert_type(logged.save(), LoggedArtifact[dict[str, JsonValue]])
    assert_type(logged.link("other"), LoggedArtifact[dict[str, JsonValue]])
    logged.aliases.append("other")
    logged.ttl = "forever"  # type: ignore[assignment]  # pyright: ignore[reportAttributeAccessIssue]
    collection = api.artifact_collection("dataset", "e/p/name")
    deleted = collection.delete_artifacts(filters={"state": "COMMITTED"})
    assert_type(deleted, list[LoggedArtifact[dict[str, JsonValue]]])
