# %% [markdown]
# # Find the best run
#
# This tutorial finds the best run of a project in three ways, looks at its history, and compares parameters. To follow it,
# [start the demo](../get-started.md#start-the-demo), and install `pip install "runql[analysis,pandas]"`.
#
# List the finished runs, best first:

# %%
from runql import Api, F

api = Api()
runs = api.runs("sandbox/mnist", F.state == "finished", order="-summary_metrics.best_accuracy")
len(runs)

# %% [markdown]
# The server filters and sorts the runs, so the first run of the list is the best one:

# %%
best = runs[0]
print(best.name, best.config["learning_rate"], best.config["batch_size"])
print(best.summary["best_accuracy"])

# %% [markdown]
# The runs belong to a sweep. `best_run()` uses the metric and the goal of the sweep's config:

# %%
sweep = api.sweeps("sandbox/mnist")[0]
print(sweep.config["metric"], sweep.best_run().name)

# %% [markdown]
# Load all runs into a data frame, with one row per run:

# %%
table = runs.to_pandas()
print(table[["name", "config.learning_rate", "config.batch_size", "summary.best_accuracy"]].head())

# %% [markdown]
# To find out which parameter matters, `parameter_importance()` fits a random forest to all runs:

# %%
for parameter in api.runs("sandbox/mnist").parameter_importance("summary.best_accuracy"):
    print(f"{parameter.name:16} {parameter.importance:.2f}")

# %% [markdown]
# Read the history of the best run. It has every step that the run logged:

# %%
history = best.history(keys=["loss", "accuracy"])
print(history.tail(3))

# %% [markdown]
# Draw the loss of all finished runs, one curve per batch size with its confidence band:

# %%
curves = runs.curves("loss", by=["config.batch_size"], stats=("mean", "ci95"))
chart = curves.plot(y_scale="log", title="Loss by batch size").save("loss.svg")

# %% [markdown]
# Related: [filters](../filters.md), [analyze many runs](../analysis.md), [charts](../charts.md).
