"""Registries on a sandbox, used by the official SDK, and what roles in them let people do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from runql import RegistryRole, RegistryVisibility
from runql.errors import NotFoundError, PermissionDeniedError

if TYPE_CHECKING:
    from runql.testing import Sandbox, SandboxUser
    from tests.fix_sandbox import Official

ORG = "sandbox-org"

USE = """
import json, pathlib
import wandb

settings = wandb.Settings(console="off", silent=True, x_disable_stats=True)
api = wandb.Api()
registry = api.create_registry(
    "used", visibility="restricted", organization="sandbox-org", artifact_types=["model"]
)
run = wandb.init(project="p", id="maker", settings=settings)
artifact = wandb.Artifact("weights", "model")
with artifact.new_file("weights.txt") as file:
    file.write("0.5")
run.log_artifact(artifact).wait()
linked = run.link_artifact(artifact, "wandb-registry-used/first", aliases=["prod"])
artifact.link("sandbox-org/wandb-registry-used/second")
taken = run.use_artifact("wandb-registry-used/first:prod")
folder = pathlib.Path(taken.download())
found = {
    "linked": linked.qualified_name,
    "content": (folder / "weights.txt").read_text(),
    "linked_artifacts": sorted(each.qualified_name for each in artifact.linked_artifacts),
    "collections": sorted(
        each.name for each in api.artifact_collections("wandb-registry-used", "model")
    ),
    "exists": api.artifact_exists("sandbox-org/wandb-registry-used/second:v0"),
}
other = wandb.Artifact("data", "dataset")
with other.new_file("data.txt") as file:
    file.write("1")
run.log_artifact(other).wait()
try:
    other.link("wandb-registry-used/third")
except Exception as error:
    found["refused"] = str(error)
run.finish()
found["members"] = [[each.user.username, getattr(each.role, "value", each.role)] for each in registry.user_members()]
print(json.dumps(found))
"""


def test_the_official_sdk_links_and_takes(
    official: Official, sandbox: Sandbox, user: SandboxUser
) -> None:
    used = json.loads(official(USE).strip().splitlines()[-1])
    home = "sandbox-org-entity/wandb-registry-used"
    assert used["linked"] == f"{home}/first:v0"
    assert used["content"] == "0.5"
    assert used["linked_artifacts"] == [f"{home}/first:v0", f"{home}/second:v0"]
    assert used["collections"] == ["first", "second"]
    assert used["exists"]
    assert "takes no artifacts of the type 'dataset'" in used["refused"]
    assert used["members"] == [[user.username, "admin"]]
    with sandbox.api(user) as api:
        # A project goes with the artifacts in it, and with the links to them.
        api.project(f"{user.entity}/p").delete()
        registry = api.registry("used", ORG)
        assert registry.versions().all() == []
        assert [each.name for each in registry.collections(order="name")] == ["first", "second"]


def test_roles_decide_who_sees_and_changes_a_registry(sandbox: Sandbox) -> None:
    owner, guest = sandbox.create_user("owning"), sandbox.create_user("visiting")
    with sandbox.api(owner) as api, sandbox.api(guest) as theirs:
        hidden = api.create_registry("hidden", "restricted", ORG)
        with pytest.raises(NotFoundError):
            theirs.registry("hidden", ORG)
        assert [each.name for each in theirs.registries(ORG, {"name": "hidden"})] == []
        hidden.add_members("visiting")
        seen = theirs.registry("hidden", ORG)
        seen.description = "changed"
        with pytest.raises(PermissionDeniedError):
            seen.update()
        hidden.update_member("visiting", RegistryRole.MEMBER)
        seen.update()
        hidden.refresh()
        assert hidden.description == "changed"
        seen.visibility = RegistryVisibility.ORGANIZATION
        with pytest.raises(PermissionDeniedError):
            seen.update()
        with pytest.raises(PermissionDeniedError):
            seen.add_members("owning")
        with pytest.raises(PermissionDeniedError):
            seen.delete()
        hidden.update_member("visiting", "admin")
        seen.update()
        hidden.refresh()
        assert hidden.visibility is RegistryVisibility.ORGANIZATION
        seen.delete()
        with pytest.raises(NotFoundError):
            hidden.refresh()
