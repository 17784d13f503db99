"""Registries on a sandbox, used by the official SDK, and what roles in them let people do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from runql import Artifact, RegistryRole, RegistryVisibility
from runql.errors import NotFoundError, PermissionDeniedError

if TYPE_CHECKING:
    from pathlib import Path

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
    target_path = "sandbox-org-entity/wandb-registry-used"
    assert used["linked"] == f"{target_path}/first:v0"
    assert used["content"] == "0.5"
    assert used["linked_artifacts"] == [f"{target_path}/first:v0", f"{target_path}/second:v0"]
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


def test_who_has_no_role_can_be_removed_again(sandbox: Sandbox) -> None:
    """As the official tests expect of a server: the second removal changes nothing."""
    person = sandbox.create_user("leaver")
    with sandbox.api() as api:
        registry = api.create_registry("left", organization=ORG, artifact_types=["model"])
        registry.add_members(person.username)
        for _ in range(2):
            registry.remove_members(person.username)
            assert person.username not in [each.name for each in registry.members()]
        with pytest.raises(NotFoundError, match="nobody-at-all"):
            registry.remove_members("nobody-at-all")


def test_only_administrators_of_the_server_add_users_of_other_organizations(
    sandbox: Sandbox,
) -> None:
    owner = sandbox.create_user("welcoming")
    outsider = sandbox.create_user("from-elsewhere", organization="elsewhere")
    with sandbox.api(owner) as api:
        made = api.create_registry("welcoming", "restricted", ORG)
        with pytest.raises(NotFoundError):
            made.add_members(api.user(outsider.username))
    with sandbox.api() as root:
        root.registry("welcoming", ORG).add_members(root.user(outsider.username))
    with sandbox.api(owner) as api:
        members = api.registry("welcoming", ORG).user_members()
        assert outsider.username in [each.username for each in members]


SEE = """
import json, pathlib
import wandb

api = wandb.Api()
found = api.artifact("sandbox-org/wandb-registry-shown/best:v0")
folder = pathlib.Path(found.download())
print(json.dumps({
    "content": (folder / "weights.txt").read_text(),
    "name": found.qualified_name,
    "source": [found.source_entity, found.source_project],
    "aliases": sorted(found.aliases),
}))
"""


def test_who_sees_only_the_registry_opens_what_is_linked_from_a_hidden_project(
    official: Official, sandbox: Sandbox, user: SandboxUser, tmp_path: Path
) -> None:
    owner = sandbox.create_user("secretive")
    with sandbox.api(owner) as api:
        shown = api.create_registry("shown", "restricted", ORG)
        shown.add_members(user.username)
        draft = Artifact("weights", "model")
        draft.add(b"0.5", "weights.txt")
        run = api.create_run("secret", run_id="maker")
        made = run.log_artifact(draft, aliases=["inner"])
        made.link("sandbox-org/wandb-registry-shown/best", aliases=["prod"])
        made.link("secret/elsewhere")
        run.use_artifact(made)
        assert made.logged_by() == run
        assert len(made.linked_artifacts) == 2
    with sandbox.api(user) as api:
        with pytest.raises(NotFoundError):
            api.artifact(f"{owner.entity}/secret/weights:v0")
        found = api.artifact("sandbox-org/wandb-registry-shown/best:v0")
        assert (found.aliases, found.is_link) == (["prod", "latest"], True)
        assert (found.source_entity, found.source_project) == ("", "")
        assert found.source_name == "weights:v0"
        root = found.download(tmp_path / "root", skip_cache=True)
        assert (root / "weights.txt").read_bytes() == b"0.5"
        assert found.verify(root).ok
        assert found.refresh().digest == made.digest
        assert [each.qualified_name for each in found.linked_artifacts] == [found.qualified_name]
        assert (found.logged_by(), found.used_by().all()) == (None, [])
        with pytest.raises(NotFoundError, match="has no access to its project"):
            _ = found.source_artifact
        lineage = found.lineage()
        assert [node.path for node in lineage.nodes] == ["weights:v0"]
        assert [each.name for each in api.registry("shown", ORG).versions()] == ["best:v0"]
        found.description = "mine"
        with pytest.raises(PermissionDeniedError):
            found.save()
        mine = api.create_run("mine", run_id="taker")
        assert mine.use_artifact("sandbox-org/wandb-registry-shown/best:prod").digest == made.digest
        (taken,) = mine.used_artifacts()
        with pytest.raises(NotFoundError, match="no access to the project") as caught:
            taken.download(tmp_path / "taken", skip_cache=True)
        assert "linked_artifacts" in str(caught.value)
        (linked,) = taken.linked_artifacts
        assert linked.verify(linked.download(tmp_path / "place", skip_cache=True)).ok
    seen = json.loads(official(SEE).strip().splitlines()[-1])
    assert seen == {
        "content": "0.5",
        "name": found.qualified_name,
        "source": ["", ""],
        "aliases": ["latest", "prod"],
    }


def test_a_registry_knows_more_types_than_a_page_has(sandbox: Sandbox) -> None:
    wanted = [f"type-{index:04}" for index in range(1005)]
    with sandbox.api(sandbox.create_user("typing")) as api:
        made = api.create_registry("typed", "restricted", ORG, artifact_types=wanted)
        assert api.registry("typed", ORG).artifact_types == wanted
        made.refresh()
        assert made.artifact_types == wanted
        made.artifact_types.append("more")
        made.update()
        assert api.registry("typed").artifact_types[0] == "more"
