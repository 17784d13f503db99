"""A tool of an MCP server that reports errors as data."""

import wandb


def details(path):
    try:
        run = wandb.Api().run(path)
        return {"name": run.name, "metrics": sorted(run.summary.keys()), "tags": sorted(run.tags)}
    except wandb.errors.CommError as error:
        return {"error": type(error).__name__}
    except Exception as error:
        return {"unexpected": type(error).__name__}


result = [
    details("entity/programs/train3"),
    details("entity/programs/nobody"),
    details("entity/nothing/train3"),
]
