"""Modules that a program loads before its first request."""

from __future__ import annotations

import subprocess
import sys
from typing import Final

import pytest

from runql._wire.http import _trust, trust_of
from runql.settings import Settings

HEAVY: Final = ("httpx", "pydantic", "ssl", "urllib3", "pyarrow", "pandas", "numpy")
RESOURCE_TYPES: Final = (
    "artifacts.resource",
    "automations.resource",
    "collections.resource",
    "exports.exporter",
    "projects.resource",
    "registries.resource",
    "reports.resource",
    "runs.resource",
    "sweeps.resource",
)

START: Final = """
import sys
from runql import {name}
made = {name}("a" * 40)
print(*sys.modules)
"""


@pytest.mark.parametrize(("name", "variant"), [("Api", "_sync"), ("AsyncApi", "_async")])
def test_a_client_is_made_without_what_requests_and_resources_need(name: str, variant: str) -> None:
    made = subprocess.run(
        [sys.executable, "-c", START.format(name=name)], check=True, capture_output=True, text=True
    )
    loaded = set(made.stdout.split())
    assert f"runql.{variant}.api" in loaded
    unexpected = {*HEAVY, *(f"runql.{variant}.{each}" for each in RESOURCE_TYPES)} & loaded
    assert not unexpected
    other = {"_sync": "_async", "_async": "_sync"}[variant]
    assert not [each for each in loaded if each.startswith(f"runql.{other}.")]


def test_the_trust_store_is_read_for_the_first_https_url() -> None:
    _trust.cache_clear()
    trust_of(Settings(), "http://localhost:8080", None)
    assert _trust.cache_info().misses == 0
    trust_of(Settings(), "https://api.wandb.ai", None)
    trust_of(Settings(), "https://api.wandb.ai", None)
    assert _trust.cache_info().misses == 1
