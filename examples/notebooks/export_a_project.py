# %% [markdown]
# # Export a project
#
# Export the runs, configs, summaries and complete histories of a project to Parquet files, and read them without a server. To follow this
# tutorial, [start the demo](../get-started.md#start-the-demo), and install `pip install "runql[duckdb,pandas]"`.

# %%
from runql import Api

api = Api()
report = api.export("sandbox/mnist", "backup")
print(len(report.exported), "runs,", report.rows, "rows")

# %% [markdown]
# A second call fetches only runs that have changed since. Here, no run has changed:

# %%
again = api.export("sandbox/mnist", "backup")
print(len(again.exported), "fetched,", len(again.unchanged), "unchanged")

# %% [markdown]
# Query the files with DuckDB:

# %%
import duckdb

print(
    duckdb.sql("""
        SELECT run_id, min(loss) AS lowest
        FROM 'backup/history/*.parquet'
        WHERE NOT isnan(loss)
        GROUP BY run_id ORDER BY lowest LIMIT 3
    """)
)

# %% [markdown]
# Or open the folder as a client, which has the same methods as `Api`:

# %%
from runql import open_export

with open_export("backup") as offline:
    best = offline.runs(order="-summary_metrics.best_accuracy")[0]
    print(best.name, len(best.history(["loss"])))

# %% [markdown]
# Verify the files by their digests, and the number of rows by the server:

# %%
found = api.verify_export("backup", server=True)
print(found.runs, found.rows, found.changed)

# %% [markdown]
# Related: [exports](../exports.md).
