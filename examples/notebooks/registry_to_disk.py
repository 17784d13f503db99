# %% [markdown]
# # From the registry to a checkpoint on disk
#
# This tutorial finds the version of a model with the alias `production` in a registry, traces the data and the run that it comes from, and
# downloads it. To follow it, [start the demo](../get-started.md#start-the-demo).
#
# The demo has a registry `models` with a collection `classifier`. Fetch the version by its alias:

# %%
from runql import Api

api = Api()
model = api.artifact("wandb-registry-models/classifier:production", type="model")
print(model.source_qualified_name, model.metadata)

# %% [markdown]
# Find the run that logged the version, and the data that this run used:

# %%
run = model.logged_by()
print(run.name, run.config["architecture"], [used.name for used in run.used_artifacts()])

# %% [markdown]
# Print the lineage in both directions as a Mermaid graph:

# %%
source = api.artifact(model.source_qualified_name)
print(source.lineage().to_mermaid())

# %% [markdown]
# Download the files. Each file is verified by its digest before it appears under its final name:

# %%
folder = model.download("checkpoint")
print(sorted(path.name for path in folder.iterdir()))
print((folder / "config.json").read_text())

# %% [markdown]
# Verify the folder later, for example before a deployment:

# %%
report = model.verify("checkpoint")
print(len(report.correct), "correct,", len(report.missing), "missing,", len(report.wrong), "wrong")

# %% [markdown]
# Related: [artifacts](../artifacts.md), [registries](../registries.md).
