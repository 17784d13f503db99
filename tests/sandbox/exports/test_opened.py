"""Exports that are opened in place of a server: the same answers, and errors for what they do not hold."""

from __future__ import annotations

import json
import math
import pickle
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import runql
from runql import Api, F
from runql.errors import (
    ExportCorruptedError,
    FilterError,
    NotExportedError,
    NotFoundError,
    ReadOnlyError,
    UsageError,
)
from tests.sandbox.exports.data import FORMATS, PROJECT, stream, target_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from runql._models.exports.settings import ExportFormat
    from runql.testing import Sandbox, SandboxUser
    from tests.fix_sandbox import Official

LOG = (Path(__file__).parents[2] / "official" / "exports.py").read_text()
ROWS: Final[list[dict[str, Any]]] = [
    {
        "_step": step,
        "_timestamp": 1000.0 + step,
        "_runtime": step,
        "loss": 1 / (step + 1) if step % 7 else math.nan,
        "reward": step * step,
        "deep": {"a": step, "b": {"c": f"text {step}"}},
        "kind": [1, "two", None, 3.5, True, {"x": 1}, [1]][step % 7],
        "run_id": f"own {step}" if step % 3 else step,
        **({"rare": step} if step % 50 == 0 else {}),
    }
    for step in range(300)
]


@pytest.fixture(scope="module")
def server(official: Official, sandbox: Sandbox, user: SandboxUser) -> Iterator[Api]:
    official(LOG)
    metrics = [{"system.cpu": 10.5 + at, "_timestamp": 100.0 + at} for at in range(5)]
    with sandbox.api(user) as api:
        for index in range(6):
            name = f"many{index}"
            api.create_run(
                PROJECT,
                run_id=name,
                config={"seed": index % 3, "algo": "ppo" if index % 2 else "sac", "lr": 0.1**index},
                tags=["many", f"t{index}"],
                group=f"g{index % 2}",
            )
            stream(sandbox, user, name, "wandb-events.jsonl", metrics[:index], PROJECT)
            rows = ROWS[: 100 + 40 * index]
            end: dict[str, object] = {"complete": True, "exitcode": index % 2} if index < 5 else {}
            stream(sandbox, user, name, "wandb-history.jsonl", rows, PROJECT, **end)
            run = api.run(f"{PROJECT}/{name}")
            run.summary["loss"] = rows[-1]["loss"]
            run.summary["best"] = {"reward": index}
            run.update()
            run.upload_file(f"file {index}\n".encode(), name=f"out/Odd näme {index}.txt")
        yield api


@pytest.fixture(scope="module")
def folder(server: Api, tmp_path_factory: pytest.TempPathFactory) -> Path:
    to = tmp_path_factory.mktemp("opened") / "export"
    assert server.export(PROJECT, to, files="*").ok
    return to


@pytest.fixture(scope="module")
def opened(folder: Path) -> Iterator[Api]:
    with runql.open_export(folder) as api:
        yield api


def ids(api: Api, filters: object = None, order: str | None = None) -> list[str]:
    return [run.id for run in api.runs(PROJECT, filters, order)]  # type: ignore[arg-type]


def run_of(api: Api, name: str = "many3") -> Any:
    return api.run(f"{PROJECT}/{name}")


def attributes(api: Api) -> list[dict[str, object]]:
    names = (
        "id", "name", "state", "user", "group", "job_type", "tags", "created_at", "heartbeat_at", "updated_at",
        "duration", "history_line_count", "notes", "description", "commit", "host", "url", "storage_id", "path",
        "sweep_name", "read_only", "project_id", "last_history_step", "history_keys", "raw_config",
    )  # fmt: skip
    return [
        {name: str(getattr(run, name)) for name in names if hasattr(run, name)}
        for run in api.runs(PROJECT)
    ]


