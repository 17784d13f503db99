# Generated from src/runql/_async/_client/api_base.py by `make generate`. Do not edit.

"""Base class of the parts of `Api`: the session, and the default entity and project of paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

# Methods of public objects check their arguments.
import runql._arguments  # noqa: F401  # pyright: ignore[reportUnusedImport]
from runql._wandb_names.attributes import WandbNames
from runql.errors import UsageError

if TYPE_CHECKING:
    from runql._sync._client.session import Session

__all__ = ["ApiBase"]


class ApiBase(WandbNames):
    """Base class of the parts of `Api`: holds the session and the defaults of paths."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def _entity(self) -> str | None:
        return self._session.settings.entity

    @property
    def _project(self) -> str | None:
        return self._session.settings.project

    def _named_entity(self, entity: str | None) -> str:
        owner = entity or self._entity
        if owner is None:
            raise UsageError(
                "No entity was passed, and the settings have no default entity.",
                hint="Pass entity=, or set WANDB_ENTITY.",
            )
        return owner
