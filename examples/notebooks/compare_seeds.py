# %% [markdown]
# # Compare seeds
#
# One run says little about a method. The demo's project `sandbox/vision` has two architectures with four seeds each. This
# tutorial compares them with their spread.

# %%
from runql import Api

api = Api()
runs = api.runs("sandbox/vision", {"tags": "seeds"})
print(len(runs), "runs")

# %% [markdown]
# Group the runs by a key of the config, and aggregate a summary value:

# %%
groups = runs.group_by("config.architecture")
table = groups.aggregate({"summary.val/accuracy": ["mean", "std", "min", "max"]})
print(table.to_markdown())

# %% [markdown]
# The validation loss was logged at every tenth step. Curves over groups join such sparse histories step by step:

# %%
curves = runs.curves("val/loss", by=["config.architecture"], stats=("mean", "std", "n"))
print(curves.to_pandas().tail(4).to_string(index=False))

# %%
chart = curves.plot(title="Validation loss, mean of four seeds").save("seeds.svg")

# %% [markdown]
# `info` says what was read: the number of runs, and whether a curve is exact or sampled.

# %%
print(curves.info.runs, curves.info.resolution, curves.info.sampled)

# %% [markdown]
# Two single runs differ in their configs and summaries:

# %%
first, second = api.run("sandbox/vision/resnet-seed0"), api.run("sandbox/vision/vit-seed0")
for change in first.diff(second, parts=["config"]):
    print(change.key, change.before, change.after)

# %% [markdown]
# Related: [answers about many runs](../analysis.md), [histories](../history.md).
