"""`runql.compat` has every public name of `wandb.apis.public` 0.31.0 and of `wandb.Artifact`, or says here why not."""

from __future__ import annotations

import inspect
import json
from typing import TYPE_CHECKING, Any

import pytest

import runql.compat
from runql.compat.apis import public
from tests import forked

if TYPE_CHECKING:
    from collections.abc import Iterator

# Prints each class with its members, and each member with the names of its parameters; None for no method.
WALK = """
import inspect, json, wandb, wandb.apis.public as public

def parameters(member):
    if isinstance(member, (staticmethod, classmethod)):
        member = member.__func__
    if not inspect.isfunction(member):
        return None
    names = inspect.signature(member).parameters
    return [each for each in names if each not in ("self", "cls", "args", "kwargs")]

found = {}
for name in [*public.__all__, "Artifact"]:
    kind = wandb.Artifact if name == "Artifact" else getattr(public, name)
    members = {}
    if inspect.isclass(kind):
        for each in dir(kind):
            if not each.startswith("_"):
                members[each] = parameters(inspect.getattr_static(kind, each))
    found[name] = members
print(json.dumps(found))
"""

LAUNCH = "jobs and queues of W&B Launch, which runql does not offer"
PAGING = "the inside of the official lists: how a page is asked for and read"
PANELS = "helpers of the report package, which has its own; runql's filters read and write what the app has"

ABSENT = {
    "Job": LAUNCH,
    "QueuedRun": LAUNCH,
    "RunQueue": LAUNCH,
    "RunQueueAccessType": LAUNCH,
    "RunQueuePrioritizationMode": LAUNCH,
    "RunQueueResourceType": LAUNCH,
    "PanelMetricsHelper": PANELS,
    "PythonMongoishQueryGenerator": PANELS,
    "QueryGenerator": PANELS,
    "Api.create_run_queue": LAUNCH,
    "Api.job": LAUNCH,
    "Api.list_jobs": LAUNCH,
    "Api.queued_run": LAUNCH,
    "Api.run_queue": LAUNCH,
    "Api.upsert_run_queue": LAUNCH,
    "Api.create_custom_chart": "Vega presets are made in the web app",
    "Api.sync_tensorboard": "it logs runs, which the package wandb does",
    "ArtifactCollection.load": "the collection has been read",
    "Artifact.add": "it adds values of the logging half; add_file() and new_file() add what is saved of them",
    "Artifact.digest_algorithm": "runql writes MD5 and reads either",
    "Artifact.distributed_id": "the inside of distributed logging",
    "Artifact.get_added_local_path_name": "it belongs to Artifact.add",
    "Artifact.json_encode": "the inside of the logging half",
    "Sweep.get": "it takes a GraphQL text; api.sweep() gets a sweep",
}
"""Public names that `runql.compat` does not have, and why."""

ABSENT_MEMBERS = {
    "QUERY": PAGING,
    "convert_objects": PAGING,
    "last_response": PAGING,
    "update_variables": PAGING,
}
"""Names that no list of `runql.compat` has, and why."""

ABSENT_PARAMETERS = {
    "service_api": "the official client's own connection",
    "client": "the official client's own connection",
    "attrs": "the official client's own objects",
    "executor": "the inside of downloads",
}


@pytest.fixture(scope="module")
def official() -> dict[str, dict[str, list[str] | None]]:
    found: dict[str, dict[str, list[str] | None]] = json.loads(
        forked.official.run(["-c", WALK], check=True).stdout
    )
    return found


def missing(official: dict[str, dict[str, list[str] | None]]) -> Iterator[str]:
    for name, members in official.items():
        kind: Any = getattr(public, name, None)
        if kind is None:
            yield name
            continue
        for member, parameters in members.items():
            ours = inspect.getattr_static(kind, member, None)
            if ours is None and member not in getattr(kind, "__annotations__", {}):
                if member not in ABSENT_MEMBERS:
                    yield f"{name}.{member}"
            elif parameters is not None and callable(getattr(kind, member, None)):
                known = inspect.signature(getattr(kind, member)).parameters
                if any(each.kind is each.VAR_KEYWORD for each in known.values()):
                    continue
                for each in parameters:
                    if each not in known and each not in ABSENT_PARAMETERS:
                        yield f"{name}.{member}({each}=)"


def test_every_public_name_is_there_or_has_a_reason(
    official: dict[str, dict[str, list[str] | None]],
) -> None:
    assert len(official) > 40
    assert [
        each
        for each in missing(official)
        if each not in ABSENT and each.split(".")[0] not in ABSENT
    ] == []


def test_no_reason_is_given_for_a_name_that_is_there(
    official: dict[str, dict[str, list[str] | None]],
) -> None:
    absent = set(missing(official))
    assert [each for each in ABSENT if each not in absent] == []


def test_the_module_stands_for_the_package() -> None:
    from runql.compat import wandb_api
    from runql.compat.apis.public import Api, Run, Runs
    from runql.compat.errors import CommError

    assert runql.compat.Api is wandb_api.Api is Api
    assert runql.compat.apis.public.Run is Run
    assert runql.compat.public.Runs is Runs
    assert runql.compat.CommError is CommError is runql.compat.errors.CommError
    assert vars(wandb_api)["__version__"] == "0.31.0"
