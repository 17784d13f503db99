"""Errors that tell a model what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.mcp.questions import filled

if TYPE_CHECKING:
    from tests.mcp.conftest import Connected, World

WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("find_runs", {"project": "P", "filters": "config.learning_rate > 1"}, "'config.lr'"),
    ("find_runs", {"project": "P", "filters": "config.batchsize > 1"}, "'config.batch_size'"),
    ("find_runs", {"project": "P", "filters": "state == 'finishd'"}, "finished"),
    ("find_runs", {"project": "P", "filters": "state = = 1"}, "^"),
    ("find_runs", {"project": "P", "columns": ["summary.acuracy"]}, "'summary.accuracy'"),
    ("find_runs", {"project": "P", "columns": ["nam"]}, "'name'"),
    ("find_runs", {"project": "P", "columns": ["config"]}, "config.KEY"),
    ("find_runs", {"project": "P", "order": "-summary.acuracy"}, "'summary.accuracy'"),
    ("find_runs", {"project": "P", "colums": ["id"]}, "'columns'"),
    ("find_runs", {"project": "P", "limit": 5000}, "less than or equal to 200"),
    ("find_runs", {"project": "P", "cursor": "x"}, "next_cursor"),
    ("find_runs", {"project": "nowhere"}, "nowhere"),
    ("get_run", {"run": "P/run999"}, "run999"),
    ("get_run", {"run": "P/run001", "keys": ["acuracy"]}, "'accuracy'"),
    ("get_metrics", {"run": "P/run001", "keys": ["los"]}, "'loss'"),
    ("get_metrics", {"run": "P/run001", "keys": ["los"], "exact": True}, "'loss'"),
    ("get_metrics", {"run": "P/run001", "keys": ["loss"], "x": "epok"}, "'epoch'"),
    ("get_metrics", {"run": "P/run001", "keys": ["loss"], "min_step": 3}, "exact=true"),
    ("compare_runs", {"runs": ["P/run001", "P/run001"]}, "duplicates"),
    ("compare_runs", {"runs": ["P/run001", "P/run002"], "metrics": ["los"]}, "'loss'"),
    ("aggregate_runs", {"project": "P", "by": ["config.l"], "statistics": {"summary.loss": ["mean"]}}, "config.lr"),
    ("aggregate_runs", {"project": "P", "by": ["config.lr"], "statistics": {"summary.los": ["mean"]}}, "summary.loss"),
    ("best_runs", {"project": "P", "metric": "acuracy", "mode": "max"}, "accuracy"),
    ("best_runs", {"project": "P", "metric": "accuracy", "mode": "max", "filters": "config.lrr > 0"}, "'config.lr'"),
    ("parameter_importance", {"project": "P", "metric": "acuracy"}, "accuracy"),
    ("parameter_importance", {"project": "P", "metric": "accuracy", "parameters": ["lrr"]}, "lr"),
    ("plot_metrics", {"project": "P", "metric": "los", "by": ["config.lr"]}, "'history.loss'"),
    ("plot_metrics", {"project": "P", "metric": "loss"}, "`by`"),
    ("describe_project", {"project": "P", "pattern": "zzz"}, "*loss*"),
    ("get_logs", {"run": "P/run001", "grep": "("}, "backslash"),
    ("list_artifacts", {"project": "P", "collection": "classifer"}, "'classifier'"),
    ("list_artifacts", {}, "either project or run"),
    ("artifact_lineage", {"artifact": "P/classifier:v99"}, "v99"),
    ("read_report", {"report": "nope"}, "URL"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("tool", "arguments", "said"), WRONG, ids=[f"{each[0]}-{each[2]}" for each in WRONG]
)
def test_an_error_says_what_to_do(
    model: Connected, world: World, tool: str, arguments: dict[str, Any], said: str
) -> None:
    text = model.error(tool, **filled(arguments, world.project, ""))
    assert said in text
    assert "Traceback" not in text
