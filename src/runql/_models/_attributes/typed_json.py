"""Conversion of JSON objects to the user's type: a plain dict, or a model class.

The result belongs to the caller: no other code may keep a reference to it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from runql._models._attributes.json_changes import compare
from runql._models._attributes.json_values import encode_keys, encode_value
from runql._models._attributes.partial_documents import present_items
from runql._models._attributes.typed_dicts import with_pydantic_typed_dicts
from runql.errors import DataValidationError, UsageError

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from runql._models._attributes.json_changes import DocumentChange
    from runql._wire.json_types import JsonValue

__all__ = ["DictShape", "ModelShape", "draft_change"]

T = TypeVar("T")


class DictShape:
    """The JSON object as a plain dict."""

    def keys(self) -> frozenset[str] | None:
        """Return None, because any key of a dict may be read."""
        return None

    def check(self) -> None:
        """Accept any JSON object, because each one is a dict."""

    def load(self, document: dict[str, JsonValue], owner: object) -> dict[str, JsonValue]:
        """Return the dict, for editing."""
        return document

    def dump(self, value: dict[str, JsonValue]) -> dict[str, JsonValue]:
        """Return the JSON object for a value."""
        return present_items(value)


class ModelShape(Generic[T]):
    """The JSON object as a type that pydantic can validate.

    Such types are models, dataclasses, TypedDicts and NamedTuples.
    """

    def __init__(self, kind: type[T], subject: str) -> None:
        self.kind = kind
        self.subject = subject

    @property
    def _adapter(self) -> TypeAdapter[T]:
        from pydantic.errors import PydanticUserError

        try:
            return cast("TypeAdapter[T]", _adapter_of(cast("Any", self.kind)))
        except (PydanticUserError, NameError, TypeError) as error:
            raise UsageError(
                f"{self.subject} must be a type that pydantic can validate, "
                f"got {self.kind!r}: {error}",
                hint="Use a pydantic model, a dataclass, a TypedDict or a NamedTuple.",
            ) from error

    def keys(self) -> frozenset[str] | None:
        """Return the keys that the type reads; None if it may read any."""
        import dataclasses
        import typing

        if dataclasses.is_dataclass(self.kind):
            return frozenset(each.name for each in dataclasses.fields(self.kind))
        if typing.is_typeddict(self.kind) or hasattr(self.kind, "__required_keys__"):
            return frozenset(self.kind.__annotations__)
        fields = getattr(self.kind, "model_fields", None)
        extra = getattr(self.kind, "model_config", {}).get("extra")
        if fields is None or extra == "allow":
            return None
        aliases = [each.validation_alias or name for name, each in fields.items()]
        return frozenset(aliases) if all(isinstance(each, str) for each in aliases) else None

    def check(self) -> None:
        """Check the type before anything is sent.

        Raises:
            UsageError: If pydantic cannot validate it.
        """
        _ = self._adapter

    def load(self, document: dict[str, JsonValue], owner: object) -> T:
        """Return the JSON object as the type.

        Raises:
            DataValidationError: If validation fails; the message lists the keys and the reasons.
        """
        from pydantic import ValidationError

        try:
            return self._adapter.validate_python(document)
        except ValidationError as error:
            problems = "; ".join(
                f"{'.'.join(map(str, item['loc'])) or self.subject}: {item['msg']}"
                for item in error.errors(include_url=False, include_input=False)
            )
            raise DataValidationError(
                f"The {self.subject} of {owner} does not match {self.kind.__name__}: {problems}.",
                hint="Make those fields optional, or filter for runs that have them.",
            ) from error

    def dump(self, value: T) -> dict[str, JsonValue]:
        """Return the JSON object for a value.

        Raises:
            UsageError: If it contains a value that JSON cannot store.
        """
        from pydantic_core import PydanticSerializationError

        try:
            document: dict[str, JsonValue] = self._adapter.dump_python(
                value, mode="json", by_alias=True, fallback=self._encode
            )
        except PydanticSerializationError as error:
            raise UsageError(
                f"{self.subject} cannot be stored as JSON: {error}.",
                hint=f"Assign values that {self.kind.__name__} can validate.",
            ) from error
        return document

    def _encode(self, value: object) -> JsonValue:
        return encode_value(value, f"A value of the {self.subject}")

    def __getstate__(self) -> dict[str, object]:
        return {"kind": self.kind, "subject": self.subject}


@lru_cache(maxsize=128)
def _adapter_of(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - a cache accepts any hashable value
    from pydantic import TypeAdapter

    return TypeAdapter(with_pydantic_typed_dicts(kind))


def draft_change(
    shape: DictShape | ModelShape[Any],
    document: dict[str, JsonValue],
    draft: Any,  # noqa: ANN401 - a dict, or the type of the user
    subject: str,
    owner: object,
) -> DocumentChange:
    """Return the changes that a user's edits make to the server's JSON object.

    Values that JSON cannot store are removed from the draft, so that the next save does not fail
    again.

    Args:
        shape: The type of the draft.
        document: The server's JSON object.
        draft: The JSON object with the user's edits.
        subject: The name of the JSON object, such as `config`.
        owner: The object that it belongs to.

    Raises:
        UsageError: If the draft has a value that JSON cannot store; the message names its key.
    """
    before = shape.dump(shape.load(document, owner))
    after, refused = encode_keys(shape.dump(draft), subject, owner)
    for key in refused if isinstance(draft, dict) else ():
        draft.pop(key)
        if key in before:
            draft[key] = before[key]
    for error in refused.values():
        more = f" Other keys with the same error: {len(refused) - 1}." if len(refused) > 1 else ""
        raise UsageError(f"{error.message}{more} The edit was discarded.", hint=error.hint)
    return compare(before, after)
