"""Python values as JSON values, encoded like the official SDK does.

The model is `wandb.util.json_friendly_val`: numpy numbers become numbers, dates become ISO strings,
enums become their names. The SDK truncates large arrays; here, arrays of every size become lists.
Objects that the SDK would store as `str(object)` are refused.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import decimal
import enum
import fractions
import json
import math
import os
import uuid
from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING, Any, Final, cast

from runql_graphql.open_enum import OpenEnum

from runql.errors import UsageError

if TYPE_CHECKING:
    from runql._wire.json_types import JsonValue

__all__ = ["check_finite", "encode_document", "encode_keys", "encode_value"]

_DEEPEST: Final = 200
_AS_TEXT: Final = (dt.timedelta, decimal.Decimal, fractions.Fraction, uuid.UUID)
_MISSING: Final = frozenset({"NAType", "NaTType"})
_ARRAYS: Final = (
    "numpy",
    "torch",
    "jax",
    "jaxlib",
    "tensorflow",
    "cupy",
    "pandas",
    "polars",
    "pyarrow",
)
_NAMED: Final = frozenset({"dtype", "device", "Period", "Interval"})
_TIMES: Final = {"M": "datetime64[us]", "m": "timedelta64[us]"}
_HINT: Final = "Use numbers, strings, booleans, None, lists and dicts. Convert other objects, for example with str()."


def encode_document(
    document: Mapping[Any, object], subject: str, owner: object = None
) -> dict[str, JsonValue]:
    """Return a config, a summary or another dict as JSON values.

    Args:
        document: Values by key.
        subject: The name of the dict, such as `config`.
        owner: The object that the dict belongs to.

    Raises:
        UsageError: If a value cannot be stored as JSON; the message names its key.
    """
    where = subject if owner is None else f"{owner}: {subject}"
    if not isinstance(document, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise UsageError(
            f"{where} must be a dict, got {_kind(document)}.", hint="Use a dict with string keys."
        )
    return _encode_mapping(document, where, 0)


def encode_keys(
    document: Mapping[Any, object], subject: str, owner: object
) -> tuple[dict[str, JsonValue], dict[Any, UsageError]]:
    """Return the keys that JSON can store, and the errors for all other keys.

    Args:
        document: Values by key.
        subject: The name of the dict, such as `config`.
        owner: The object that the dict belongs to.
    """
    encoded: dict[str, JsonValue] = {}
    refused: dict[Any, UsageError] = {}
    for key, value in document.items():
        try:
            one = encode_document({key: value}, subject, owner)
            if not one.keys().isdisjoint(encoded):
                encode_document(document, subject, owner)
        except UsageError as error:
            refused[key] = error
        else:
            encoded.update(one)
    return encoded, refused


def encode_value(value: object, where: str) -> JsonValue:
    """Return a value as a JSON value.

    Args:
        value: The value.
        where: The name of the value in errors.

    Raises:
        UsageError: If the value cannot be stored as JSON.
    """
    return _encode(value, where, 0)


def check_finite(value: JsonValue, where: str) -> None:
    """Check that strict JSON, which has no NaN and infinities, can store a value.

    Raises:
        UsageError: If the value contains NaN or an infinity.
    """
    if isinstance(value, float) and not math.isfinite(value):
        raise UsageError(
            f"{where} must be finite, got {value}.", hint="Use None, a string, or a finite number."
        )
    if isinstance(value, dict):
        for key, each in value.items():
            check_finite(each, f"{where}[{key!r}]")
    elif isinstance(value, list):
        for index, each in enumerate(value):
            check_finite(each, f"{where}[{index}]")


def _encode(value: object, where: str, depth: int) -> JsonValue:
    # Exact types first: nearly all values have one, and subclasses may encode differently.
    kind = type(value)
    if value is None or kind is bool or kind is int or kind is float:
        return cast("JsonValue", value)
    if kind is str:
        return _checked_text(cast("str", value), where)
    if depth > _DEEPEST:
        raise UsageError(
            f"{where} cannot be stored as JSON: it has more than {_DEEPEST} levels, or contains itself.",
            hint=_HINT,
        )
    if isinstance(value, enum.Enum):
        return value.value if isinstance(value, OpenEnum) else value.name
    if isinstance(value, Mapping):
        return _encode_mapping(cast("Mapping[Any, object]", value), where, depth)
    if isinstance(value, bytes | bytearray):
        return _decoded(value, where)
    library = _library(kind)
    if library in _ARRAYS or hasattr(value, "__array__"):
        return _encode_array(value, where, depth)
    if isinstance(value, Set):
        return _encode_items(_ordered(cast("Set[object]", value)), where, depth)
    if isinstance(value, bool | int | float | str):
        return _encode(_plain(value), where, depth)
    if isinstance(value, Sequence) and not isinstance(value, memoryview):
        return _encode_items(cast("Sequence[object]", value), where, depth)
    return _encode_object(value, where, depth)


def _plain(value: float | str) -> float | str:
    """Return the number or string that an instance of a subclass holds."""
    if isinstance(value, str):
        return str(value)
    return int(value) if isinstance(value, int) else float(value)


def _encode_object(value: object, where: str, depth: int) -> JsonValue:
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, _AS_TEXT):
        return str(value)
    if isinstance(value, os.PathLike):
        return _encode(os.fspath(cast("os.PathLike[str]", value)), where, depth)
    if isinstance(value, slice):
        parts = {f"slice_{name}": getattr(value, name) for name in ("start", "step", "stop")}
        return _encode_mapping(parts, where, depth)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {each.name: getattr(value, each.name) for each in dataclasses.fields(value)}
        return _encode_mapping(fields, where, depth)
    dump = getattr(type(value), "model_dump", None)
    if dump is not None:
        return _encode(dump(value, by_alias=True), where, depth + 1)
    if callable(value):
        module, name = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
        if module and name:
            return f"{module}.{name}"
    raise _refused(value, where)


def _encode_mapping(document: Mapping[Any, object], where: str, depth: int) -> dict[str, JsonValue]:
    found: dict[str, JsonValue] = {}
    for key, value in document.items():
        name = _key(key, where)
        path = f"{where}[{name!r}]"
        if name in found:
            raise UsageError(
                f"{path} is set twice: two keys become the same JSON key.", hint="Use string keys."
            )
        found[name] = _encode(value, path, depth + 1)
    return found


def _encode_items(values: Sequence[object], where: str, depth: int) -> JsonValue:
    return [_encode(each, f"{where}[{index}]", depth + 1) for index, each in enumerate(values)]


def _encode_array(value: Any, where: str, depth: int) -> JsonValue:  # noqa: ANN401 - a value of an optional library
    """Encode scalars, arrays, series and tensors without importing their libraries."""
    if type(value).__name__ in _MISSING:
        return None
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, dt.timedelta) or _is_named(value):
        return str(value)
    if isinstance(value, type):
        return _encode_object(value, where, depth)
    if isinstance(value, tuple):
        return _encode_items(cast("tuple[object, ...]", value), where, depth)
    if _library(type(value)) in ("torch", "tensorflow"):
        value = _host_array(value)
    if hasattr(value, "to_dict") and hasattr(value, "columns"):
        raise UsageError(
            f"{where} cannot be stored as JSON: it is a {_kind(value)}.",
            hint="Use frame.to_dict(orient='list'), or log it as a table.",
        )
    for name in ("as_py", "to_list", "to_pylist"):
        if hasattr(value, name):
            return _encode(getattr(value, name)(), where, depth + 1)
    if _library(type(value)) not in _ARRAYS:
        value = value.__array__()
    if not hasattr(value, "item") or not hasattr(value, "tolist"):
        return _encode_object(value, where, depth)
    times = _TIMES.get(getattr(getattr(value, "dtype", None), "kind", ""))
    if times is not None:
        # Nanoseconds would become integers without a unit.
        value = value.astype(times)
    # The SDK stores an array of one number as this number.
    single = _library(type(value)) == "numpy" and value.size == 1
    plain = value.item() if single else value.tolist()
    if _library(type(plain)) in _ARRAYS:
        # `item()` of a long double is a long double.
        return float(plain)
    return _encode(plain, where, depth + 1)


def _is_named(value: object) -> bool:
    """Return whether the SDK stores a value by name: a dtype, device or period."""
    name = type(value).__name__
    return name in _NAMED or name.endswith("DType")


def _host_array(tensor: Any) -> Any:  # noqa: ANN401 - as above
    for name in ("detach", "cpu", "numpy"):
        if hasattr(tensor, name):
            tensor = getattr(tensor, name)()
    return tensor


def _key(key: object, where: str) -> str:
    if isinstance(key, enum.Enum):
        return key.value if isinstance(key, OpenEnum) else key.name
    if isinstance(key, str):
        return _checked_text(str(key), f"a key of {where}")
    if _library(type(key)) == "numpy" and hasattr(key, "item"):
        key = cast("Any", key).item()
    if key is None or isinstance(key, bool | int | float):
        # The SDK's JSON encoder writes these keys as `1`, `0.5`, `true` and `null`.
        return json.dumps(key)
    raise UsageError(
        f"{where} has the key {key!r}. JSON keys must be strings, got {_kind(key)}.",
        hint="Use string keys.",
    )


def _checked_text(text: str, where: str) -> str:
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise UsageError(
                f"{where} cannot be stored: {text!r} contains half of a surrogate pair.",
                hint="Decode the text correctly, or replace such characters: "
                "text.encode(errors='replace').decode().",
            ) from None
    return text


def _decoded(value: bytes | bytearray, where: str) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        raise UsageError(
            f"{where} cannot be stored as JSON: its {len(value)} bytes are not valid UTF-8.",
            hint="Encode bytes as a string, for example with base64, or log a file.",
        ) from None


def _ordered(values: Set[object]) -> list[object]:
    # Sets have no order. Sorting makes comparisons and stored values the same each time.
    try:
        return sorted(cast("Set[Any]", values))
    except TypeError:
        return list(values)


def _library(kind: type) -> str:
    return kind.__module__.partition(".")[0]


def _kind(value: object) -> str:
    kind = type(value)
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"


def _refused(value: object, where: str) -> UsageError:
    return UsageError(
        f"{where} cannot be stored as JSON: it is an object of type {_kind(value)}.", hint=_HINT
    )
