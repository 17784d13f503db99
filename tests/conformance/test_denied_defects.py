"""Further halves of defects 17, 19 and 22 of `test_defects`: denied changes, and what is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from runql import Artifact
from runql.errors import NotFoundError, PermissionDeniedError, RunQLError
from tests.conformance import test_defects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql import Api
    from runql.testing import SandboxUser
    from tests.conformance.test_defects import Watched

api, watched = test_defects.api, test_defects.watched


def deny(result: dict[str, Any]) -> None:
    """Change a response to that of a server that denies access."""
    code = {"code": "PERMISSION_ERROR"}
    result["data"] = None
    result["errors"] = [{"message": "permission denied", "extensions": code}]


def test_defect_17_a_team_that_may_not_be_made_is_a_typed_error(api: Api, watched: Watched) -> None:
    watched.change = deny
    with pytest.raises(PermissionDeniedError, match="permission denied"):
        api.create_team("denied-team")

    def nothing(result: dict[str, Any]) -> None:
        result["data"] = dict.fromkeys(result["data"])

    watched.change = nothing
    with pytest.raises(RunQLError):
        api.create_team("empty-team")
    with pytest.raises(NotFoundError, match="some-team"):
        api.team("some-team")


def test_defect_19_a_project_whose_user_is_gone_is_read_and_listed(
    api: Api, user: SandboxUser, watched: Watched
) -> None:
    api.create_project("orphaned")

    def without_user(result: dict[str, Any]) -> None:
        for each in walk(result):
            if "user" in each:
                each["user"] = None

    watched.change = without_user
    assert api.project("orphaned").entity == user.entity
    assert "orphaned" in [each.name for each in api.projects()]


def test_defect_19_what_runql_lacks_says_so(api: Api) -> None:
    # Run queues are not part of runql; a missing attribute is an error that tells, and not a later one.
    with pytest.raises(AttributeError, match="run_queue"):
        api.run_queue  # type: ignore[attr-defined]  # noqa: B018 - reading it is what is tested


def walk(value: object) -> Iterator[dict[str, Any]]:
    """Yield every object of a response."""
    if isinstance(value, dict):
        yield value
    for each in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from walk(each)


def test_defect_22_aliases_that_may_not_be_changed_are_a_typed_error(
    api: Api, watched: Watched
) -> None:
    run, draft = api.create_run("aliased", run_id="r"), Artifact("kept", "dataset")
    draft.add_reference("s3://bucket/key", checksum=False)
    run.log_artifact(draft)
    version = api.artifact("aliased/kept:v0")
    version.aliases.append("prod")
    watched.change = deny
    with pytest.raises(PermissionDeniedError, match="permission denied"):
        version.save()
    # The edit stays, so that saving again sends it.
    watched.change = None
    assert "prod" in version.aliases
    version.save()
    assert "prod" in api.artifact("aliased/kept:v0").aliases
