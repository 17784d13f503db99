"""How a sweep chooses what to run next, and what to stop; pure, and the same for the same seed."""

from runql_sandbox.search.config import ConfigError, SearchConfig, read_config
from runql_sandbox.search.stopping import to_stop
from runql_sandbox.search.suggest import Finished, Suggestion, suggest

__all__ = [
    "ConfigError",
    "Finished",
    "SearchConfig",
    "Suggestion",
    "read_config",
    "suggest",
    "to_stop",
]
