# %% [markdown]
# # Migrate a script
#
# `runql migrate` rewrites scripts that use `wandb.Api`. To follow this tutorial, [start the demo](../get-started.md#start-the-demo), and
# install `pip install "runql[migrate]"`. The following program saves a script, `report.py`:

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
# `runql migrate` lists the changes, and writes nothing:

# %%
# !runql migrate report.py

# %% [markdown]
# `--fix` rewrites what is safe:

# %%
# !runql migrate report.py --fix

# %%
print(Path("report.py").read_text())

# %% [markdown]
# Run the new script:

# %%
# !python report.py | sed -n 1,3p

# %% [markdown]
# Related: [coming from wandb](../coming-from-wandb.md) lists every name. [runql.compat](../compat.md) runs scripts that you
# do not want to change.
