"""Attributes of a run."""

import wandb

api = wandb.Api()
run = api.run("entity/programs/train1")
names = [
    "id", "name", "state", "group", "job_type", "tags", "notes", "description", "entity", "project",
    "storage_id", "path", "url", "sweep_name", "commit", "read_only", "created_at", "heartbeat_at",
    "history_line_count", "lastHistoryStep", "display_name", "createdAt", "displayName",
]  # fmt: skip
result = {name: getattr(run, name) for name in names}
result["has"] = [hasattr(run, "nothing_like_this"), hasattr(run, "tags")]
result["attrs"] = {
    k: run._attrs[k] for k in ("name", "displayName", "state", "createdAt", "historyLineCount")
}
