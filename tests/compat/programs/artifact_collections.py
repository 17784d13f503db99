"""Types and collections of a project."""

import wandb

api = wandb.Api()
result = {}
for kind in api.artifact_types("entity/programs"):
    if kind.name in ("model", "dataset"):
        result[kind.name] = [
            [c.name, len(c.artifacts()), sorted(c.aliases)] for c in kind.collections()
        ]
collection = api.artifact_collection("model", "entity/programs/model")
result["one"] = [
    collection.name,
    collection.type,
    collection.description,
    collection.tags,
    collection.is_sequence(),
]
