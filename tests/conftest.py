"""A table of contents: fixtures live in the `fix_*` files."""

from __future__ import annotations

pytest_plugins = [
    "tests.fix_bytecode",  # before any other module is loaded
    "tests.fix_artifacts",
    "tests.fix_cli",
    "tests.fix_codegen_project",
    "tests.fix_faults",
    "tests.fix_garbage",
    "tests.fix_hypothesis",
    "tests.fix_order",
    "tests.fix_receiver",
    "tests.fix_replay",
    "tests.fix_sandbox",
    "tests.fix_snapshots",
    "tests.fix_trust",
]
