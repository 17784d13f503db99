"""A tool of an MCP server: runs that a model asks for."""

import wandb


def query_runs(entity, project, filters=None, order="-created_at", limit=3):
    api = wandb.Api()
    runs = api.runs(path=f"{entity}/{project}", filters=filters or {}, order=order, per_page=limit)
    found = []
    for index, run in enumerate(runs):
        if index >= limit:
            break
        found.append(
            {
                "id": run.id,
                "name": run.name,
                "state": run.state,
                "created_at": run.created_at,
                "config": {k: v for k, v in run.config.items() if isinstance(v, (int, float, str))},
                "summary": {
                    k: v for k, v in run.summary._json_dict.items() if isinstance(v, float)
                },
            }
        )
    return {"total": len(runs), "runs": found}


result = query_runs("entity", "programs", {"jobType": "train"})
