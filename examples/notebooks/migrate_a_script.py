# %% [markdown]
# # Migrate a script
#
# This script uses `wandb.Api`, as many do:

# %%
from pathlib import Path

written = Path("report.py").write_text("""\
import wandb

api = wandb.Api()
for run in api.runs("sandbox/mnist", filters={"state": "finished"}, per_page=10):
    rows = run.scan_history(keys=["loss"])
    print(run.name, min(row["loss"] for row in rows))
""")

# %% [markdown]
# `runql migrate` prints what to change, and why:

# %%
# !runql migrate report.py

# %% [markdown]
# `--fix` rewrites what is safe:

# %%
# !runql migrate report.py --fix

# %%
print(Path("report.py").read_text())

# %% [markdown]
# The new script runs on the same data:

# %%
# !python report.py | sed -n 1,3p

# %% [markdown]
# Related: [coming from wandb](../coming-from-wandb.md) has every name in tables. [runql.compat](../compat.md) runs scripts that you
# do not want to change.
