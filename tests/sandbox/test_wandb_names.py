"""Calls and attributes of wandb on runql's objects: they work with a warning, or raise an error that names the replacement."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
import wandb

import runql
from runql import Api, AsyncApi
from runql.media import ColumnType, Table

if TYPE_CHECKING:
    from pathlib import Path

    from runql.testing import Sandbox, SandboxUser

Call = Callable[[Any], object]


@pytest.fixture(scope="module")
def held(
    sandbox: Sandbox, user: SandboxUser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Any]]:
    """An object of each kind, in a project of the module's own."""
    path = f"{user.entity}/names"
    with sandbox.api(user) as api:
        run = api.create_run(path, config={"lr": 0.1})
        run.summary.update({"loss": 0.5})
        run.upload_file(b"text", name="a.txt")
        draft = runql.Artifact("set", "dataset")
        draft.add("text", "a.txt")
        artifact = run.log_artifact(draft)
        sweep = api.create_sweep({"method": "grid", "parameters": {"x": {"values": [1]}}}, path)
        yield {
            "api": api,
            "artifact": artifact,
            "collection": api.artifact_collection("dataset", f"{path}/set"),
            "draft": draft,
            "file": run.file("a.txt"),
            "folder": tmp_path_factory.mktemp("downloads"),
            "path": path,
            "project": api.project(path),
            "run": api.run(f"{path}/{run.id}"),
            "runs": api.runs(path),
            "sweep": sweep,
            "table": Table(("a",), {"a": ColumnType("number")}, ((1,), (2,)), 2),
            "viewer": api.viewer,
        }


def text_of(path: Any) -> object:
    with path as file:
        return file.read()


