"""Runs page by page."""

import itertools

import wandb

runs = wandb.Api().runs("entity/programs", per_page=2)
first = list(itertools.islice(runs, 3))
result = [len(first), len(runs), [r.id for r in runs[:2]] == [r.id for r in first[:2]]]
