# %% [markdown]
# # From the registry to a checkpoint on disk
#
# The demo's registry `models` has a collection, `classifier`, with a version that has the alias `production`. This tutorial finds
# it, learns where it comes from, and downloads it.

# %%
from runql import Api

api = Api()
model = api.artifact("wandb-registry-models/classifier:production", type="model")
print(model.source_qualified_name, model.metadata)

# %% [markdown]
# Which run logged it, and from which data?

# %%
run = model.logged_by()
print(run.name, run.config["architecture"], [used.name for used in run.used_artifacts()])

# %% [markdown]
# The lineage in both directions, as a graph that Mermaid draws:

# %%
source = api.artifact(model.source_qualified_name)
print(source.lineage().to_mermaid())

# %% [markdown]
# Download the files. Each is compared with its digest before it appears under its name:

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
