# %% [markdown]
# # Compare seeds
#
# A single run says little about a method, because results depend on the random seed. This tutorial compares two architectures with four
# seeds each, and shows the mean and the spread. To follow it, [start the demo](../get-started.md#start-the-demo), and install
# `pip install "runql[analysis,pandas]"`.
#
# List the runs, which have the tag `seeds`:

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
# The runs logged the validation loss at every tenth step. `curves()` interpolates between these steps, and returns the mean and the
# standard deviation of each group:

# %%
curves = runs.curves("val/loss", by=["config.architecture"], stats=("mean", "std", "n"))
print(curves.to_pandas().tail(4).to_string(index=False))

# %%
chart = curves.plot(title="Validation loss, mean of four seeds").save("seeds.svg")

# %% [markdown]
# `info` describes the data: the number of runs, and whether the curves use every row or a sample.

# %%
print(curves.info.runs, curves.info.resolution, curves.info.sampled)

# %% [markdown]
# Compare the configs of two runs:

# %%
first, second = api.run("sandbox/vision/resnet-seed0"), api.run("sandbox/vision/vit-seed0")
for change in first.diff(second, parts=["config"]):
    print(change.key, change.before, change.after)

# %% [markdown]
# Related: [analyze many runs](../analysis.md), [histories](../history.md).
