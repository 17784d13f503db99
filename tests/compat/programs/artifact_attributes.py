"""Attributes of an artifact version."""

import wandb

artifact = wandb.Api().artifact("entity/programs/model:best")
names = [
    "name", "type", "version", "aliases", "tags", "metadata", "description", "state", "size", "digest",
    "entity", "project", "qualified_name", "source_name", "created_at", "updated_at", "file_count",
    "is_link", "id", "ttl", "commit_hash",
]  # fmt: skip
result = {name: getattr(artifact, name) for name in names}
