"""Configurations of sweeps that would fill the memory, or never end: refused at once."""

from __future__ import annotations

import time

import pytest

from runql_sandbox.sweep_search.config import ConfigError, read_config

GRID = "method: grid\nparameters:\n  a: "
LAUGHS = "a0: &a0 [1, 1]\n" + "\n".join(
    f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12)
)


@pytest.mark.parametrize(
    "text",
    [
        f"{LAUGHS}\n{GRID}{{values: *a11}}",
        "method: grid\nparameters: &a {b: {parameters: *a}}",
        "[" * 5000,
        "{a: " * 5000,
        "a: 2026-99-99",
        "a" * (2**20 + 1),
        GRID + "{distribution: [1]}",
        GRID + "{distribution: q_uniform, min: 0, max: 1.0e+15, q: 1.0e-9}",
        GRID + "{min: -.inf, max: .inf}",
        GRID + "{min: 0, max: .nan}",
        GRID + "{min: 0, max: 1000000000000000000000000000000}",
        GRID + "{distribution: log_uniform, min: 0, max: 1.0e+9}",
        GRID + "{distribution: beta, a: -1, b: 0}",
        GRID + "{values: [1, 2], probabilities: [a, b]}",
        GRID + "{values: [1, 2], probabilities: 1}",
        GRID + "{value: 1}\nearly_terminate: [1]",
        GRID + "{value: 1}\nearly_terminate: {type: hyperband, max_iter: 9, s: 1000000000000}",
        GRID + "{value: 1}\nearly_terminate: {type: hyperband, eta: x}",
    ],
)
def test_they_are_refused_in_bounded_time(text: str) -> None:
    begun = time.monotonic()
    with pytest.raises(ConfigError):
        read_config(text)
    assert time.monotonic() - begun < 20


def test_many_values_are_read_in_linear_time() -> None:
    begun = time.monotonic()
    found = read_config(GRID + f"{{values: {list(range(20_000))}}}")
    assert found.expected_runs == 20_000
    assert time.monotonic() - begun < 30
