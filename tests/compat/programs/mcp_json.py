"""A tool of an MCP server: runs as JSON."""

import json

import wandb


def query(entity, project, limit=2):
    runs = wandb.Api().runs(
        f"{entity}/{project}", filters={"group": "adam"}, order="-created_at", per_page=limit
    )
    rows = []
    for run in runs[:limit]:
        rows.append(
            {
                "id": run.id,
                "name": run.name,
                "state": run.state,
                "tags": run.tags,
                "created_at": str(run.created_at)[:4],
                "summary": {
                    k: v
                    for k, v in run.summary._json_dict.items()
                    if isinstance(v, (int, float)) and not k.startswith("_")
                },
                "config": json.loads(json.dumps(run.config, default=str)),
            }
        )
    return json.dumps(rows)


result = json.loads(query("entity", "programs"))
