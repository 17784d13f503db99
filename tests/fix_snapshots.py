"""Snapshots as JSON, readable in a diff."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from syrupy.extensions.json import JSONSnapshotExtension

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Compare with a JSON file; the sync and the async test have files of their own."""
    return snapshot.use_extension(JSONSnapshotExtension)
