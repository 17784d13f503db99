"""Choice of the next runs of a sweep, and early stopping. Pure functions, deterministic for a seed."""

from runql_sandbox.sweep_search.config import (
    ConfigError,
    NotJSONError,
    SearchConfig,
    check_numbers,
    read_config,
)
from runql_sandbox.sweep_search.stopping import to_stop
from runql_sandbox.sweep_search.suggest import Finished, Suggestion, suggest

__all__ = [
    "ConfigError",
    "Finished",
    "NotJSONError",
    "SearchConfig",
    "Suggestion",
    "check_numbers",
    "read_config",
    "suggest",
    "to_stop",
]
