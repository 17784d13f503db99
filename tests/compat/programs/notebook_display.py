"""Notebook display of objects."""

import wandb

api = wandb.Api()
run = api.run("entity/programs/train0")
result = [
    repr(run),
    run._repr_html_()[:8],
    repr(api.artifact("entity/programs/corpus:v0"))[:9],
    repr(api.project("programs", "entity")),
    run.display(),
]
