"""Columns of a table of an artifact."""

import wandb

table = wandb.Api().artifact("entity/programs/corpus:latest").get("words")
result = [list(table.columns), table.get_column("word"), [list(row) for row in table.data]]
