"""How a JSON document becomes what a user works with: a plain dict, or a model of their own.

Documents are given away: no one else may hold them.
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
    """The document as it is."""

    def keys(self) -> frozenset[str] | None:
        """Return None: a dict may be requested any key."""
        return None

    def check(self) -> None:
        """Accept: any document is a dict."""

    def load(self, document: dict[str, JsonValue], owner: object) -> dict[str, JsonValue]:
        """Return the document, to be edited."""
        return document

    def dump(self, value: dict[str, JsonValue]) -> dict[str, JsonValue]:
        """Return the document that a value stands for."""
        return present_items(value)


class ModelShape(Generic[T]):
    """The document as a type that pydantic can validate: a model, a dataclass, a TypedDict."""

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
                f"{self.subject}={self.kind!r} is not a type that pydantic can validate: {error}",
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
        """Return the document as the type.

        Raises:
            DataValidationError: If the document does not fit; says which keys and why.
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
                f"The {self.subject} of {owner} does not fit {self.kind.__name__}: {problems}.",
                hint="Make those fields optional, or filter for runs that have them.",
            ) from error

    def dump(self, value: T) -> dict[str, JsonValue]:
        """Return the document that a value stands for.

        Raises:
            UsageError: If it has a value that JSON cannot store.
        """
        from pydantic_core import PydanticSerializationError

        try:
            document: dict[str, JsonValue] = self._adapter.dump_python(
                value, mode="json", by_alias=True, fallback=self._encode
            )
        except PydanticSerializationError as error:
            raise UsageError(
                f"The {self.subject} cannot be stored as JSON: {error}.",
                hint=f"Assign values that {self.kind.__name__} can validate.",
            ) from error
        return document

    def _encode(self, value: object) -> JsonValue:
        return encode_value(value, f"A value of the {self.subject}")

    def __getstate__(self) -> dict[str, object]:
        return {"kind": self.kind, "subject": self.subject}


@lru_cache(maxsize=128)
def _adapter_of(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - a cache takes any hashable value
    from pydantic import TypeAdapter

    return TypeAdapter(with_pydantic_typed_dicts(kind))


def draft_change(
    shape: DictShape | ModelShape[Any],
    document: dict[str, JsonValue],
    draft: Any,  # noqa: ANN401 - a dict, or the type of the user
    subject: str,
    owner: object,
) -> DocumentChange:
    """Return what a draft changes in the server's document.

    Values that JSON cannot store are taken out of the draft, so that the next save does not meet them again.

    Args:
        shape: The form of the draft.
        document: The server's document.
        draft: The document as the user edited it.
        subject: The name of the document.
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
        more = f" So do {len(refused) - 1} other keys." if len(refused) > 1 else ""
        raise UsageError(f"{error.message}{more} The edit was discarded.", hint=error.hint)
    return compare(before, after)
