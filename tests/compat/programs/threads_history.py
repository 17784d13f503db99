"""Histories of runs in threads."""

from concurrent.futures import ThreadPoolExecutor

import wandb

runs = list(wandb.Api().runs("entity/programs", {"tags": "v1"}, order="+created_at"))
with ThreadPoolExecutor(4) as pool:
    frames = list(pool.map(lambda run: run.history(keys=["loss"]), runs))
result = [len(frame) for frame in frames]