ACCEPTED: dict[str, Call] = {
    "api.flush()": lambda o: o["api"].flush() is None,
    "api.api_key": lambda o: o["api"].api_key == o["api"].settings.api_key,
    "api.runs(lazy=, include_sweeps=)": lambda o: (
        len(o["api"].runs(o["path"], lazy=False, include_sweeps=True)) == 1
    ),
    "api.runs(positional per_page)": lambda o: len(o["api"].runs(o["path"], {}, None, 5)) == 1,
    "api.registries(filter=)": lambda o: bool(
        o["api"].registries("none", filter={}, start=None)._listing
    ),
    "api.artifact_versions()": lambda o: (
        len(o["api"].artifact_versions("dataset", f"{o['path']}/set")) == 1
    ),
    "api.users(username_or_email=)": lambda o: o["api"].users(username_or_email="x") is not None,
    "run.history(500)": lambda o: len(o["run"].history(500)) == 0,
    "run.history(pandas=False)": lambda o: o["run"].history(pandas=False) == [],
    "run.history(x_axis='_step')": lambda o: len(o["run"].history(x_axis="_step")) == 0,
    "run.scan_history(positional)": lambda o: list(o["run"].scan_history(None, 100, 0)) == [],
    "run.scan_history(use_cache=)": lambda o: list(o["run"].scan_history(use_cache=False)) == [],
    "run.beta_scan_history()": lambda o: list(o["run"].beta_scan_history(page_size=10)) == [],
    "next(run.scan_history())": lambda o: next(o["run"].scan_history(), None) is None,
    "run.load(force=True)": lambda o: o["run"].load(force=True) is o["run"],
    "run.load(True)": lambda o: o["run"].load(True) is o["run"],
    "run.load_full_data()": lambda o: o["run"].load_full_data(force=True) is o["run"],
    "run.save()": lambda o: o["run"].save() is None,
    "run.to_html()": lambda o: o["run"].url in o["run"].to_html(height=200),
    "run.display()": lambda o: o["run"].display() is False,
    "run._attrs": lambda o: o["run"]._attrs["displayName"] == o["run"].name,
    "project.to_html()": lambda o: o["project"].url in o["project"].to_html(hidden=True),
    "run.username": lambda o: o["run"].username == o["run"].entity,
    "run.createdAt": lambda o: o["run"].createdAt == o["run"].created_at,
    "run.rawconfig": lambda o: o["run"].rawconfig == o["run"].raw_config,
    "summary._json_dict": lambda o: (
        json.loads(json.dumps(o["run"].summary._json_dict))["loss"] == 0.5
    ),
    "summary.loss": lambda o: o["run"].summary.loss == 0.5,
    "next(runs)": lambda o: next(o["runs"]).id == o["run"].id,
    "runs.objects": lambda o: o["runs"].objects == list(o["runs"]),
    "runs.entity": lambda o: f"{o['runs'].entity}/{o['runs'].project}" == o["path"],
    "runs.upgrade_to_full()": lambda o: o["runs"].upgrade_to_full() is None,
    "artifact['x']": lambda o: hasattr(type(o["artifact"]), "__getitem__"),
    "artifact.wait()": lambda o: o["artifact"].wait(timeout=5) is o["artifact"],
    "artifact.get_path()": lambda o: o["artifact"].get_path("a.txt").path == "a.txt",
    "artifact.get_entry(name=)": lambda o: o["artifact"].get_entry(name="a.txt").path == "a.txt",
    "artifact.files(start=)": lambda o: len(o["artifact"].files(["a.txt"], 10, None)) == 1,
    "collection.aliases": lambda o: "latest" in o["collection"].aliases,
    "collection.artifacts(50)": lambda o: len(o["collection"].artifacts(50)) == 1,
    "project.artifacts_types()": lambda o: (
        [each.name for each in o["project"].artifacts_types(50)] == ["dataset"]
    ),
    "project.sweeps(50)": lambda o: len(o["project"].sweeps(50)) == 1,
    "sweep.load(force=)": lambda o: o["sweep"].load(force=True) is o["sweep"],
    "sweep.username": lambda o: o["sweep"].username == o["sweep"].entity,
    "viewer.admin": lambda o: o["viewer"].admin == o["viewer"].is_admin,
    "api.settings['entity']": lambda o: o["api"].settings["entity"] == o["api"].settings.entity,
    "api.settings.get()": lambda o: o["api"].settings.get("project", "none") is None,
    "user['username']": lambda o: o["viewer"]["username"] == o["viewer"].username,
    "'/'.join(project.path)": lambda o: "/".join(o["project"].path) == o["path"],
    "project.path[0]": lambda o: o["project"].path[0] == o["project"].entity,
    "run.history(stream='events')": lambda o: len(o["run"].history(100, None, "_step", False)) == 0,
    "run.history(x_axis=)": lambda o: (
        list(o["run"].history(keys=["loss"], x_axis="epoch")) == ["_step", "loss", "epoch"]
    ),
    "run.files(SQL pattern)": lambda o: (
        [each.name for each in o["run"].files("%.txt")] == ["a.txt"]
    ),
    "run.files(positional names)": lambda o: len(o["run"].files(["a.txt"], None, 5)) == 1,
    "file.download().close()": lambda o: (
        o["file"].download(o["folder"], True, False).close() is None
    ),
    "with file.download()": lambda o: text_of(o["file"].download(o["folder"])) == "text",
    "file.download().readline()": lambda o: (
        (path := o["file"].download(o["folder"])).readline() == "text" and path.close() is None
    ),
    "file.download().endswith()": lambda o: o["file"].download(o["folder"]).endswith("a.txt"),
    "artifact.download() + text": lambda o: (
        o["artifact"].download(o["folder"]) + "/a.txt"
    ).endswith("a.txt"),
    "artifact.download().replace(old, new)": lambda o: (
        o["artifact"].download(o["folder"]).replace(str(o["folder"]), "x") == "x"
    ),
    "table.data": lambda o: o["table"].data == o["table"].rows,
    "table.get_dataframe()": lambda o: o["table"].get_dataframe()["a"].tolist() == [1, 2],
    "table.get_column()": lambda o: o["table"].get_column("a") == (1, 2),
    "runql.CommError": lambda _: runql.CommError is runql.errors.RunQLError,  # type: ignore[attr-defined]
    "runql.apis.public.BetaReport": lambda _: runql.apis.public.BetaReport is runql.Report,  # type: ignore[attr-defined]
    "draft.add_file(policy=)": lambda o: o["draft"].add_file(
        __file__, "b.txt", is_tmp=False, skip_cache=True, policy="mutable", overwrite=True
    ),
}
"""Calls that give what they give in wandb; all of them warn, but those that only look."""

SILENT = {"artifact['x']"}


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_call_of_wandb_works_with_a_warning(held: dict[str, Any], name: str) -> None:
    if name in SILENT:
        assert ACCEPTED[name](held)
        return
    with pytest.warns(DeprecationWarning, match="wandb|runql") as caught:
        assert ACCEPTED[name](held)
    assert {warning.filename for warning in caught} == {__file__}


