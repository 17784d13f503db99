"""Reports that the tests read and edit, made with wandb-workspaces; the runs they show, logged by the official SDK."""

from __future__ import annotations

import os

import wandb
import wandb_workspaces.reports.v2 as wr

PROJECT = "reports"
ENTITY = os.environ["WANDB_ENTITY"]


def log_runs() -> None:
    for index in range(4):
        settings = wandb.Settings(console="off", silent=True, x_disable_stats=True)
        run = wandb.init(
            project=PROJECT,
            id=f"shown{index}",
            name=f"shown-{index}",
            tags=["baseline"] if index % 2 else [],
            config={"learning_rate": 10.0**-index},
            settings=settings,
        )
        run.log({"accuracy": index / 4})
        run.finish()


def blocks() -> list[object]:
    good = wr.Runset(
        project=PROJECT,
        entity=ENTITY,
        name="Good runs",
        filters="SummaryMetric('accuracy') >= 0.25 and Tags in ['baseline']",
        order=[wr.OrderBy(wr.SummaryMetric("accuracy"), ascending=False)],
    )
    every = wr.Runset(project=PROJECT, entity=ENTITY, name="All runs")
    return [
        wr.H1("What we found"),
        wr.P(["It ", wr.Link("works", "https://example.com"), ": ", wr.InlineCode("loss < 1")]),
        wr.UnorderedList(["one", "two"]),
        wr.OrderedList(["first", "second"]),
        wr.CheckedList([wr.CheckedListItem("done", checked=True)]),
        wr.CodeBlock("print(1)\nprint(2)", language="python"),
        wr.MarkdownBlock("Some *markdown*."),
        wr.LatexBlock("e = mc^2"),
        wr.Image("https://example.com/x.png", caption="A picture"),
        wr.HorizontalRule(),
        wr.CalloutBlock("Look here"),
        wr.BlockQuote("Said somebody"),
        wr.TableOfContents(),
        wr.Video("https://www.youtube.com/watch?v=abc"),
        wr.PanelGrid(
            runsets=[good, every],
            panels=[
                wr.LinePlot(title="Accuracy", x="Step", y=["accuracy"]),
                wr.BarPlot(metrics=["accuracy"]),
                wr.ScatterPlot(x="accuracy", y=wr.Config("learning_rate")),
                wr.ScalarChart(metric="accuracy"),
                wr.ParallelCoordinatesPlot(
                    columns=[wr.ParallelCoordinatesPlotColumn(metric=wr.Config("learning_rate"))]
                ),
                wr.MarkdownPanel("Words"),
            ],
        ),
        wr.Gallery(),
    ]


def save(title: str, *, draft: bool = False) -> None:
    report = wr.Report(project=PROJECT, entity=ENTITY, title=title, description="Four runs.")
    report.blocks = blocks()
    report.save(draft=draft)


if __name__ == "__main__":
    log_runs()
    for name in ("Findings", "To edit", "To delete"):
        save(name)
    save("Not yet", draft=True)
