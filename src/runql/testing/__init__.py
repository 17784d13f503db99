"""A W&B server of your own, for tests, notebooks and demonstrations."""

from __future__ import annotations

from runql.testing._sandbox import Sandbox, SandboxUser

__all__ = ["Sandbox", "SandboxUser"]
