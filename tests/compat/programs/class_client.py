"""A class that holds the client, as dashboards have."""

import wandb


class Dashboard:
    def __init__(self, entity, project):
        self.api = wandb.Api(timeout=60)
        self.path = f"{entity}/{project}"
        self._runs = None

    @property
    def runs(self):
        if self._runs is None:
            self._runs = list(self.api.runs(self.path, filters={"group": "adam"}))
        return self._runs

    def refresh(self):
        self.api.flush()
        self._runs = None

    def best(self, metric):
        return max(self.runs, key=lambda r: r.summary.get(metric, 0)).name


board = Dashboard("entity", "programs")
first = board.best("best_accuracy")
board.refresh()
result = [first, board.best("best_accuracy"), [r.lastHistoryStep for r in board.runs]]