QUESTIONS: Final[Mapping[str, Callable[[Api], Any]]] = {
    "every run": ids,
    "number of runs": lambda api: len(api.runs(PROJECT)),
    "newest first": lambda api: ids(api, order="-created_at"),
    "order by config": lambda api: ids(api, order="-config.lr"),
    "order by summary": lambda api: ids(api, order="+summary_metrics.loss"),
    "order by nested summary": lambda api: ids(api, order="-summary_metrics.best.reward"),
    "filter text": lambda api: ids(api, 'state = "failed" and config.algo = "ppo"'),
    "filter dict": lambda api: ids(api, {"config.seed": {"$in": [0, 2]}, "tags": "many"}),
    "filter expression": lambda api: ids(api, F.config["lr"] < 0.01),
    "filter negated": lambda api: ids(api, ~(F.state == "finished")),
    "filter regex": lambda api: ids(api, {"display_name": {"$regex": "^many[0-2]$"}}),
    "filter exists": lambda api: ids(api, {"config.seed": {"$exists": True}}),
    "filter time": lambda api: ids(api, {"created_at": {"$gt": "2020-01-01"}}),
    "filter user": lambda api: ids(api, {"username": run_of(api).user.username}),
    "filter nothing fits": lambda api: ids(api, {"config.seed": 77}),
    "limit": lambda api: [run.id for run in api.runs(PROJECT, limit=3)],
    "pages": lambda api: [run.id for run in api.runs(PROJECT, per_page=2)],
    "attributes": attributes,
    "config": lambda api: [run.config for run in api.runs(PROJECT)],
    "summary": lambda api: [str(dict(run.summary)) for run in api.runs(PROJECT)],
    "system metrics": lambda api: [
        run.system_metrics for run in api.runs(PROJECT, {"tags": "many"})
    ],
    "table": lambda api: api.runs(PROJECT).to_pandas(),
    "table of some fields": lambda api: api.runs(PROJECT, fields=["config.lr"]).to_pandas(),
    "history": lambda api: run_of(api).history(),
    "history of keys": lambda api: run_of(api).history(["loss", "rare"]),
    "history of all of keys": lambda api: run_of(api).history(["loss", "rare"], how="all"),
    "history between steps": lambda api: run_of(api).history(["reward"], min_step=10, max_step=20),
    "history as polars": lambda api: run_of(api).history(format="polars").to_pandas(),
    "history as arrow": lambda api: run_of(api).history(["reward"], format="arrow").to_pylist(),
    "history as records": lambda api: list(run_of(api).history(format="records")),
    "history of parts": lambda api: run_of(api).history(["deep.b.c", "kind"]),
    "history of a whole": lambda api: list(run_of(api).history(["deep"], format="records")),
    "sampled history": lambda api: run_of(api).history(["reward"], samples=11),
    "history of a live run": lambda api: run_of(api, "many5").history(),
    "histories of the official SDK": lambda api: [
        list(run_of(api, name).history(format="records")) for name in ("plain", "mixed", "Capital")
    ],
    "scan": lambda api: list(run_of(api).scan_history(page_size=37)),
    "scan of keys": lambda api: list(run_of(api).scan_history(["loss"], page_size=10)),
    "history info": lambda api: run_of(api).history_info().total_rows,
    "buckets": lambda api: run_of(api).history_buckets(["reward"], buckets=7).to_records(),
    "system metrics history": lambda api: run_of(api).system_metrics_history(),
    "histories": lambda api: api.runs(PROJECT, {"tags": "many"}).histories(["loss"]).to_pandas(),
    "curves": lambda api: (
        api.runs(PROJECT, {"tags": "many"})
        .curves("reward", by=["config.algo"], grid=20)
        .to_pandas()
    ),
    "groups": lambda api: (
        api.runs(PROJECT, {"tags": "many"})
        .group_by("config.algo")
        .aggregate({"summary.best.reward": ["max", "mean"], "config.lr": "median"})
        .to_pandas()
    ),
    "differences": lambda api: [
        str(each) for each in api.runs(PROJECT, {"tags": "many"}).differences()
    ],
    "stitched": lambda api: (
        api.runs(PROJECT, {"group": "g1"}).stitch(["reward", "rare"]).to_pandas()
    ),
    "stitched, first wins": lambda api: str(
        api.runs(PROJECT, {"group": "g0"}).stitch(["reward"], rule="first").runs
    ),
    "parameter importance": lambda api: [
        str(each)
        for each in api.runs(PROJECT, {"tags": "many"}).parameter_importance(
            "best.reward", include_failed=True
        )
    ],
    "correlation": lambda api: [
        str(each)
        for each in api.runs(PROJECT, {"tags": "many"}).correlation(
            "best.reward", include_failed=True
        )
    ],
    "best by metric": lambda api: [
        run.id for run in api.runs(PROJECT, {"tags": "many"}).best("best.reward", mode="max", n=3)
    ],
    "latest by": lambda api: [
        run.id for run in api.runs(PROJECT, {"tags": "many"}).latest_by("config.seed")
    ],
    "two runs compared": lambda api: str(run_of(api).diff(run_of(api, "many4"))),
    "file names": lambda api: sorted(
        (file.name, file.size, file.md5, file.mimetype) for file in run_of(api).files()
    ),
    "files that fit": lambda api: [file.name for file in run_of(api).files("*.txt")],
    "file content": lambda api: run_of(api).file("out/Odd näme 3.txt").read(),
    "run by id": lambda api: run_of(api, "Capital").name,
    "state": lambda api: run_of(api).state,
    "best": lambda api: ids(api, order="-summary_metrics.best.reward")[0],
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_opened_export_answers_as_the_server_does(
    question: str, server: Api, opened: Api
) -> None:
    wanted, found = QUESTIONS[question](server), QUESTIONS[question](opened)
    if isinstance(wanted, pd.DataFrame):
        assert_frame_equal(found, wanted)
    else:
        assert json.dumps(found, sort_keys=True, default=str) == json.dumps(
            wanted, sort_keys=True, default=str
        )
    assert question == "filter nothing fits" or len(str(wanted)) > 0


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_opens(kind: ExportFormat, server: Api, tmp_path: Path) -> None:
    to = target_for(tmp_path, kind)
    server.export(PROJECT, to, format=kind)
    with runql.open_export(to) as api:
        assert ids(api) == ids(server)
        assert_frame_equal(run_of(api).history(["kind"]), run_of(server).history(["kind"]))


async def test_the_async_client_reads_the_same(folder: Path, opened: Api) -> None:
    async with runql.open_export_async(folder) as api:
        assert [run.id async for run in api.runs(order="-created_at")] == ids(
            opened, order="-created_at"
        )
        run = await api.run("many3")
        assert_frame_equal(await run.history(), run_of(opened).history())


def test_paths_may_leave_the_project_out_and_pickles_travel(opened: Api) -> None:
    again = pickle.loads(pickle.dumps(opened))
    assert [run.id for run in again.runs()] == ids(opened)
    assert again.run("many1").history().equals(run_of(opened, "many1").history())


@pytest.mark.parametrize(
    "change",
    [
        lambda api: api.create_run(PROJECT, run_id="new"),
        lambda api: run_of(api).delete(),
        lambda api: api.runs(PROJECT).delete(dry_run=False),
        lambda api: api.runs(PROJECT).modify(add_tags=["x"]),
        lambda api: run_of(api).upload_file(b"x", name="x"),
        lambda api: run_of(api).file("out/Odd näme 3.txt").delete(),
    ],
    ids=["create", "delete", "delete all", "tag all", "upload", "delete a file"],
)
def test_changes_are_refused(change: Callable[[Api], object], opened: Api) -> None:
    with pytest.raises(ReadOnlyError, match="opened for reading"):
        change(opened)


def test_an_edit_is_refused_when_it_is_saved(opened: Api) -> None:
    run = run_of(opened)
    run.tags.append("x")
    with pytest.raises(ReadOnlyError):
        run.update()


@pytest.mark.parametrize(
    "question",
    [
        lambda api: list(api.runs("other-project")),
        lambda api: list(api.sweeps(PROJECT)),
        lambda api: list(run_of(api).logged_artifacts()),
        lambda api: list(run_of(api).console_logs()),
        lambda api: list(api.reports(PROJECT)),
        lambda api: api.viewer,
    ],
    ids=["project", "sweeps", "artifacts", "console", "reports", "viewer"],
)
def test_what_was_not_exported_is_an_error(question: Callable[[Api], object], opened: Api) -> None:
    with pytest.raises(NotExportedError):
        question(opened)


def test_a_part_of_a_project_says_what_it_lacks(server: Api, tmp_path: Path) -> None:
    server.export(PROJECT, tmp_path, {"tags": "many"}, keys=["loss"], system_metrics=False)
    with runql.open_export(tmp_path) as api:
        run = api.run("many3")
        wanted = run_of(server).history(["loss"])
        assert_frame_equal(run.history(["loss"]), wanted)
        for lacking in (
            lambda: run.history(),
            lambda: run.history(["reward"]),
            lambda: run.history(["loss", "_timestamp"]),
            lambda: run.history(["_step"]),
            lambda: list(run.scan_history()),
            lambda: run.history_buckets(["reward"]),
            lambda: run.system_metrics_history(),
            lambda: run.system_metrics,
            lambda: list(run.files()),
            lambda: list(api.runs(filters={"config.seed": 77})),
            lambda: len(api.runs(filters={"config.seed": 77})),
            lambda: api.run("plain"),
        ):
            with pytest.raises(NotExportedError):
                lacking()
        with pytest.warns(UserWarning, match="no key 'losss'"):
            assert run.history(["losss"]).empty


def test_names_that_do_not_exist_are_errors_as_on_the_server(opened: Api) -> None:
    with pytest.raises(NotFoundError):
        run_of(opened, "nobody")
    with pytest.raises(FilterError):
        ids(opened, {"stat": "finished"})
    with pytest.raises(UsageError):
        run_of(opened).history_buckets(["losss"])


def test_damage_and_other_folders_are_refused(server: Api, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No finished export"):
        runql.open_export(tmp_path)
    server.export(PROJECT, tmp_path / "to")
    manifest = tmp_path / "to" / "manifest.json"
    text = manifest.read_text()
    document = json.loads(text)
    document["tables"].pop("snapshots")
    manifest.write_text(json.dumps({**document, "version": 1}))
    with pytest.raises(NotExportedError, match="earlier version"):
        runql.open_export(tmp_path / "to")
    manifest.write_text(text)
    part = tmp_path / "to" / "history" / "many1.parquet"
    part.write_bytes(part.read_bytes()[:-1])
    with pytest.raises(ExportCorruptedError, match="many1"):
        runql.open_export(tmp_path / "to")


def test_an_export_of_an_earlier_version_is_brought_up_to_date(server: Api, tmp_path: Path) -> None:
    server.export(PROJECT, tmp_path, {"tags": "t1"})
    manifest = tmp_path / "manifest.json"
    document = json.loads(manifest.read_text())
    document["tables"].pop("snapshots")
    (tmp_path / "snapshots.parquet").unlink()
    for record in document["runs"].values():
        del record["layout"], record["listed"]
    manifest.write_text(json.dumps({**document, "version": 1}))
    assert server.export(PROJECT, tmp_path, {"tags": "t1"}, verify=True).exported == ("many1",)
    with runql.open_export(tmp_path) as api:
        assert_frame_equal(api.run("many1").history(), run_of(server, "many1").history())


def test_runs_that_the_server_lists_no_more_are_there_if_asked_for(
    sandbox: Sandbox, user: SandboxUser, tmp_path: Path
) -> None:
    with sandbox.api(user) as api:
        for name in ("stays", "goes"):
            api.create_run("gone", run_id=name, config={"name": name})
        api.export("gone", tmp_path)
        api.run("gone/goes").delete()
        api.export("gone", tmp_path)
    with runql.open_export(tmp_path) as api:
        assert [run.id for run in api.runs()] == ["stays"]
    with runql.open_export(tmp_path, deleted=True) as api:
        assert sorted(run.id for run in api.runs()) == ["goes", "stays"]
        assert api.run("goes").config == {"name": "goes"}
