# %% [markdown]
# # Export a project
#
# An export holds the runs, configs, summaries and whole histories of a project as Parquet files that need no server.

# %%
from runql import Api

api = Api()
report = api.export("sandbox/mnist", "backup")
print(len(report.exported), "runs,", report.rows, "rows")

# %% [markdown]
# A second export transfers what changed, which is nothing here:

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
# Or open the folder as a client, and use the same methods as online:

# %%
from runql import open_export

with open_export("backup") as offline:
    best = offline.runs(order="-summary_metrics.best_accuracy")[0]
    print(best.name, len(best.history(["loss"])))

# %% [markdown]
# Verify that the folder holds what was written:

# %%
found = api.verify_export("backup", server=True)
print(found.runs, found.rows, found.changed)

# %% [markdown]
# Related: [exports](../exports.md).