HINTED: dict[str, tuple[Call, str]] = {
    "file.download().read()": (lambda o: o["file"].download(o["folder"]).read(), "read_text()"),
    "json.load(file.download())": (
        lambda o: json.load(o["file"].download(o["folder"])),
        "read_text()",
    ),
    "for line in file.download()": (lambda o: [*o["file"].download(o["folder"])], "path.open()"),
    "api.user('x')['user_api']": (lambda o: o["viewer"][0], "has attributes"),
    "file._attrs": (lambda o: o["file"]._attrs, "file.size"),
    "run.dir": (lambda o: o["run"].dir, "folder"),
    "runs.histories(samples=)": (lambda o: o["runs"].histories(samples=10), "run.history(samples="),
    "runs.more": (lambda o: o["runs"].more, "loop"),
    "runs.length": (lambda o: o["runs"].length, "len(runs)"),
    "project.owner": (lambda o: o["project"].owner, "project.entity"),
    "artifact.add_file()": (lambda o: o["artifact"].add_file("x"), "new_draft()"),
    "draft.save()": (lambda o: o["draft"].save(), "log_artifact"),
    "draft.wait()": (lambda o: o["draft"].wait(), "log_artifact"),
    "api.update_automation()": (lambda o: o["api"].update_automation(1), "automation.update("),
    "api.delete_automation()": (lambda o: o["api"].delete_automation(1), "automation.delete()"),
    "api.run_queue()": (lambda o: o["api"].run_queue("e", "q"), "Launch"),
    "collection.change_type()": (lambda o: o["collection"].change_type("x"), "collection.type ="),
    "viewer.generate_api_key()": (lambda o: o["viewer"].generate_api_key(), "api.generate_api_key"),
    "file.path_uri": (lambda o: o["file"].path_uri, "file.direct_url"),
    "run.log_artifact(wandb.Artifact)": (
        lambda o: o["run"].log_artifact(wandb.Artifact("a", "b")),
        "runql.Artifact",
    ),
    "runql.Table": (lambda _: runql.Table, "runql.media.Table"),  # type: ignore[attr-defined]
    "runql.init": (lambda _: runql.init, "import wandb"),  # type: ignore[attr-defined]
}


@pytest.mark.parametrize("name", HINTED)
def test_the_error_of_a_call_of_wandb_says_what_to_write(held: dict[str, Any], name: str) -> None:
    call, hint = HINTED[name]
    with pytest.raises((AttributeError, TypeError)) as caught:
        call(held)
    assert hint in str(caught.value)


GAPS = {
    "pandas=": "run.history(pandas=False)",
    "positional samples": "run.history(500)",
    'stream="events"': "run.history(stream='events')",
    "x_axis=": "run.history(x_axis=)",
    "lazy=, include_sweeps=": "api.runs(lazy=, include_sweeps=)",
    "positional per_page": "api.runs(positional per_page)",
    "positional replace, root": "file.download().close()",
    "positional names": "run.files(positional names)",
    "load(force=)": "run.load(force=True)",
    "load_full_data": "run.load_full_data()",
    "save()": "run.save()",
    "flush()": "api.flush()",
    "wait()": "artifact.wait()",
    "artifact_versions": "api.artifact_versions()",
    "artifacts_types": "project.artifacts_types()",
    "next(runs)": "next(runs)",
    "runs.entity, project": "runs.entity",
    "runs.objects": "runs.objects",
    "run._attrs": "run._attrs",
    "run.to_html": "run.to_html()",
    "run.username": "run.username",
    "Summary._json_dict": "summary._json_dict",
    "summary.loss": "summary.loss",
    "Table.data": "table.data",
    "Table.get_dataframe": "table.get_dataframe()",
    "project.owner": "project.owner",
    'artifact["x"]': "artifact['x']",
    "collection.aliases": "collection.aliases",
    "filter=": "api.registries(filter=)",
    "update_automation": "api.update_automation()",
    "viewer.admin": "viewer.admin",
    "objects of wandb": "run.log_artifact(wandb.Artifact)",
}
"""Gaps that scripts met, and the case above that closes each; tests below have the others."""


@pytest.mark.parametrize("gap", GAPS)
def test_a_gap_is_closed_by_a_case(gap: str) -> None:
    assert GAPS[gap] in {*ACCEPTED, *HINTED}


def test_gaps_that_are_no_names(held: dict[str, Any], tmp_path: Path) -> None:
    artifact, collection = held["artifact"], held["collection"]
    folder = artifact.checkout(tmp_path / "out")
    assert (folder / "a.txt").read_text() == "text"
    for text in ("some", ""):
        artifact.description = text
        artifact.save()
    assert held["api"].artifact(artifact.qualified_name).description == ""
    assert collection.is_sequence()
    with pytest.warns(DeprecationWarning, match="is_sequence"):
        assert bool(collection.is_sequence)
    link = artifact.link(f"{held['path']}/linked-for-gaps")
    with pytest.raises(runql.errors.UsageError, match=r"unlink\(\)"):
        held["api"].artifact(f"{held['path']}/linked-for-gaps:latest").delete()
    assert link is not None


