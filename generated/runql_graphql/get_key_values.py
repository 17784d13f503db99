# Generated from queries/projects.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.projects import KeySuggestionFields


class GetKeyValues(BaseModel):
    """Count the values of a key in the runs that match a filter."""

    project: Optional["GetKeyValuesProject"]


class GetKeyValuesProject(BaseModel):
    run_key_suggestions: list["GetKeyValuesProjectRunKeySuggestions"]


GetKeyValuesProjectRunKeySuggestions = KeySuggestionFields
