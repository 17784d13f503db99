"""A misspelled key in a filter, an order or `fields=` is reported, with a few requests if it may exist."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from runql import Api, F, open_export
from runql.errors import UnknownKeyWarning
from tests.counting import Counting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from runql.testing import Sandbox, SandboxUser


@pytest.fixture
def transport() -> Counting:
    return Counting()


@pytest.fixture
def project(tmp_path: Path) -> str:
    return tmp_path.name


@pytest.fixture
def api(sandbox: Sandbox, user: SandboxUser, transport: Counting, project: str) -> Iterator[Api]:
    with Api(user.api_key, base_url=sandbox.base_url, transport=transport) as made:
        for rate in (0.1, 0.2):
            made.create_run(project, config={"lr": rate, "opt": {"name": "sgd"}})
        transport.seen.clear()
        yield made


@pytest.mark.parametrize(
    ("given", "length", "said"),
    [
        ({"filters": {"config.rl": 0.1}}, 0, "'config.rl' of the filter"),
        ({"filters": "config.opt.nam == 'sgd'"}, 0, "Did you mean 'config.opt.name'"),
        ({"filters": {"config.lr": {"$gt": "0"}}}, 0, "values of the type number"),
        ({"filters": "config.lr == 0.1 or config.rl == 0.2"}, 1, "'config.rl'"),
        ({"filters": {"config.rl": {"$ne": 0.1}}}, 2, "'config.rl'"),
        ({"order": "-config.rl"}, 2, "'config.rl' of the order"),
        ({"order": "-summary_metrics.loss", "fields": []}, 2, "'summary.loss'"),
        ({"fields": ["config.lr", "config.rl"]}, 2, "'config.rl' of fields="),
    ],
    ids=str,
)
def test_a_key_that_no_run_has_is_told_of(
    api: Api, project: str, given: dict[str, Any], length: int, said: str
) -> None:
    runs = api.runs(project, **given)
    with pytest.warns(UnknownKeyWarning, match=said) as caught:
        assert len(runs) == length
    assert len(caught) == 1
    assert caught[0].filename == __file__
    assert len(list(runs)) == length


@pytest.mark.parametrize("given", [{"filters": "config.rl == 1"}, {"order": "-config.rl"}], ids=str)
def test_a_warning_that_is_an_error_is_raised_at_each_read(
    api: Api, project: str, given: dict[str, Any]
) -> None:
    runs = api.runs(project, **given)
    for _ in range(2):
        # Tests of this project make errors of warnings.
        with pytest.raises(UnknownKeyWarning, match=r"'config\.rl'"):
            list(runs)


def test_a_list_whose_check_raised_is_read_from_its_start(
    api: Api, project: str, transport: Counting
) -> None:
    runs = api.runs(project, order="+config.rl", per_page=1)
    for _ in range(3):
        with pytest.raises(UnknownKeyWarning, match=r"'config\.rl'"):
            list(runs)
    transport.seen.clear()
    with pytest.warns(UnknownKeyWarning, match=r"'config\.rl'"):
        names = [run.id for run in runs]
    assert len(set(names)) == len(names) == 2
    assert transport.seen.count("ListRuns") == 3


def test_a_check_that_fails_takes_no_list_away(
    api: Api, project: str, transport: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        if b"ListProjectFields" in request.read():
            return httpx.Response(403, json={"errors": [{"message": "not today"}]})
        return real(request)

    real = transport.handle_request
    monkeypatch.setattr(transport, "handle_request", refuse)
    with pytest.warns(UserWarning, match=r"have 'config\.rl' failed: not today"):
        assert len(api.runs(project, order="-config.rl")) == 2


def test_an_opened_export_tells_of_keys_as_the_server_does(
    api: Api, project: str, tmp_path: Path
) -> None:
    api.export(project, tmp_path / "export")
    with open_export(tmp_path / "export") as opened:
        cases: list[tuple[dict[str, Any], int, str]] = [
            ({"filters": "config.rl == 1"}, 0, "'config.rl' of the filter"),
            ({"filters": "config.opt.nam == 'a'"}, 0, "mean 'config.opt.name'"),
            ({"filters": "config.lr == '1'"}, 0, "values of the type number"),
            ({"order": "-config.rl"}, 2, "'config.rl' of the order"),
        ]
        for given, length, said in cases:
            with pytest.warns(UnknownKeyWarning, match=said):
                assert len(opened.runs(project, **given)) == length
        assert not opened.runs(project, "config.lr == 7")


def test_what_the_first_page_shows_is_not_looked_up(
    api: Api, project: str, transport: Counting, recwarn: pytest.WarningsRecorder
) -> None:
    for given in (
        {"filters": "config.lr == 0.1 and config.opt.name == 'sgd'"},
        {"order": "-config.lr"},
        {"fields": ["config.lr", "config.opt.name"]},
        {"filters": {"config.rl": {"$exists": False}}},
    ):
        assert len(api.runs(project, **given)) > 0
    assert set(transport.seen) == {"ListRuns"}
    assert len(transport.seen) == 4
    assert not recwarn.list


def test_a_key_that_was_found_is_not_looked_up_again(
    api: Api, project: str, transport: Counting
) -> None:
    for rate in (0.3, 0.4, 0.5):
        assert not api.runs(project, {"config.lr": rate})
    assert transport.seen.count("ListProjectFields") == 1
    assert transport.seen.count("ListRuns") == 3
    with pytest.warns(UnknownKeyWarning, match=r"'config\.seed'"):
        assert not api.runs(project, {"config.seed": 3})
    api.create_run(project, config={"seed": 4})
    transport.seen.clear()
    assert not api.runs(project, {"config.seed": 3})
    assert transport.seen == ["ListRuns", "ListProjectFields"]


def test_nothing_is_told_of_a_project_without_keys(
    api: Api, recwarn: pytest.WarningsRecorder
) -> None:
    api.create_project("fresh")
    assert not api.runs("fresh", {"config.lr": 1})
    assert not recwarn.list


SWEEP = {"method": "random", "parameters": {"lr": {"min": 0, "max": 1}}, "name": "Rates compared"}


def test_a_display_name_instead_of_the_id_of_a_sweep_is_reported(
    api: Api, project: str, transport: Counting
) -> None:
    sweep = api.create_sweep(SWEEP, project)
    transport.seen.clear()
    for filters, said in (
        ({"sweep": "Rates compared"}, f"The sweep with this name has the ID '{sweep.id}'"),
        ({"sweep": "Rates compard"}, f"Did you mean '{sweep.id}', the ID of the sweep 'Rates comp"),
        ({"sweep": sweep.id[:-1]}, f"Did you mean '{sweep.id}'"),
        ({"$and": [{"sweep": {"$in": ["??????"]}}, {"state": "failed"}]}, "lists the sweeps"),
    ):
        runs = api.runs(project, filters)
        with pytest.warns(UnknownKeyWarning, match=re.escape(said)) as caught:
            assert runs.all() == []
        assert [each.filename for each in caught] == [__file__]
    assert transport.seen == ["ListRuns", "GetSweep", "ListSweeps"] * 4
    refused = api.runs(project, {"sweep": "Rates compared"})
    for _ in range(2):  # A warning that is an error is raised at each read.
        with pytest.raises(UnknownKeyWarning, match="with this name"):
            refused.all()


def test_the_id_of_a_sweep_without_runs_is_not_reported(
    api: Api, project: str, transport: Counting
) -> None:
    sweep = api.create_sweep(SWEEP, project)
    transport.seen.clear()
    assert api.runs(project, {"sweep": sweep.id}).all() == []
    assert transport.seen == ["ListRuns", "GetSweep"]
    transport.seen.clear()
    for runs in (sweep.runs, sweep.runs({"state": "failed"})):
        assert runs.all() == []
    for filters in ({"sweep": {"$ne": "x"}}, {"$nor": [{"sweep": "x"}]}):
        assert len(api.runs(project, filters)) == 2
    assert api.runs(project, {"sweep": {"$regex": "x"}}).all() == []
    assert api.runs(project, {"sweep": "x"}, limit=0).all() == []
    assert transport.seen == ["ListRuns"] * 5


def test_a_display_name_instead_of_the_id_of_a_run_is_reported(
    api: Api, project: str, transport: Counting
) -> None:
    ids = [api.create_run(project, name="Base line").id for _ in range(2)]
    transport.seen.clear()
    for filters in (
        F.name == "Base line",
        {"name": {"$in": ["nothing", "Base line"]}},
        {"$and": [{"name": {"$regex": "^Base"}}, {"state": {"$ne": "crashed"}}]},
    ):
        runs = api.runs(project, filters)
        with pytest.warns(UnknownKeyWarning, match=r"Use F\.display_name") as caught:
            assert runs.all() == []
        assert [each.filename for each in caught] == [__file__]
        assert ids[0] in str(caught[0].message)
        assert "(and 1 more)" in str(caught[0].message)
    assert transport.seen == ["ListRuns"] * 6


def test_an_unknown_id_of_a_run_is_not_reported(
    api: Api, project: str, transport: Counting, recwarn: pytest.WarningsRecorder
) -> None:
    made = api.create_run(project, name="Base line")
    transport.seen.clear()
    assert len(api.runs(project, F.name == made.id)) == 1
    assert api.runs(project, {"$or": [{"name": "Base line"}, {"state": "crashed"}]}).all() == []
    assert api.runs(project, F.display_name == "Base").all() == []
    assert api.runs(project, {"name": {"$not": {"$regex": ""}}}).all() == []
    assert transport.seen == ["ListRuns"] * 4
    assert api.runs(project, F.name == "nothing").all() == []
    same = api.create_run(project, run_id="same", name="same", state="finished")
    transport.seen.clear()
    assert api.runs(project, (F.name == same.id) & (F.state == "crashed")).all() == []
    assert transport.seen == ["ListRuns"] * 2
    assert not recwarn.list
