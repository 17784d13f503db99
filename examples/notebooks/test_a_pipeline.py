# %% [markdown]
# # Test your pipeline on the sandbox
#
# Test code that reads from W&B without an account and without mocks. To follow this tutorial, install
# `pip install "runql[sandbox]" pytest`. Save the function to test as `pipeline.py`:

# %%
from pathlib import Path

written = Path("pipeline.py").write_text('''\
from runql import Api, F


def best_rate(api: Api, project: str) -> float:
    """Return the learning rate of the run with the best accuracy."""
    runs = api.runs(project, F.summary["accuracy"].exists(), order="-summary_metrics.accuracy")
    best = runs.first()
    if best is None:
        raise LookupError(project)
    return float(best.config["learning_rate"])
''')

# %% [markdown]
# Save its test as `test_pipeline.py`. The fixture `wandb_api` starts a sandbox, and returns a client of it:

# %%
written = Path("test_pipeline.py").write_text("""\
import pytest

from pipeline import best_rate

pytest_plugins = ["runql.testing.fixtures"]


def test_the_best_rate_is_found(wandb_api):
    for rate, accuracy in ((0.1, 0.7), (0.01, 0.9)):
        run = wandb_api.create_run("trained", config={"learning_rate": rate})
        run.summary.update({"accuracy": accuracy})
    assert best_rate(wandb_api, "trained") == 0.01


def test_a_project_without_runs_is_an_error(wandb_api):
    wandb_api.create_project("empty")
    with pytest.raises(LookupError):
        best_rate(wandb_api, "empty")
""")

# %%
# !python -m pytest -q test_pipeline.py

# %% [markdown]
# Related: [testing your code](../testing-your-code.md).
