"""Hardware and software of a run."""

import wandb

run = wandb.Api().run("entity/programs/train0")
meta = run.metadata
result = [type(meta).__name__, "python" in meta, "program" in meta]
