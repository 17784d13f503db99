"""`Api`: the interface of `wandb.Api`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, cast

import runql
from runql._paths.parsing import is_url
from runql._paths.projects import parse_project_path
from runql._paths.resource_kinds import kind_of_path
from runql.compat._shared.lists import page_size
from runql.compat._shared.session import chosen, client_for
from runql.compat._shared.wrapping import wrapped
from runql.compat.apis._contents import ArtifactsApi, AutomationsApi, RegistriesApi
from runql.compat.apis.public.accounts import (
    Organization,
    OrgEntity,
    Team,
    User,
    team_or_user,
)
from runql.compat.apis.public.projects import Project, Projects
from runql.compat.apis.public.reports import BetaReport, Reports
from runql.compat.apis.public.runs import Runs, listed_runs
from runql.compat.errors import refused
from runql.errors import ConflictError, NotFoundError, PathError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql.compat.apis.public.run import Run
    from runql.compat.apis.public.sweeps import Sweep

__all__ = ["Api"]

_KNOWN_OVERRIDES = ("base_url", "entity", "project", "organization", "run", "_proxies", "api_key")


class Api(ArtifactsApi, RegistriesApi, AutomationsApi):
    """A client with the methods of `wandb.Api`, on top of runql.

    Attributes:
        settings: Server, entity, project and organization for paths that do not name them.
    """

    def __init__(
        self,
        overrides: Mapping[str, Any] | None = None,
        timeout: int | None = None,
        api_key: str | None = None,
    ) -> None:
        """Create the client. No request is sent.

        Args:
            overrides: `base_url`, `entity`, `project`, `organization` instead of the environment's values.
            timeout: Maximum seconds of a call, including retries.
            api_key: API key instead of the environment's.

        Raises:
            ValueError: If an override has another name.
        """
        given = dict(overrides or {})
        unknown = [name for name in given if name not in _KNOWN_OVERRIDES]
        if unknown:
            raise refused(
                f"Unknown override: {unknown[0]!r}. Allowed values: base_url, entity, project."
            )
        named = {**chosen(), **{name: each for name, each in given.items() if each}}
        proxies = given.get("_proxies") or {}
        self._api = client_for(
            api_key=api_key or named.get("api_key"),
            base_url=named.get("base_url"),
            entity=named.get("entity"),
            project=named.get("project"),
            timeout=timeout,
            proxy=proxies.get("https") or proxies.get("http"),
        )
        settings = self._api.settings
        self._viewer: User | None = None
        self.settings: dict[str, Any] = {
            "base_url": settings.base_url,
            "entity": settings.entity,
            "project": settings.project,
            "organization": given.get("organization") or os.environ.get("WANDB_ORGANIZATION"),
            "run": given.get("run"),
        }

    @property
    def api_key(self) -> str | None:
        """The API key."""
        return self._api.settings.api_key

    @property
    def _service_api(self) -> Any:  # noqa: ANN401 - the official client's own
        """A connection for functions of the installed `wandb`, such as `wandb.sweep`, that use an `Api`."""
        from wandb.apis.public.api import Api as OfficialApi

        settings = self._api.settings
        overrides = {"base_url": settings.base_url}
        return OfficialApi(overrides=overrides, api_key=settings.api_key)._service_api

    @property
    def user_agent(self) -> str:
        """The user agent of the client."""
        return f"runql/{runql.__version__}"

    @property
    def viewer(self) -> User:
        """The user of the API key."""
        if self._viewer is None:
            self._viewer = self._account(self._api.viewer)
        return self._viewer

    @property
    def default_entity(self) -> str | None:
        """The viewer's default entity."""
        return self.viewer.entity

    def flush(self) -> None:
        """Forget the viewer. No other data is cached, because each call requests it."""
        self._viewer = None

    def _place(self, path: str | None) -> str:
        """Return `entity/project` of a path, with missing parts from the settings."""
        parsed = parse_project_path(
            path or None, entity=self.settings["entity"], project=self.settings["project"]
        )
        return f"{parsed.entity or self.default_entity}/{parsed.project}"

    def _parse_artifact_path(self, path: str) -> tuple[str | None, str, str]:
        """Return entity, project and name with alias. Scripts use this private method."""
        before, colon, alias = path.partition(":")
        *owners, name = before.split("/")
        project = owners[-1] if owners else self.settings["project"] or "uncategorized"
        entity = owners[-2] if len(owners) > 1 else self.settings["entity"] or self.default_entity
        return entity, project, name + colon + alias

    def runs(
        self,
        path: str | None = None,
        filters: Mapping[str, Any] | None = None,
        order: str | None = "+created_at",
        per_page: int = 50,
        include_sweeps: bool = False,
        lazy: bool = True,
    ) -> Runs:
        """List the runs of a project, with config and summary.

        Args:
            path: `entity/project`.
            filters: Filter in MongoDB style.
            order: `+created_at`, `-summary_metrics.loss`, `config.lr.value`, ….
            per_page: Runs per request; the default lets pages grow.
            include_sweeps: Accepted for compatibility: one request loads the runs of a sweep.
            lazy: Accepted for compatibility: the list includes config and summary.
        """
        return listed_runs(self._api, self._place(path), filters, order, per_page)

    def run(self, path: str = "") -> Run:
        """Return a run: `entity/project/run_id`."""
        return cast("Run", wrapped(self._api.run(path), self._api))

    def create_run(
        self, *, run_id: str | None = None, project: str | None = None, entity: str | None = None
    ) -> Run:
        """Create a run without a process."""
        return self._create_run(run_id, project, entity, "running")

    def _create_run(
        self, run_id: str | None, project: str | None, entity: str | None, state: str
    ) -> Run:
        place = self._place("/".join(filter(None, (entity, project or self.settings["project"]))))
        if entity and not (project or self.settings["project"]):
            place = f"{entity}/uncategorized"
        made = self._api.create_run(place, run_id=run_id, state=state)
        return cast("Run", wrapped(made, self._api))

    def sweep(self, path: str = "") -> Sweep:
        """Return a sweep: `entity/project/sweep_id`."""
        return cast("Sweep", wrapped(self._api.sweep(path), self._api))

    def project(self, name: str, entity: str | None = None) -> Project:
        """Return a project. It is requested when an attribute other than its name is read."""
        owner, _, own = self._place(f"{entity}/{name}" if entity else name).partition("/")
        return Project._named(self._api, owner, own)

    def projects(self, entity: str | None = None, per_page: int = 200) -> Projects:
        """List the projects of an entity."""
        owner = entity or self.settings["entity"] or self.default_entity
        if owner is None:
            raise refused(
                "No entity was given, and neither the settings nor the account has a default."
            )
        return Projects(
            self._api.projects(owner, per_page=page_size(per_page)), self._api, owner, per_page
        )

    def create_project(self, name: str, entity: str) -> None:
        """Create a project."""
        self._api.create_project(name, entity)

    def reports(self, path: str = "", name: str | None = None, per_page: int = 50) -> Reports:
        """List the reports of a project."""
        place = self._place(path)
        owner, _, project = place.partition("/")
        listed = self._api.reports(place, name, per_page=page_size(per_page))
        return Reports(listed, self._api, Project._named(self._api, owner, project), name, per_page)

    def from_path(self, path: str) -> Any:  # noqa: ANN401 - what the path names
        """Return the object of a path: a project, a run, a sweep or a report."""
        try:
            kind = kind_of_path(path)
        except PathError as error:
            raise refused(f"Invalid path: {error}") from error
        if kind == "project":
            return self.project(path.strip("/ "))
        if kind == "report" and not is_url(path):
            return self._report_of_path(path)
        return wrapped(self._api.from_path(path), self._api)

    def _report_of_path(self, path: str) -> BetaReport:
        entity, project, _, last = path.strip("/ ").split("/")
        if "--" not in last and "-" in last:
            raise refused(
                f"Invalid report path: {path!r} should be entity/project/reports/Title--ID."
            )
        return BetaReport._of_path(self._api, entity, project, last.rpartition("--")[2])

    def team(self, team: str) -> Team:
        """Return a team; for a user's entity, a team with that user."""
        return cast("Team", wrapped(team_or_user(self._api, team), self._api))

    def create_team(self, team: str, admin_username: str | None = None) -> Team:
        """Create a team, or return an existing team with the name."""
        try:
            made = self._api.create_team(team, admin=admin_username)
        except ConflictError:
            return self.team(team)
        return cast("Team", wrapped(made, self._api))

    def organization(self, name: str | None = None) -> Organization:
        """Return an organization."""
        wanted = name or self.settings["organization"]
        try:
            found = self._api.organization(wanted)
        except NotFoundError as error:
            raise refused(f"Organization {wanted!r} not found. {error}") from error
        return Organization(
            found.id, found.name, OrgEntity(found.entity_id or "", found.entity or "")
        )

    def user(self, username_or_email: str) -> User | None:
        """Return a user; None if the user does not exist."""
        try:
            return self._account(self._api.user(username_or_email))
        except NotFoundError:
            return None

    def users(self, username_or_email: str) -> list[User]:
        """Return the users whose username or email address begins with a prefix."""
        return [self._account(each) for each in self._api.users(username_or_email)]

    def create_user(self, email: str, admin: bool | None = False) -> User:
        """Create an account. Requires a server administrator."""
        return self._account(self._api.create_user(email, admin=bool(admin)))

    def _account(self, found: object) -> User:
        made = cast("User", wrapped(found, self._api))
        made._found_by = self
        return made

    def __repr__(self) -> str:
        return f"<Api {self.settings['base_url']}>"
