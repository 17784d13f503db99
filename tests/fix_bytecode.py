"""Bytecode is kept: tests start hundreds of processes, and without it each one compiles the package again."""

from __future__ import annotations

import os
import sys

sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
