"""Runs, lists of runs, and summaries."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from runql._wandb_names.entries import (
    ISO,
    MAYBE_ISO,
    Names,
    Parameter,
    differs,
    dropped,
    hinted,
    mapped,
    renamed,
)

__all__ = ["ENTRIES"]

_LOAD: Final = {
    "force": mapped({True: ".refresh", False: ""}, "run.refresh()", "Drops unsaved edits.")
}
_PAGES_GROW: Final = differs("Pages grow from 50 while a list is read, unless you set a size.")
_SAMPLES: Final = differs("All rows are returned unless you request a sample.")
_KEYS: Final = Parameter(
    why='Rows that have any of the keys; `how="all"` returns only rows that have all keys, as wandb does.',
    rewrite="all",
)
_X_AXIS: Final = replace(
    mapped(
        {"_step": ""},
        'keys=["loss", "epoch"], how="all"',
        "Rows are in order of `_step`; name the axis as a key.",
    ),
    rewrite="keys",
)

run = Names("Run", "Run", "run", "Runs")
run.kind("Run")
run.same("config entity id project path url group notes description commit tags user")
run.same("storage_id sweep_name history_line_count job_type read_only project_id")
run.same("history_keys last_history_step json_config")
run.differs("name", "The display name; `id` is the last part of the path, as in wandb.")
run.differs("state", "A `RunState`, equal to the string; `state.is_terminal`.")
run.differs("created_at", "An aware `datetime` instead of a string.", ISO)
run.differs("heartbeat_at", "An aware `datetime` instead of a string.", MAYBE_ISO)
run.differs("updated_at", "An aware `datetime` instead of a string.", MAYBE_ISO)
run.differs("summary", "A mapping: `len`, `in`, iteration and JSON work.")
run.differs("summary_metrics", "The server's summary as a plain dict.")
run.differs("system_metrics", "The last values; `system_metrics_history()` has all.")
run.differs("metadata", "Errors are raised; an async client awaits it.")
run.differs("sweep", "Fetched once; an async client awaits it.")
run.accepted("rawconfig", "raw_config")
run.accepted("lastHistoryStep", "last_history_step")
run.accepted(
    "username", "entity", why="In wandb, it is also the entity; `run.user` logged the run."
)
run.accepted("internalId", "storage_id", why="`storage_id` is the ID that mutations accept.")
run.accepted("_attrs", "_fields()", "the attributes", "Config and summary are attributes only.")
run.accepted("save", "update", "run.update()", "It sends the changes.")
run.call("save", "")
run.call(
    "update", "", why="Sends the changes, merged by key, so that concurrent edits are preserved."
)
run.accepted("load_full_data", "load", "run.load()")
run.call("load_full_data", "force", _LOAD)
run.call("load", "force", _LOAD, why="`refresh()` fetches the run again.")
run.call("delete", "delete_artifacts")
run.call("stop", "")
run.call("update_state", "state")
run.call("wait_until_finished", "", why="Ends on every final state; accepts `timeout=`.")
run.hint("dir", "the folder of your choice", "runql creates no folder for a run.")
run.accepted("to_html", "_page_as_html", "run.url", "The HTML is a frame around the run's page.")
run.call("to_html", "height hidden")
run.accepted("display", "_display_page", "run.url", "The HTML is a frame around the run's page.")
run.call("display", "height hidden")
run.absent("snake_to_camel", "It is an internal helper of wandb.")
run.absent("server_provides_internal_id_field", "It is an internal flag of wandb.")
run.hint("create", "api.create_run(…)", "Runs are created by the client.")
run.call("create", "api run_id project entity state")

run.call(
    "history",
    "samples keys x_axis pandas stream",
    {
        "samples": _SAMPLES,
        "keys": _KEYS,
        "x_axis": _X_AXIS,
        "pandas": mapped({False: "format='records'", True: ""}, 'format="records"'),
        "stream": differs('`"system"` and `"events"` return the system metrics.'),
    },
    why="All rows instead of 500 sampled ones; `samples=500` samples.",
)
_SCAN: Final = {
    "keys": _KEYS,
    "use_cache": dropped("`Settings(history_cache=…)` checks its files at every use."),
    "min_step": Parameter(),
}
run.call(
    "scan_history",
    "keys page_size min_step max_step use_cache",
    _SCAN,
    why="Each row is returned once.",
)
run.accepted("beta_scan_history", "scan_history", "run.scan_history(…)")
run.call("beta_scan_history", "keys page_size min_step max_step use_cache", _SCAN)
run.hint(
    "download_history_exports",
    'api.export("entity/project", to="folder")',
    "It exports a whole project and updates the folder later; run.history() reads one run.",
)
run.call("download_history_exports", "download_dir require_complete_history")

run.call("file", "name", why="NotFoundError with close matches, raised when it is called.")
run.call(
    "files",
    "names pattern per_page",
    {
        "pattern": Parameter(why='A glob, `"*.png"`, instead of SQL\'s `"%.png"`.', rewrite="glob"),
        "per_page": _PAGES_GROW,
    },
)
run.call("upload_file", "path root", why="Also uploads bytes; `upload_files` accepts folders.")
run.call("console_logs", "per_page last", why="Also `follow=`, `pattern=`, `limit=`, and tables.")
run.call(
    "log_artifact",
    "artifact aliases tags",
    {"artifact": renamed("artifact_or_path")},
    why="Accepts a `runql.Artifact`, or a path with a name and a type.",
)
run.call("use_artifact", "artifact use_as", {"artifact": renamed("artifact_or_name")})
run.call("logged_artifacts", "per_page", {"per_page": _PAGES_GROW})
run.call("used_artifacts", "per_page", {"per_page": _PAGES_GROW})

runs = Names("Runs", "Runs", "runs", "Runs")
runs.kind("Runs")
runs.call(
    "histories",
    "samples keys x_axis format stream",
    {
        "keys": _KEYS,
        "samples": replace(
            hinted(
                '[{"run_id": run.id, **row} for run in runs for row in run.history(samples=500, '
                'format="records")]',
                "All rows of all runs are read.",
            ),
            rewrite="drop",
        ),
        "x_axis": _X_AXIS,
        "format": replace(
            mapped({"default": ""}, "to_pandas() or to_polars()", "The result has these methods."),
            rewrite="method",
        ),
        "stream": mapped({"default": ""}, "run.system_metrics_history() of each run"),
    },
    why="All rows, several runs concurrently; `to_pandas()`, `to_polars()`, `batches()`.",
    rewrite='[{"run_id": each.run_id, **row} for each in {call} for row in each.to_records()]',
)
runs.accepted("upgrade_to_full", "()", why="Config and summary come with the list.")
runs.call("upgrade_to_full", "")
runs.accepted("entity", "_entity", "run.entity", "Each run has its own.")
runs.accepted("project", "_project", "run.project", "Each run has its own.")
runs.hint("filters", "the value that you passed", "A list does not show its filter.")
runs.hint("order", "the value that you passed", "A list does not show its order.")

agent_runs = Names("AgentRuns", "Runs", "runs", "Runs")
agent_runs.kind("Runs", "The same class represents the runs of an agent.")
agent_runs.absent("entity project order per_page", "Each run has its own entity and project.")

summary = Names("Summary", "Summary", "run.summary", "Runs")
summary.kind("Summary")
summary.accepted("_json_dict", "to_dict()", why="`json.dumps` accepts it.")
summary.call("get", "k default", {"k": Parameter(to="key")})
summary.call("items", "")
summary.call("keys", "")
summary.call(
    "update",
    "key_vals overwrite",
    {
        "key_vals": renamed("values"),
        "overwrite": mapped({True: ""}, "run.summary.update({**values, **run.summary})"),
    },
    why="Merges your keys into the server's current summary.",
)
summary.absent("open_h5 read_h5 write_h5", "W&B stores no HDF5 files any more.")
summary.hint("load", "run.refresh()", "A summary belongs to its run.")
summary.call("load", "")
http_summary = Names("HTTPSummary", "Summary", "run.summary", "Runs")
http_summary.kind("Summary", "It is the summary of a run.")
part = Names("SummarySubDict", "", "run.summary", "Runs")
part.kind("dict", "Nested values of a summary are plain dicts.")

ENTRIES = (*run, *runs, *agent_runs, *summary, *http_summary, *part)
