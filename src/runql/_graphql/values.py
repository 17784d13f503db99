"""Access to fields of responses by GraphQL names, for every type of response."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from pydantic import BaseModel

__all__ = ["value_at"]


def value_at(value: object, key: str) -> object:
    """Return a field of an object by its name in the response; None if the object lacks the field.

    Args:
        value: A dict, a pydantic model, or an object with attributes.
        key: Name or alias in the GraphQL document.
    """
    if value is None:
        return None
    if isinstance(value, Mapping):
        return cast("Mapping[str, object]", value).get(key)
    from pydantic import BaseModel

    if isinstance(value, BaseModel):
        name = _attribute(type(value), key)
        return getattr(value, name) if name is not None else (value.model_extra or {}).get(key)
    return getattr(value, key, None)


@lru_cache(maxsize=4096)
def _attribute(model: type[BaseModel], key: str) -> str | None:
    from pydantic.alias_generators import to_camel

    fields = model.model_fields
    for name, field in fields.items():
        if key in (field.validation_alias, field.alias):
            return name
    if key in fields:
        return key
    # A model has no aliases from its generator before it is built.
    generated = model.model_config.get("alias_generator") is not None
    return next((name for name in fields if generated and to_camel(name) == key), None)
