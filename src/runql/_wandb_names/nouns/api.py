"""`wandb.Api` itself: its constructor, and methods of small resource types."""

from __future__ import annotations

from typing import Final

from runql._wandb_names.entries import (
    Kind,
    Names,
    Parameter,
    absent,
    differs,
    dropped,
    renamed,
)

__all__ = ["ENTRIES"]

_START: Final = renamed("after", "The cursor is `lister.cursor`, on every list.")
_PAGES_GROW: Final = differs("Pages grow from 50 while a list is read, unless you set a size.")

api = Names("Api", "Api", "api", "Client and paths")
api.kind("Api", "Creating a client sends no request and starts no process.", "runql.Api")
api.call(
    "__init__",
    "overrides timeout api_key",
    {
        "overrides": Parameter(
            Kind.ACCEPTED,
            'Api(entity="team", project="p", base_url="https://…")',
            "Settings are arguments that type checkers know.",
            to="**",
        ),
        "timeout": differs("Seconds for the whole call, retries included."),
    },
    wrote='wandb.Api(overrides={"entity": "team"})',
)
api.accepted("flush", "()", why="runql caches no runs, so a second call shows the new state.")
api.call("flush", "")
api.accepted("api_key", "settings.api_key", "api.settings.api_key")
api.differs("settings", "A frozen `Settings` object instead of a dict.")
api.same("default_entity")
api.absent("user_agent", "Requests carry the name and version of runql.")
api.differs("viewer", "Sends a request at each access. Async clients await it.")
api.call("from_path", "path", why="A report is fetched whole; versions and URLs work too.")
api.hint("client", "api.graphql", "Every operation is a typed method.")
api.absent(
    "create_run_queue upsert_run_queue run_queue queued_run job list_jobs",
    "runql does not offer W&B Launch.",
)
api.absent("sync_tensorboard", "runql does not log runs; use `wandb sync`.")
api.absent("create_custom_chart", "runql draws charts of reports and sweeps only.")

api.call(
    "runs",
    "path filters order per_page include_sweeps lazy",
    {
        "per_page": _PAGES_GROW,
        "include_sweeps": dropped("Runs include the name of the sweep."),
        "lazy": dropped("Config and summary come with the list, one request per page."),
    },
    why="Filters are checked before a request is sent.",
)
api.call("run", "path", why="A second call fetches the run again; NotFoundError if it is missing.")
api.call(
    "create_run",
    "run_id project entity",
    why="Also accepts config, tags, notes and state.",
)
api.call("project", "name entity", why="Sends a request, and raises NotFoundError for a typo.")
api.call(
    "create_project", "name entity", why="Returns the project; `created` is True for a new one."
)
api.call("projects", "entity per_page", {"per_page": _PAGES_GROW})
api.call("reports", "path name per_page", why="`len(reports)` returns the total.")
api.call("sweep", "path")
api.call("team", "team", {"team": renamed("name")}, why="NotFoundError for a missing team.")
api.call(
    "create_team",
    "team admin_username",
    {"team": renamed("name"), "admin_username": renamed("admin")},
    why="Errors of the server are raised.",
)
api.call(
    "user",
    "username_or_email",
    {"username_or_email": renamed("name")},
    why="NotFoundError instead of None.",
)
api.call(
    "users",
    "username_or_email",
    {"username_or_email": renamed("query")},
    why="A lazy list of all matches.",
)
api.call("create_user", "email admin")
api.call("organization", "name")
api.call(
    "registries",
    "organization filter order per_page start",
    {"filter": renamed("filters"), "start": _START, "per_page": _PAGES_GROW},
)
api.call("registry", "name organization", why="Searches all your organizations.")
api.call(
    "create_registry",
    "name visibility organization description artifact_types",
    why="ConflictError if the name is taken.",
)

api.call("artifact", "name type", why="NotFoundError with close matches; typed metadata.")
api.call(
    "artifact_exists", "name type", why="Raises PermissionDeniedError instead of returning False."
)
api.call("artifact_collection", "type_name name")
api.call("artifact_collection_exists", "name type", why="Raises PermissionDeniedError.")
api.call("artifact_type", "type_name project")
api.call("artifact_types", "project start", {"start": _START})
api.call(
    "artifact_collections",
    "project_name type_name order per_page start",
    {"start": _START, "per_page": _PAGES_GROW},
)
api.call(
    "artifacts",
    "type_name name order per_page tags start",
    {"start": _START, "per_page": _PAGES_GROW},
    why="`tags=` finds matches on every page.",
)
api.accepted("artifact_versions", "artifacts", "api.artifacts(type, name)")
api.call("artifact_versions", "type_name name per_page")

api.call("automation", "name entity")
api.call(
    "automations",
    "entity name per_page start",
    {"start": _START},
    why="Lists one entity, in pages.",
)
api.call("create_automation", "obj fetch_existing", {"obj": renamed("new")})
api.hint(
    "update_automation",
    "automation.update(…)",
    "An automation has its own methods.",
    "{0}.update({rest})",
)
api.call("update_automation", "obj create_missing")
api.hint(
    "delete_automation",
    "automation.delete()",
    "An automation has its own methods.",
    "{0}.delete()",
)
api.call("delete_automation", "obj")
_INTEGRATIONS = {"start": absent("The lists are short and are read completely.")}
api.call("integrations", "entity per_page start", _INTEGRATIONS)
api.call("slack_integrations", "entity per_page start", _INTEGRATIONS)
api.call("webhook_integrations", "entity per_page start", _INTEGRATIONS)

ENTRIES = (*api,)
