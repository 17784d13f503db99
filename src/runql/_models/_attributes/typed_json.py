"""How a JSON document becomes what a user works with: a plain dict, or a model of their own.

Documents are given away: nobody else may hold them.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from runql.errors import DataValidationError

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from runql._wire.json_types import JsonValue

__all__ = ["DictShape", "ModelShape"]

T = TypeVar("T")


class DictShape:
    """The document as it is."""

    def load(self, document: dict[str, JsonValue], owner: object) -> dict[str, JsonValue]:
        """Return the document, to be edited."""
        return document

    def dump(self, value: dict[str, JsonValue]) -> dict[str, JsonValue]:
        """Return the document that a value stands for."""
        return value


class ModelShape(Generic[T]):
    """The document as a type that pydantic can validate: a model, a dataclass, a TypedDict."""

    def __init__(self, kind: type[T], subject: str) -> None:
        self.kind = kind
        self.subject = subject

    @cached_property
    def _adapter(self) -> TypeAdapter[T]:
        from pydantic import TypeAdapter

        return TypeAdapter(self.kind)

    def load(self, document: dict[str, JsonValue], owner: object) -> T:
        """Return the document as the type.

        Raises:
            DataValidationError: The document does not fit; says which keys and why.
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
        """Return the document that a value stands for."""
        document: dict[str, JsonValue] = self._adapter.dump_python(
            value, mode="json", by_alias=True
        )
        return document

    def __getstate__(self) -> dict[str, object]:
        return {"kind": self.kind, "subject": self.subject}
