# Generated from queries/runs/groups.graphql by `make generate`. Do not edit.
# pyright: reportUnusedImport=false

from typing import Annotated, Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .fragments.runs.groups import (  # noqa: F401
    GroupedRunConnectionPage,
    GroupedRunConnectionPageEdges,
)
from .open_union import OpenUnion, UnknownType


class ListRunGroups(BaseModel):
    """List the groups of a project's runs that match a filter, with the number of runs in each and in total."""

    project: Optional["ListRunGroupsProject"]


class ListRunGroupsProject(BaseModel):
    id: str
    run_count: int
    grouped_runs: Optional[
        Annotated[
            Union[
                "ListRunGroupsProjectGroupedRunsGroupedRunConnection",
                "ListRunGroupsProjectGroupedRunsRunConnection",
                "UnknownType",
            ],
            OpenUnion(),
        ]
    ]


class ListRunGroupsProjectGroupedRunsGroupedRunConnection(GroupedRunConnectionPage):
    typename__: Literal["GroupedRunConnection"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class ListRunGroupsProjectGroupedRunsRunConnection(BaseModel):
    typename__: Literal["RunConnection"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )
