"""The manifest of a version."""

import wandb

artifact = wandb.Api().artifact("entity/programs/corpus:clean")
entries = artifact.manifest.entries
result = {name: [entry.size, entry.digest, entry.ref] for name, entry in sorted(entries.items())}
