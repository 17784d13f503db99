"""`runql.compat` has the error messages and rarer attributes of the official client that scripts use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import runql
import runql.compat as wandb
from runql.compat.errors import CommError

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable

    from runql.testing import Sandbox, SandboxUser


@pytest.fixture(scope="module")
def api(sandbox: Sandbox, user: SandboxUser) -> wandb.Api:
    overrides = {"base_url": sandbox.base_url, "entity": user.entity}
    return wandb.Api(overrides=overrides, api_key=user.api_key)


@pytest.fixture(scope="module")
def owner(api: wandb.Api) -> str:
    """The user's organization."""
    return api.organization().name


def test_a_registry_that_is_gone_fails_to_load_and_to_be_deleted(
    api: wandb.Api, owner: str
) -> None:
    registry = api.create_registry("gone", "organization", owner)
    registry.delete()
    with pytest.raises(
        ValueError, match=f"Failed to load registry 'gone' in organization '{owner}'"
    ):
        registry.load()
    with pytest.raises(ValueError, match="Failed to delete registry 'gone'"):
        registry.delete()
    with pytest.raises(ValueError, match="Failed to load registry 'gone'") as caught:
        api.registry("gone", owner)
    assert isinstance(caught.value, CommError)
    assert isinstance(caught.value.exc, runql.errors.NotFoundError)


def test_a_registry_is_refused_in_the_official_words(api: wandb.Api, owner: str) -> None:
    held = api.create_registry("taken", "organization", owner)
    held.name = "p" * 114
    with pytest.raises(ValueError, match="must be 113 characters or less"):
        held.save()
    with pytest.raises(ValueError, match="please use a different name"):
        api.create_registry("taken", "organization", owner)
    with pytest.raises(ValueError, match="Invalid project/registry name"):
        api.create_registry("a:b", "organization", owner)
    with pytest.raises(ValueError, match="must be 113 characters or less"):
        api.create_registry("p" * 114, "organization", owner)
    with pytest.raises(ValueError, match="Invalid visibility 'secret'"):
        api.create_registry("seen", "secret", owner)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="Artifact types must not contain any of the"):
        api.create_registry("typed", "organization", owner, artifact_types=["a/b"])


def test_an_unknown_organization_is_named(api: wandb.Api) -> None:
    with pytest.raises(CommError, match=r"(?i)organization.*'nowhere'.*not found"):
        api.create_registry("new", "organization", "nowhere")
    with pytest.raises(CommError, match=r"(?i)organization.*'nowhere'.*not found"):
        api.registry("new", "nowhere")


def test_types_of_a_registry_are_drafts_until_they_are_saved(api: wandb.Api, owner: str) -> None:
    registry = api.create_registry("drafts", "organization", owner)
    registry.artifact_types.append("model")
    with pytest.raises(ValueError, match="Cannot update artifact types when"):
        registry.save()
    registry.allow_all_artifact_types = False
    registry.save()
    assert (registry.artifact_types, registry.artifact_types.draft) == (["model"], ())
    registry.artifact_types.append("dataset")
    registry.artifact_types.append("dataset")
    assert registry.artifact_types.draft == ("dataset",)
    with pytest.raises(ValueError, match="Cannot remove artifact type 'model'"):
        registry.artifact_types.remove("model")
    registry.artifact_types.remove("dataset")
    registry.save()
    assert api.registry("drafts", owner).artifact_types == ["model"]


def test_registries_are_those_of_the_settings_organization(
    sandbox: Sandbox, user: SandboxUser, owner: str
) -> None:
    overrides = {"base_url": sandbox.base_url, "organization": "nowhere"}
    other = wandb.Api(overrides=overrides, api_key=user.api_key)
    with pytest.raises(CommError, match="nowhere"):
        list(other.registries())
    assert other.create_registry("settings", "organization", owner).organization == owner


def test_files_of_an_artifact_name_their_place_in_the_storage(
    api: wandb.Api,
    sandbox: Sandbox,
    user: SandboxUser,
    requests: Callable[[], Counter[str]],
) -> None:
    with sandbox.api(user) as plain:
        draft = runql.Artifact("stored", "dataset")
        for name in ("a.txt", "b/c.txt"):
            draft.add(f"content of {name}", name)
        plain.log_artifact(draft, f"{user.entity}/words")
        run = plain.create_run(f"{user.entity}/words")
        run.upload_file(__file__)
    files = api.artifact(f"{user.entity}/words/stored:v0").files()
    assert len(list(files)) == 2
    requests()
    paths = [file.storage_path for file in files]
    assert len(set(paths)) == 2
    assert all(path and path.startswith("wandb_artifacts/") for path in paths)
    assert requests().total() == 1
    with pytest.raises(AttributeError, match="storage_path"):
        _ = api.run(f"{user.entity}/words/{run.id}").files()[0].storage_path


def test_the_viewer_found_by_name_has_keys(api: wandb.Api, user: SandboxUser) -> None:
    found = api.user(user.username)
    assert found is not None
    assert found.api_keys == api.viewer.api_keys


def test_the_kind_of_a_member_is_that_of_the_official_enum(api: wandb.Api, owner: str) -> None:
    registry = api.create_registry("people", "organization", owner)
    assert [member.kind for member in registry.members()] == ["User"]
    from wandb.apis.public.registries import _members

    assert registry.members()[0].kind is _members.MemberKind.USER


def test_paths_of_artifacts_are_split(api: wandb.Api, user: SandboxUser) -> None:
    split = api._parse_artifact_path
    assert split("e/p/a:alias/with:slashes") == ("e", "p", "a:alias/with:slashes")
    assert split("p/a") == (user.entity, "p", "a")
    assert split("a:v0") == (user.entity, "uncategorized", "a:v0")


def test_the_id_of_a_project_that_does_not_exist_is_a_value_error(api: wandb.Api) -> None:
    project = api.project("no-such-project")

    with pytest.raises(ValueError, match="Project no-such-project not found") as caught:
        _ = project.id
    assert isinstance(caught.value, CommError)
