"""Configs of runs: `{"lr": {"value": 0.1}, "_wandb": {…}}` in the API, `{"lr": 0.1}` for users."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from runql._models._attributes.json_changes import DocumentChange
from runql._wire.responses.json_decoding import values_decoder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql._wire.json_types import JsonValue

__all__ = [
    "apply_to_wire",
    "is_internal",
    "is_internal_metric",
    "plain_key",
    "raw_config",
    "read_user_config",
    "user_config",
    "wrap_config",
]

# Other keys that begin with an underscore belong to users, such as `_name_or_path` of
# transformers and `_target_` of hydra.
_SDK_KEYS: Final = frozenset({"_wandb", "wandb_version"})

_SDK_METRICS: Final = frozenset({"_wandb", "_step", "_runtime", "_timestamp"})


def is_internal(key: str) -> bool:
    """Return whether the SDK writes this config key."""
    return key in _SDK_KEYS


def is_internal_metric(key: str) -> bool:
    """Return whether the SDK writes this summary or history key."""
    return key in _SDK_METRICS


def plain_key(key: str) -> str:
    """Return a config key as users write it: `opt.name` for `opt.value.name` of the API.

    The first key may contain dots itself. The API's extra level is the first `value` after it.
    """
    parts = key.split(".")
    if "value" not in parts[1:]:
        return key
    level = parts.index("value", 1)
    return ".".join(parts[:level] + parts[level + 1 :])


def raw_config(wire: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Return all keys with their plain values, including the SDK's own keys."""
    return {key: _unwrap(value) for key, value in wire.items()}


def user_config(wire: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Return the config as the user wrote it."""
    # Configs have hundreds of keys, and lists have thousands of configs. Nearly all values are wrapped.
    wrapped: Mapping[str, Any] = wire
    try:
        config = {key: value["value"] for key, value in wrapped.items()}
    except (KeyError, TypeError):
        config = raw_config(wire)
    return _without_sdk_keys(config)


def read_user_config(text: str) -> dict[str, JsonValue] | None:
    """Return the config of a JSON string as the user wrote it; None if it must be decoded first."""
    config = values_decoder()(text)
    return None if config is None else _without_sdk_keys(config)


def wrap_config(config: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Return a config in the API's format."""
    return {key: {"value": value} for key, value in config.items()}


def apply_to_wire(wire: Mapping[str, JsonValue], change: DocumentChange) -> dict[str, JsonValue]:
    """Apply a user's change to a config in the API's format. Descriptions and `_wandb` stay."""
    wrapped: dict[str, JsonValue] = {}
    for key, value in change.assigned.items():
        before = wire.get(key)
        kept = before if isinstance(before, dict) and "value" in before else {}
        wrapped[key] = {**kept, "value": value}
    return DocumentChange(wrapped, change.removed).apply(wire)


def _without_sdk_keys(config: dict[str, JsonValue]) -> dict[str, JsonValue]:
    for key in _SDK_KEYS:
        config.pop(key, None)
    return config


def _unwrap(value: JsonValue) -> JsonValue:
    # Unwrap exactly one layer, because a user's own {"value": …} inside must stay.
    return value["value"] if isinstance(value, dict) and "value" in value else value
