# Generated from queries/runs/groups.graphql by `make generate`. Do not edit.

from typing import Optional

from ...base_model import BaseModel


class GroupedRunSize(BaseModel):
    group: Optional[str]
    total_runs: int


class GroupedRunConnectionPage(BaseModel):
    edges: list["GroupedRunConnectionPageEdges"]


class GroupedRunConnectionPageEdges(BaseModel):
    cursor: str
    node: "GroupedRunConnectionPageEdgesNode"


GroupedRunConnectionPageEdgesNode = GroupedRunSize
