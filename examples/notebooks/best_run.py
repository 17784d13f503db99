# %% [markdown]
# # Find the best run
#
# Start the demo and connect to it as [get started](../get-started.md) describes. This tutorial lists the runs of a project, finds
# the best one in three ways, and looks at its history.

# %%
from runql import Api, F

api = Api()
runs = api.runs("sandbox/mnist", F.state == "finished", order="-summary_metrics.best_accuracy")
len(runs)

# %% [markdown]
# The server filters and sorts. The first run of the list is the best one:

# %%
best = runs[0]
print(best.name, best.config["learning_rate"], best.config["batch_size"])
print(best.summary["best_accuracy"])

# %% [markdown]
# The runs belong to a sweep, which knows its own metric:

# %%
sweep = api.sweeps("sandbox/mnist")[0]
print(sweep.config.metric, sweep.best_run().name)

# %% [markdown]
# As a table, with one row per run:

# %%
table = runs.to_pandas()
print(table[["name", "config.learning_rate", "config.batch_size", "summary.best_accuracy"]].head())

# %% [markdown]
# Which parameter matters? `parameter_importance()` fits a random forest to all runs:

# %%
for parameter in api.runs("sandbox/mnist").parameter_importance("summary.best_accuracy"):
    print(f"{parameter.name:16} {parameter.importance:.2f}")

# %% [markdown]
# The history of the best run has every step that it logged:

# %%
history = best.history(keys=["loss", "accuracy"])
print(history.tail(3))

# %% [markdown]
# Draw the loss of all finished runs, one curve per batch size with its confidence band:

# %%
curves = runs.curves("loss", by=["config.batch_size"], stats=("mean", "ci95"))
chart = curves.plot(y_scale="log", title="Loss by batch size").save("loss.svg")

# %% [markdown]
# Related: [filters](../filters.md), [answers about many runs](../analysis.md), [charts](../charts.md).
