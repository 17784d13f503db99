"""The blocks of a report."""

import wandb

report = wandb.Api().reports("entity/programs")[0]
kinds = [block["type"] for block in report.spec["blocks"]]
grid = next(b for b in report.spec["blocks"] if b["type"] == "panel-grid")
result = {"kinds": kinds, "runsets": [each["name"] for each in grid["metadata"]["runSets"]]}
