"""Parts of `Api`: artifacts, registries, automations and integrations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast

from runql_graphql.ops.registries import base as ops

from runql._models.registries.base import checked_visibility
from runql._models.registries.responses import organization_of_registry
from runql.compat._shared.lists import page_size
from runql.compat._shared.wrapping import Translated, Wrapped, wrapped
from runql.compat.apis.public.artifacts import (
    ArtifactCollection,
    ArtifactCollections,
    Artifacts,
    ArtifactType,
    ArtifactTypes,
)
from runql.compat.apis.public.automations import (
    Automation,
    Automations,
    Integrations,
    SlackIntegrations,
    WebhookIntegrations,
)
from runql.compat.apis.public.registries import (
    Registries,
    Registry,
    check_registry_name,
    failing_to,
)
from runql.compat.artifacts.artifact import Artifact
from runql.compat.errors import beginning_with, refused
from runql.errors import ConflictError, NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import runql
    from runql.automations import NewAutomation

__all__ = ["ArtifactsApi", "AutomationsApi", "RegistriesApi"]


class ArtifactsApi(Translated):
    """`Api` methods for artifacts."""

    _api: runql.Api

    def artifact(self, name: str, type: str | None = None) -> Artifact:
        """Return an artifact version: `entity/project/collection:alias`."""
        return Artifact._of(self._api.artifact(name, type), self._api)

    def artifact_exists(self, name: str, type: str | None = None) -> bool:
        """Return whether an artifact version exists."""
        return self._api.artifact_exists(name, type)

    def artifact_type(self, type_name: str, project: str | None = None) -> ArtifactType:
        """Return an artifact type of a project."""
        found = self._api.artifact_type(type_name, project)
        return cast("ArtifactType", wrapped(found, self._api))

    def artifact_types(self, project: str | None = None, start: str | None = None) -> ArtifactTypes:
        """List the artifact types of a project."""
        return ArtifactTypes(self._api.artifact_types(project, after=start), self._api)

    def artifact_collection(self, type_name: str, name: str) -> ArtifactCollection:
        """Return an artifact collection: `entity/project/collection`."""
        found = self._api.artifact_collection(type_name, name)
        return cast("ArtifactCollection", wrapped(found, self._api))

    def artifact_collection_exists(self, name: str, type: str) -> bool:
        """Return whether an artifact collection exists."""
        return self._api.artifact_collection_exists(name, type)

    def artifact_collections(
        self,
        project_name: str,
        type_name: str,
        order: str | None = None,
        per_page: int = 50,
        start: str | None = None,
    ) -> ArtifactCollections:
        """List the artifact collections of a type."""
        listed = self._api.artifact_collections(
            project_name, type_name, order, per_page=page_size(per_page), after=start
        )
        return ArtifactCollections(listed, self._api, per_page)

    def artifacts(
        self,
        type_name: str,
        name: str,
        order: str | None = None,
        per_page: int = 50,
        tags: str | list[str] | None = None,
        start: str | None = None,
    ) -> Artifacts:
        """List the versions of an artifact collection."""
        listed = self._api.artifacts(
            type_name, name, order, tags=tags, per_page=page_size(per_page), after=start
        )
        return Artifacts(listed, self._api, per_page)

    def artifact_versions(self, type_name: str, name: str, per_page: int = 50) -> Artifacts:
        """List the versions of an artifact collection."""
        return self.artifacts(type_name, name, per_page=per_page)


class RegistriesApi(Translated):
    """`Api` methods for registries."""

    _api: runql.Api
    settings: dict[str, Any]

    def _organization(self, given: str | None) -> str:
        """Return the organization of registries: the given one, the settings', or that of the settings' entity."""
        chosen = given or self.settings["organization"]
        if chosen:
            return str(chosen)
        entity = self.settings["entity"] or self._api.default_entity
        with beginning_with("Multiple organizations found for entity.", UsageError):
            response = self._api._session.send(ops.get_registry_owner(name=entity))
            return organization_of_registry(response, entity).name

    def registries(
        self,
        organization: str | None = None,
        filter: Mapping[str, Any] | None = None,
        order: str | None = None,
        per_page: int = 100,
        start: str | None = None,
    ) -> Registries:
        """List the registries of an organization."""
        listed = self._api.registries(
            self._organization(organization),
            filter,
            order,
            per_page=page_size(per_page),
            after=start,
        )
        return Registries(listed, self._api, per_page, order)

    def registry(self, name: str, organization: str | None = None) -> Registry:
        """Return a registry by its name.

        Raises:
            ValueError: If the registry does not exist.
        """
        owner = self._organization(organization)
        with failing_to("load", name, owner):
            return cast("Registry", wrapped(self._api.registry(name, owner), self._api))

    def create_registry(
        self,
        name: str,
        visibility: Literal["organization", "restricted"],
        organization: str | None = None,
        description: str | None = None,
        artifact_types: list[str] | None = None,
    ) -> Registry:
        """Create a registry.

        Raises:
            ValueError: If the name is taken.
        """
        check_registry_name(name)
        with beginning_with(f"Invalid visibility {visibility!r}."):
            checked_visibility(visibility)
        owner = self._organization(organization)
        taken = beginning_with(
            f"Failed to create registry {name!r} in organization {owner!r}: please use a different name.",
            ConflictError,
        )
        with failing_to("create", name, owner), taken:
            made = self._api.create_registry(
                name,
                visibility,
                owner,
                description=description,
                artifact_types=artifact_types,
            )
        return cast("Registry", wrapped(made, self._api))


class AutomationsApi(Translated):
    """`Api` methods for automations and integrations."""

    _api: runql.Api

    def _owner(self, entity: str | None) -> str | None:
        return entity or self._api.default_entity

    def automations(
        self,
        entity: str | None = None,
        *,
        name: str | None = None,
        per_page: int = 50,
        start: str | None = None,
    ) -> Automations:
        """List the automations of an entity."""
        listed = self._api.automations(
            self._owner(entity), name=name, per_page=page_size(per_page), after=start
        )
        return Automations(listed, self._api, per_page)

    def automation(self, name: str, *, entity: str | None = None) -> Automation:
        """Return an automation by its name.

        Raises:
            ValueError: If the automation does not exist.
        """
        found = self._api.automation(name, self._owner(entity))
        return cast("Automation", wrapped(found, self._api))

    def create_automation(
        self,
        obj: NewAutomation,
        *,
        fetch_existing: bool = False,
        name: str,
        description: str | None = None,
        enabled: bool = True,
    ) -> Automation:
        """Create an automation from `event >> action`.

        Raises:
            ValueError: If an automation has the name already, and `fetch_existing` is off.
        """
        made = self._api.create_automation(
            obj, name=name, description=description, enabled=enabled, fetch_existing=fetch_existing
        )
        return cast("Automation", wrapped(made, self._api))

    def update_automation(
        self,
        obj: Automation,
        *,
        create_missing: bool = False,
        **kwargs: Any,  # noqa: ANN401 - as `Automation.update`
    ) -> Automation:
        """Save local edits of an automation, and the given changes."""
        return obj._update(kwargs, create_missing=create_missing)

    def delete_automation(self, obj: Automation | str) -> Literal[True]:
        """Delete an automation, by object or by ID."""
        if isinstance(obj, Wrapped):
            obj._inner.delete()
            return True
        found = [each for each in self._api.automations(self._owner(None)) if each.id == obj]
        if not found:
            raise NotFoundError(f"Automation not found: no automation has the id {obj!r}.")
        found[0].delete()
        return True

    def integrations(
        self, entity: str | None = None, *, per_page: int = 50, start: str | None = None
    ) -> Integrations:
        """List the integrations of an entity."""
        _refuse_start(start)
        return Integrations(
            self._api.integrations(self._owner(entity), per_page=page_size(per_page)), self._api
        )

    def slack_integrations(
        self, *, entity: str | None = None, per_page: int = 50, start: str | None = None
    ) -> SlackIntegrations:
        """List the Slack channels of an entity."""
        _refuse_start(start)
        return SlackIntegrations(
            self._api.slack_integrations(self._owner(entity), per_page=page_size(per_page)),
            self._api,
        )

    def webhook_integrations(
        self, entity: str | None = None, *, per_page: int = 50, start: str | None = None
    ) -> WebhookIntegrations:
        """List the webhooks of an entity."""
        _refuse_start(start)
        return WebhookIntegrations(
            self._api.webhook_integrations(self._owner(entity), per_page=page_size(per_page)),
            self._api,
        )


def _refuse_start(start: str | None) -> None:
    if start is not None:
        raise refused(f"start={start!r} is not supported for lists of integrations.")
