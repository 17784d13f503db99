"""Which entity holds the registries that a path means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops import registries as ops

from runql._models.registry_answers import home_of_registry
from runql._models.registry_filters import PREFIX

if TYPE_CHECKING:
    from runql._async.session import AsyncSession

__all__ = ["registry_entity"]


async def registry_entity(session: AsyncSession, entity: str | None, project: str) -> str | None:
    """Return the entity of a path: for a registry that of the organization which the path's entity means."""
    if not project.startswith(PREFIX):
        return entity
    return home_of_registry(await session.send(ops.get_registry_home(name=entity)), entity)
