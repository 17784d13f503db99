"""Modules that a process loads before scripts of the official SDK are forked from it.

Each run that the SDK starts reads the metadata of all installed packages, which takes a quarter of a second of
processor time. They are the same for all scripts, so that they are read once.
"""

from __future__ import annotations

import requests  # noqa: F401
import wandb.apis.public
import wandb.util

PACKAGES = tuple(wandb.util.working_set())
wandb.util.working_set = lambda: PACKAGES
