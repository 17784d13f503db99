"""Annotated helpers, as in libraries."""

from typing import Dict, List, Optional

import wandb
from wandb.apis.public import Api, Run


def get_runs(api: Api, path: str, tag: Optional[str] = None) -> List[Run]:
    return list(api.runs(path, filters={"tags": tag} if tag else None))


def to_row(run: "wandb.apis.public.Run") -> Dict[str, object]:
    return {"name": run.name, **run.config}


result = [to_row(run)["name"] for run in get_runs(wandb.Api(), "entity/programs", "v2")]
