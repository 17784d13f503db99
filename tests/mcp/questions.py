"""Questions of a researcher: the tool calls that answer each, and the answer that pandas computes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.mcp.data import MadeRun

Answer = dict[str, Any]


@dataclass(frozen=True)
class Question:
    """A question.

    `P` in arguments and in the code of wandb stands for the path of the project.
    """

    text: str
    tool: str
    arguments: dict[str, Any]
    read: Callable[[Answer], object]
    right: Callable[[Any, list[MadeRun]], object]
    wandb: str


def column(answer: Answer, name: str) -> list[Any]:
    index = answer["columns"].index(name)
    return [row[index] for row in answer["rows"]]


def keys(answer: Answer) -> dict[str, Any]:
    return {each["name"]: each for each in answer["keys"]}


def rounded(value: float) -> float:
    return float(f"{value:.6g}")


def grouped(answer: Answer, by: list[str], value: str) -> dict[Any, Any]:
    names = [column(answer, each) for each in by]
    keyed = zip(*names, strict=True) if len(by) > 1 else names[0]
    return dict(zip(keyed, column(answer, value), strict=True))


def differing(answer: Answer) -> dict[str, Any]:
    return {each["key"]: each["values"] for each in answer["differences"]}


def means(frame: Any, by: str) -> dict[Any, float]:
    return {key: rounded(value) for key, value in frame.groupby(by)["accuracy"].mean().items()}


def middle(runs: list[MadeRun], number: int, place: float) -> float:
    rows = runs[number].rows
    return rounded(
        float(np.interp(place, [row["_step"] for row in rows], [row["loss"] for row in rows]))
    )


def history(run: str, keys: str) -> str:
    return f"list(api.run(P + '/{run}').scan_history(keys={keys}))"


QUESTIONS = [
    Question(
        "Which projects do I have?",
        "find_projects",
        {},
        lambda answer: column(answer, "name"),
        lambda frame, runs: ["vision"],
        "[p.name for p in api.projects(E)]",
    ),
    Question(
        "How many runs does the project have, and how many failed?",
        "describe_project",
        {"project": "P", "pattern": "lr"},
        lambda answer: (answer["runs"], answer["states"]),
        lambda frame, runs: (len(frame), frame["state"].value_counts().to_dict()),
        "[r.state for r in api.runs(P)]",
    ),
    Question(
        "Which learning rates were tried?",
        "describe_project",
        {"project": "P", "pattern": "*lr*", "where": "config"},
        lambda answer: sorted(keys(answer)["lr"]["examples"]),
        lambda frame, runs: sorted(frame["lr"].unique()),
        "{r.config['lr'] for r in api.runs(P, lazy=False)}",
    ),
    Question(
        "Between which values is the best accuracy of runs?",
        "describe_project",
        {"project": "P", "pattern": "best*"},
        lambda answer: keys(answer)["best_accuracy"]["range"],
        lambda frame, runs: [
            rounded(frame["best_accuracy"].min()), rounded(frame["best_accuracy"].max())
        ],
        "[r.summary['best_accuracy'] for r in api.runs(P, lazy=False)]",
    ),
    Question(
        "How many finished runs have a learning rate of 0.01 or more?",
        "find_runs",
        {"project": "P", "filters": "config.lr >= 0.01 and state == 'finished'", "limit": 1},
        lambda answer: answer["total"],
        lambda frame, runs: int(((frame["lr"] >= 0.01) & (frame["state"] == "finished")).sum()),
        "len(api.runs(P, {'config.lr': {'$gte': 0.01}, 'state': 'finished'}))",
    ),
    Question(
        "What are the five lowest final losses?",
        "best_runs",
        {"project": "P", "metric": "loss", "mode": "min", "n": 5},
        lambda answer: column(answer, "summary.loss"),
        lambda frame, runs: [rounded(each) for each in frame["loss"].nsmallest(5)],
        "[r.summary['loss'] for r in api.runs(P, order='+summary_metrics.loss', per_page=5, lazy=False)[:5]]",
    ),
    Question(
        "Which settings gave the best accuracy?",
        "best_runs",
        {
            "project": "P",
            "metric": "accuracy",
            "mode": "max",
            "n": 1,
            "columns": ["config.lr", "config.optimizer.name"],
        },
        lambda answer: answer["rows"][0][2:],
        lambda frame, runs: [
            rounded(frame["accuracy"].max()),
            *frame.loc[frame["accuracy"].idxmax()][["lr", "optimizer"]],
        ],
        "[(r.config, r.summary['accuracy']) for r in api.runs(P, order='-summary_metrics.accuracy', lazy=False)[:1]]",
    ),
    Question(
        "What is the mean accuracy of each optimizer?",
        "aggregate_runs",
        {
            "project": "P",
            "by": ["config.optimizer.name"],
            "statistics": {"summary.accuracy": ["mean"]},
        },
        lambda answer: grouped(answer, ["config.optimizer.name"], "summary.accuracy.mean"),
        lambda frame, runs: means(frame, "optimizer"),
        "[(r.config['optimizer'], r.summary['accuracy']) for r in api.runs(P, lazy=False)]",
    ),
    Question(
        "Which learning rate is the best on average over seeds?",
        "aggregate_runs",
        {"project": "P", "by": ["config.lr"], "statistics": {"summary.accuracy": ["mean", "n"]}},
        lambda answer: max(
            (value, key)
            for key, value in grouped(answer, ["config.lr"], "summary.accuracy.mean").items()
        ),
        lambda frame, runs: max((value, key) for key, value in means(frame, "lr").items()),
        "[(r.config['lr'], r.summary['accuracy']) for r in api.runs(P, lazy=False)]",
    ),
    Question(
        "How much does accuracy scatter for each learning rate and batch size?",
        "aggregate_runs",
        {
            "project": "P",
            "by": ["config.lr", "config.batch_size"],
            "statistics": {"summary.accuracy": ["std"]},
        },
        lambda answer: grouped(
            answer, ["config.lr", "config.batch_size"], "summary.accuracy.std"
        ),
        lambda frame, runs: {
            key: rounded(value)
            for key, value in frame.groupby(["lr", "batch_size"])["accuracy"].std().items()
        },
        "[(r.config, r.summary['accuracy']) for r in api.runs(P, lazy=False)]",
    ),
    Question(
        "Which setting matters most for accuracy?",
        "parameter_importance",
        {"project": "P", "metric": "accuracy"},
        lambda answer: (column(answer, "parameter")[0], answer["runs"]),
        lambda frame, runs: ("lr", int((frame["state"] == "finished").sum())),
        "[(r.config, r.summary['accuracy']) for r in api.runs(P, lazy=False)]",
    ),
    Question(
        "How does the batch size correlate with accuracy?",
        "parameter_importance",
        {"project": "P", "metric": "accuracy", "parameters": ["batch_size", "lr"]},
        lambda answer: round(grouped(answer, ["parameter"], "correlation")["batch_size"], 4),
        lambda frame, runs: round(
            frame[frame["state"] == "finished"][["batch_size", "accuracy"]].corr().iloc[0, 1], 4
        ),
        "[(r.config, r.summary['accuracy']) for r in api.runs(P, lazy=False)]",
    ),
    Question(
        "Which runs failed?",
        "find_runs",
        {"project": "P", "filters": "state == 'failed'", "order": "+created_at"},
        lambda answer: column(answer, "id"),
        lambda frame, runs: list(frame[frame["state"] == "failed"]["id"]),
        "[r.id for r in api.runs(P, {'state': 'failed'})]",
    ),
    Question(
        "Why did run004 fail?",
        "get_logs",
        {"run": "P/run004", "tail": 3},
        lambda answer: runs_error(answer["text"]),
        lambda frame, runs: runs[4].lines[-1],
        "api.run(P + '/run004').file('output.log').download(replace=True, root=ROOT).read()",
    ),
    Question(
        "At which step did the loss of run004 become NaN?",
        "get_metrics",
        {"run": "P/run004", "keys": ["loss"], "exact": True, "limit": 100},
        lambda answer: next(row[0] for row in answer["rows"] if row[1] == "NaN"),
        lambda frame, runs: next(r["_step"] for r in runs[4].rows if r["loss"] != r["loss"]),
        history("run004", "['_step', 'loss']"),
    ),
    Question(
        "What is the highest loss of run000, and at which step?",
        "get_metrics",
        {"run": "P/run000", "keys": ["loss"]},
        lambda answer: (answer["series"][0]["max"], answer["series"][0]["x_at_max"]),
        lambda frame, runs: max((row["loss"], row["_step"]) for row in runs[0].rows),
        history("run000", "['_step', 'loss']"),
    ),
    Question(
        "What is the lowest loss of run012, and at which step?",
        "get_metrics",
        {"run": "P/run012", "keys": ["loss"], "points": 10},
        lambda answer: (answer["series"][0]["min"], answer["series"][0]["x_at_min"]),
        lambda frame, runs: min((rounded(row["loss"]), row["_step"]) for row in runs[12].rows),
        history("run012", "['_step', 'loss']"),
    ),
    Question(
        "What is the final loss of run012?",
        "get_run",
        {"run": "P/run012", "keys": ["loss"]},
        lambda answer: answer["summary"]["loss"],
        lambda frame, runs: rounded(frame["loss"][12]),
        "api.run(P + '/run012').summary['loss']",
    ),
    Question(
        "What is set differently in run001 and run012?",
        "compare_runs",
        {"runs": ["P/run001", "P/run012"], "parts": ["config"]},
        differing,
        lambda frame, runs: {
            f"config.{shown}": list(frame[name][[1, 12]])
            for shown, name in (("lr", "lr"), ("optimizer.name", "optimizer"))
        },
        "[api.run(P + '/' + r).config for r in ('run001', 'run012')]",
    ),
    Question(
        "Which of run001 and run012 has the lower loss halfway through the training?",
        "compare_runs",
        {
            "runs": ["P/run001", "P/run012"],
            "parts": ["config"],
            "metrics": ["loss"],
            "points": 3,
        },
        lambda answer: [values[1] for values in answer["metrics"][0]["values"]],
        lambda frame, runs: [middle(runs, 1, 29.5), middle(runs, 12, 29.5)],
        "[list(api.run(P + '/' + r).scan_history(keys=['_step', 'loss'])) for r in ('run001', 'run012')]",
    ),
    Question(
        "What exactly is the loss of run007 at steps 10 to 12?",
        "get_metrics",
        {"run": "P/run007", "keys": ["loss"], "exact": True, "min_step": 10, "max_step": 13},
        lambda answer: answer["rows"],
        lambda frame, runs: [[row["_step"], row["loss"]] for row in runs[7].rows[10:13]],
        "list(api.run(P + '/run007').scan_history(keys=['_step', 'loss'], min_step=10, max_step=13))",
    ),
    Question(
        "How many steps did run000 log?",
        "get_run",
        {"run": "P/run000"},
        lambda answer: answer["history_rows"],
        lambda frame, runs: int(frame["steps"][0]),
        "api.run(P + '/run000').lastHistoryStep",
    ),
    Question(
        "How many runs have the tag baseline?",
        "find_runs",
        {"project": "P", "filters": {"tags": "baseline"}, "columns": ["tags"]},
        lambda answer: answer["total"],
        lambda frame, runs: sum("baseline" in run.tags for run in runs),
        "len(api.runs(P, {'tags': 'baseline'}))",
    ),
    Question(
        "How many runs have a name that begins with sgd?",
        "find_runs",
        {"project": "P", "filters": "display_name =~ '^sgd'", "limit": 5},
        lambda answer: (answer["total"], answer["left_out"]),
        lambda frame, runs: (
            int(frame["name"].str.startswith("sgd").sum()),
            int(frame["name"].str.startswith("sgd").sum()) - 5,
        ),
        "len(api.runs(P, {'display_name': {'$regex': '^sgd'}}))",
    ),
    Question(
        "Which are the three newest runs?",
        "find_runs",
        {"project": "P", "limit": 3},
        lambda answer: column(answer, "id"),
        lambda frame, runs: list(frame["id"][::-1][:3]),
        "[r.id for r in api.runs(P, order='-created_at', per_page=3)[:3]]",
    ),
    Question(
        "How many lines did run007 print?",
        "get_logs",
        {"run": "P/run007", "tail": 2},
        lambda answer: answer["total_lines"],
        lambda frame, runs: len(runs[7].lines),
        "api.run(P + '/run007').file('output.log').download(replace=True, root=ROOT).read()",
    ),
    Question(
        "Where does run007 print line 4321?",
        "get_logs",
        {"run": "P/run007", "grep": "line 4321 "},
        lambda answer: (answer["first_line"], answer["lines"]),
        lambda frame, runs: (4321, 1),
        "api.run(P + '/run007').file('output.log').download(replace=True, root=ROOT).read()",
    ),
    Question(
        "Which version of the classifier is the best?",
        "list_artifacts",
        {"project": "P", "collection": "classifier"},
        lambda answer: [
            row[0].rpartition(":")[2] for row in answer["rows"] if "best" in row[2]
        ],
        lambda frame, runs: ["v1"],
        "[a.name for a in api.artifacts('model', P + '/classifier') if 'best' in a.aliases]",
    ),
    Question(
        "Which data was the best classifier trained on, and by which run?",
        "artifact_lineage",
        {"artifact": "P/classifier:best", "direction": "upstream", "depth": 1},
        lambda answer: sorted(
            each["label"] for each in answer["nodes"] if each["label"] != "classifier:v1"
        ),
        lambda frame, runs: ["cifar10:v0", runs[11].name],
        "[a.name for a in api.artifact(P + '/classifier:best').logged_by().used_artifacts()]",
    ),
    Question(
        "Which learning rate does the report recommend?",
        "read_report",
        {"report": "REPORT"},
        lambda answer: "0.01 is best" in answer["markdown"],
        lambda frame, runs: True,
        "[r.spec for r in api.reports(P, name='Learning rates')]",
    ),
    Question(
        "How does the loss go for each learning rate?",
        "plot_metrics",
        {"project": "P", "metric": "loss", "by": ["config.lr"], "filters": "state == 'finished'"},
        lambda answer: sorted(each["config.lr"] for each in answer["groups"]),
        lambda frame, runs: sorted(frame[frame["state"] == "finished"]["lr"].unique()),
        "[(r.config['lr'], list(r.scan_history(keys=['_step', 'loss']))) "
        "for r in api.runs(P, {'state': 'finished'}, lazy=False)]",
    ),
    Question(
        "How many epochs did run000 train, and over how many rows?",
        "get_metrics",
        {"run": "P/run000", "keys": ["epoch"], "points": 2},
        lambda answer: (answer["series"][0]["max"], answer["series"][0]["rows"]),
        lambda frame, runs: (int(frame["epoch"][0]), int(frame["steps"][0])),
        history("run000", "['epoch']"),
    ),
]  # fmt: skip
"""What researchers ask, each answered by one call."""


def runs_error(text: str) -> str:
    """Return the last line of a log between its marks, without its number."""
    return text.splitlines()[-2].partition(" ")[2]


def filled(value: Any, project: str, report: str) -> Any:
    """Return arguments with the paths in place."""
    if isinstance(value, dict):
        return {key: filled(each, project, report) for key, each in value.items()}
    if isinstance(value, list):
        return [filled(each, project, report) for each in value]
    if value == "REPORT":
        return report
    if isinstance(value, str) and (value == "P" or value.startswith("P/")):
        return project + value[1:]
    return value
