"""Modules, exceptions and functions of `wandb`, and classes without a counterpart."""

from __future__ import annotations

from typing import Final

from runql._wandb_names.entries import Entry, Kind, Names

__all__ = ["ENTRIES"]

_IMPORTS: Final = "Imports"


def _name(
    owner: str, member: str, kind: Kind, write: str = "", why: str = "", gives: str = ""
) -> Entry:
    here = "runql.errors" if owner == "wandb.errors" else "runql"
    return Entry(owner, member, here, _IMPORTS, kind, f"{owner}.{member}", write, why, gives)


def _error(member: str, gives: str, why: str = "") -> Entry:
    kind = Kind.SAME if member == gives else Kind.ACCEPTED
    return _name("wandb.errors", member, kind, f"runql.errors.{gives}", why, gives)


_ERRORS: Final = (
    _error("Error", "RunQLError", "The base of a tree of typed errors."),
    _error(
        "CommError", "RunQLError", "NotFoundError, PermissionDeniedError, … identify the failure."
    ),
    _error("AuthenticationError", "AuthenticationError"),
    _error("UsageError", "UsageError"),
    _error("UnsupportedError", "UnsupportedError"),
    _error("RunNotFoundError", "NotFoundError"),
    _name(
        "wandb.errors",
        "IncompleteRunHistoryError",
        Kind.HINT,
        "run.history_info().complete",
        "Histories report whether they are complete.",
    ),
)
_LOGGING: Final = "It logs runs. Keep `import wandb` for it."
_LOGIN: Final = "A client reads its key and server from arguments, the environment, or netrc."
_NAMES: Final = (
    *(_name("wandb", name, Kind.ABSENT, "", _LOGGING) for name in (
        "init", "log", "finish", "watch", "save", "define_metric", "run", "config",
        "summary", "agent", "setup", "alert", "log_artifact", "use_artifact", "Settings",
        "Image", "Video", "Audio", "Html", "Histogram", "Object3D", "Molecule", "Plotly", "plot",
    )),
    _name("wandb", "Table", Kind.HINT, "runql.media.Table", "runql reads tables; wandb.Table logs them."),
    _name("wandb", "sweep", Kind.HINT, "api.create_sweep(config, path)", "It checks the config."),
    _name("wandb", "controller", Kind.ABSENT, "", "runql does not control local sweeps."),
    *(_name("wandb", old, Kind.ACCEPTED, f"runql.{new}", "", new) for old, new in {
        "CommError": "errors.RunQLError", "Error": "errors.RunQLError",
        "UsageError": "errors.UsageError",
        "PublicApi": "Api", "BetaReport": "Report", "HTTPSummary": "Summary", "AgentRuns": "Runs",
        "RunArtifacts": "Artifacts", "ProjectArtifactCollections": "ArtifactCollections",
        "ArtifactFiles": "ArtifactFileList", "ArtifactManifestEntry": "ArtifactEntry",
        "ConsoleLogLine": "LogLine",
    }.items()),
    _name("wandb", "HistoryScan", Kind.HINT, "run.scan_history()"),
    _name("wandb", "QueryGenerator", Kind.HINT, "runql.filters"),
    _name("wandb", "login", Kind.ACCEPTED, "runql.Api(api_key=…, base_url=…)", _LOGIN, "settings._log_in"),
    _name("wandb", "apis", Kind.ACCEPTED, "from runql import Api, Run, Runs", "", "apis"),
    _name("wandb", "sdk", Kind.ABSENT, "", _LOGGING),
    _name("wandb", "util", Kind.ABSENT, "", "They are internal helpers of wandb."),
    _name("wandb", "env", Kind.HINT, "runql.Settings"),
    _name("wandb", "wandb_sdk", Kind.ABSENT, "", _LOGGING),
    _name("wandb", "integration", Kind.ABSENT, "", _LOGGING),
    _name("wandb", "integrations", Kind.ABSENT, "", _LOGGING),
)  # fmt: skip

_LAUNCH: Final = "runql does not offer W&B Launch."
_INTERNAL: Final = "It is internal to wandb."


def _classes() -> list[Entry]:
    found: list[Entry] = []
    for name in (
        "Job", "QueuedRun", "RunQueue", "RunQueueAccessType", "RunQueuePrioritizationMode",
        "RunQueueResourceType",
    ):  # fmt: skip
        one = Names(name, "", "queue", "Launch")
        one.kind(why=_LAUNCH)
        found += one
    for name in ("ServiceApi", "PathType"):
        one = Names(name, "", "api", "Client and paths")
        one.kind(why=_INTERNAL)
        found += one
    one = Names("RunNotFoundError", "", "error", _IMPORTS)
    one.kind("errors.NotFoundError", "It is a ValueError, as in wandb.")
    found += one
    one = Names("IncompleteRunHistoryError", "", "error", _IMPORTS)
    one.kind("run.history_info().complete", "Histories report whether they are complete.")
    found += one
    return found


ENTRIES = (*_ERRORS, *_NAMES, *_classes())
