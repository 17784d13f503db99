"""What runql does, on a sandbox that this script starts itself: `make demo`."""

from __future__ import annotations

from pydantic import BaseModel

from runql import F
from runql.testing import Sandbox


class TrainConfig(BaseModel):
    """What the demo's runs are configured with."""

    learning_rate: float
    batch_size: int


def title(text: str) -> None:
    """Print a heading."""
    print(f"\n{text}\n{'─' * len(text)}")


def main() -> None:
    """Filter runs, read a history, find the best run, edit it."""
    with Sandbox(demo=True) as sandbox, sandbox.api() as api:
        path = f"{sandbox.entity}/mnist"

        title("Runs that finished with a learning rate of at least 0.003")
        good = (F.state == "finished") & (F.config["learning_rate"] >= 0.003)
        runs = api.runs(path, good, order="-summary_metrics.accuracy", config=TrainConfig)
        table = runs.to_pandas()
        columns = ["name", "state", "config.learning_rate", "config.batch_size", "summary.accuracy"]
        print(table[columns].to_string(index=False))

        best = runs[0]
        title(f"The history of the best of {len(runs)}: {best.name}")
        print(best.history(keys=["loss", "accuracy"]).to_string(max_rows=8))

        title("The best run, by accuracy")
        print(f"{best.url}\n{best.config}\naccuracy {best.summary['accuracy']}")

        title("Edited: a tag and a note, in one request that sends just these")
        best.tags.append("reviewed")
        best.notes = "Best of the demo."
        best.update()
        again = api.run(f"{path}/{best.id}")
        print(again.tags, again.notes)


if __name__ == "__main__":
    main()