@pytest.mark.parametrize("kind", [Api, AsyncApi], ids=["sync", "async"])
def test_no_warning_or_error_shows_a_key(kind: Any) -> None:
    """They end in logs and in notebooks, which people share."""
    key, overrides = "k" * 40, {"entity": "team", "base_url": "https://example.org"}
    with pytest.warns(DeprecationWarning, match=r"api_key=\.\.\.") as first:
        kind(overrides=overrides, api_key=key)
    with (
        pytest.warns(DeprecationWarning, match="api_key=") as second,
        pytest.raises(TypeError) as raised,
    ):
        kind(overrides=overrides, api_key=key, colour="red")
    with pytest.raises(TypeError) as nested:
        kind({"api_key": "short", "colour": key}, 5, key, key, key)
    warned = [str(each.message) for each in (*first, *second)]
    told = [*warned, str(raised.value), str(nested.value)]
    assert not any(key in each or "short" in each for each in told)


@pytest.mark.parametrize("kind", [Api, AsyncApi])
def test_overrides_are_settings(kind: Any) -> None:
    overrides = {"entity": "team", "base_url": "https://example.org"}
    with pytest.warns(DeprecationWarning, match="entity='team'"):
        made = [kind(overrides), kind(overrides=overrides, timeout=5)]
    for api in made:
        assert (api.settings.entity, api.settings.base_url) == ("team", "https://example.org")


def test_an_override_that_is_no_setting_is_refused() -> None:
    with (
        pytest.warns(DeprecationWarning, match="runql|wandb"),
        pytest.raises(TypeError, match="colour"),
    ):
        Api(overrides={"colour": "red"})  # type: ignore[call-arg]


def test_a_misspelled_argument_is_an_error_of_python(held: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="unexpected keyword argument 'keyz'"):
        held["run"].history(keyz=["a"])
    with pytest.raises(AttributeError, match="no attribute 'sumary'"):
        _ = held["run"].sumary


def test_an_error_within_a_method_stays(held: dict[str, Any]) -> None:
    with pytest.raises(runql.errors.UsageError, match="keys must be a list"):
        held["run"].history(keys=3.5)


def test_aliases_and_tags_may_be_none_as_in_wandb(held: dict[str, Any]) -> None:
    draft = runql.Artifact("set", "dataset")
    draft.add("text", "a.txt")
    logged = held["run"].log_artifact(draft, aliases=None, tags=None)
    assert logged.tags == []
    assert logged.link(f"{held['path']}/linked", aliases=None).aliases == ["latest"]


def test_runs_of_a_sweep_are_a_list_and_a_call(held: dict[str, Any]) -> None:
    sweep = held["sweep"]
    assert not sweep.runs
    assert list(sweep.runs) == list(sweep.runs()) == []
    assert sweep.runs is sweep.runs
    assert sweep.runs(order="-created_at") is not sweep.runs


def test_projects_and_runs_are_named_as_in_wandb(held: dict[str, Any]) -> None:
    api, (entity, project) = held["api"], held["path"].split("/")
    assert api.project(name=project, entity=entity).id == held["project"].id
    made = api.create_run(run_id="named", project=project, entity=entity)
    assert made.path == [entity, project, "named"]
    made.delete()
    with pytest.raises(runql.errors.UsageError, match="path and project exclude each other"):
        api.create_run(held["path"], project=project)


async def test_async_objects_accept_names_too(sandbox: Sandbox, held: dict[str, Any]) -> None:
    async with AsyncApi(api_key=held["api"].settings.api_key, base_url=sandbox.base_url) as api:
        found: Any = await api.run("/".join(held["run"].path))
        with pytest.warns(DeprecationWarning, match="runql|wandb"):
            assert await found.history(pandas=False) == []
        with pytest.warns(DeprecationWarning, match="runql|wandb"):
            assert await found.load(force=True) is found
        with pytest.warns(DeprecationWarning, match="runql|wandb"):
            assert found.createdAt == found.created_at
        with pytest.warns(DeprecationWarning, match="runql|wandb"):
            assert await api.flush() is None  # type: ignore[attr-defined]
        collection: Any = await api.artifact_collection("dataset", f"{held['path']}/set")
        with pytest.warns(DeprecationWarning, match="runql|wandb"):
            assert "latest" in await collection.aliases
