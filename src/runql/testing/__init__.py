"""Local servers and recorded responses for tests, notebooks and demonstrations."""

from __future__ import annotations

from runql.testing._cassettes import Cassette, CassetteError, record, replay
from runql.testing._sandbox import Sandbox, SandboxUser

__all__ = ["Cassette", "CassetteError", "Sandbox", "SandboxUser", "record", "replay"]
