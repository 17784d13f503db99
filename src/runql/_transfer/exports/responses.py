"""Responses of an opened export, built from the server's responses at the time of the export."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from runql._models.exports.fields import DOCUMENTS
from runql._models.exports.matching import run_filter
from runql._models.exports.reduced_rows import buckets_of, rows_between, sample, sampled_rows
from runql._models.exports.sorting import in_run_order
from runql._models.files.globs import Glob
from runql._models.history.known_keys import KnownKeys, known_keys, unknown_keys
from runql._models.history.rows import ALWAYS, STEP
from runql._models.projects.keys import leaf_types
from runql._transfer.exports.contents import ContentResponses
from runql._transfer.exports.pages import connection
from runql.errors import NotExportedError, ReadOnlyError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from runql_graphql.calls import Call

    from runql._models.exports.fields import RunFields
    from runql._transfer.exports.opened import OpenedExport

__all__ = ["ExportResponses"]

_EXTENT: Final = ("id", "name", "displayName", "state", "historyLineCount")


class ExportResponses:
    """Responds to the operations of a client from an opened export."""

    def __init__(self, export: OpenedExport) -> None:
        self._export = export
        self._settings = export.manifest.settings
        filters = self._settings.filters
        self._filtered = filters if filters is not None and json.loads(filters) else None
        self._handlers: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
            "CountRuns": self._count_runs,
            "GetRun": self._get_run,
            "GetRunEvents": self._events,
            "GetRunHistoryBuckets": self._buckets,
            "GetRunHistoryExtent": self._plan,
            "GetRunHistoryPage": self._history_page,
            "GetRunHistoryPlan": self._plan,
            "GetRunHistorySample": self._history_sample,
            "GetRunSampledHistory": self._sampled_history,
            "GetRunState": self._get_state,
            "GetRunsById": self._runs_by_id,
            "ListProjectFields": self._project_fields,
            "ListRunFiles": self._files,
            "ListRunHistoryExtents": self._list_plans,
            "ListRunHistoryPlans": self._list_plans,
            "ListRuns": self._list_runs,
        }
        self._contents = ContentResponses(export)

    def body(self, call: Call[Any]) -> bytes:
        """Return the body of the response to a call.

        Raises:
            ReadOnlyError: If the call is a mutation.
            NotExportedError: If the export does not hold the requested data.
            FilterError: If the filter or the order is invalid.
        """
        name, variables = call.operation.name, call.wire_variables()
        if call.operation.kind == "mutation":
            raise ReadOnlyError(
                f"{name} changes data, but {self._export.root} is an export that was opened for reading.",
                hint="Connect to the server with runql.Api() to change data.",
            )
        found = self._contents.data(name, variables)
        if found is not None:
            return json.dumps({"data": found}).encode()
        handler = self._handlers.get(name)
        if handler is None:
            raise NotExportedError(
                f"{self._export.root} does not hold what {name} requests: an export has runs, histories, "
                "system metrics, files, artifacts, tables and console lines.",
                hint="Connect to the server with runql.Api() to read it.",
            )
        self._check_project(variables)
        return json.dumps({"data": handler(variables)}).encode()

    def _check_project(self, variables: Mapping[str, Any]) -> None:
        exported = self._settings.project
        entity, _, project = exported.rpartition("/")
        given = (variables.get("entity") or entity, variables.get("project") or project)
        if given != (entity, project):
            raise NotExportedError(
                f"{self._export.root} holds {exported}, not {'/'.join(filter(None, given))}.",
                hint="Remove the project from the call, or open the export of the other project.",
            )

    def _matching(self, variables: Mapping[str, Any]) -> list[RunFields]:
        test = run_filter(json.loads(variables.get("filters") or "{}"))
        kept = [run for run in self._export.runs.values() if test(run)]
        if not kept and self._filtered is not None:
            raise NotExportedError(
                f"No exported run matches, and the export holds only runs that match {self._filtered}.",
                hint="Export the project without filters to another folder.",
            )
        return in_run_order(kept, variables.get("order"))

    def _list_runs(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        runs = self._matching(variables)
        page = connection(runs, variables, _run_name, lambda run: self._run(run, variables))
        return {"project": {"runCount": len(runs), "runs": page}}

    def _count_runs(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        return {"project": {"runCount": len(self._matching(variables))}}

    def _project_fields(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        columns = variables.get("columns") or [*DOCUMENTS]
        found = {
            (f"{column}.{name}", type_)
            for column in DOCUMENTS
            if column in columns
            for run in self._export.runs.values()
            for name, type_ in leaf_types(run.document(column))
        }
        nodes = [{"path": path, "type": type_} for path, type_ in sorted(found)]
        page = connection(nodes, variables, lambda node: f"{node['path']} {node['type']}", dict)
        return {"project": {"fields": page}}

    def _get_run(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        run = self._find(variables["run"])
        return {"project": {"run": None if run is None else self._run(run, variables)}}

    def _get_state(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        run = self._find(variables["run"])
        kept = None if run is None else {name: run.snapshot[name] for name in ("id", "state")}
        return {"project": {"run": kept}}

    def _runs_by_id(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        wanted = set(variables["ids"])
        runs = [run for run in self._export.runs.values() if run.snapshot["id"] in wanted]
        return {"runs": {"runs": [self._run(run, variables) for run in runs]}}

    def _find(self, name: str) -> RunFields | None:
        run = self._export.runs.get(name)
        if run is None and self._filtered is not None:
            raise NotExportedError(
                f"The export has no run {name}: it holds only runs that match {self._filtered}.",
                hint="Export the project without filters to another folder.",
            )
        return run

    def _run(self, run: RunFields, variables: Mapping[str, Any]) -> dict[str, Any]:
        node = dict(run.snapshot)
        for switch, member, keys in (
            ("withConfig", "config", "configKeys"),
            ("withSummary", "summaryMetrics", "summaryKeys"),
        ):
            if not variables.get(switch, True):
                node.pop(member, None)
            elif variables.get(keys) is not None:
                whole = json.loads(node[member] or "{}")
                chosen = {key: whole[key] for key in variables[keys] if key in whole}
                node[member] = json.dumps(chosen)
        if variables.get("withSystemMetrics"):
            node["systemMetrics"] = json.dumps(self._latest_metrics(node["name"]))
        if variables.get("withHistoryKeys"):
            node["historyKeys"] = self._export.logged_keys(node["name"])
        return node

    def _latest_metrics(self, run: str) -> dict[str, Any]:
        latest: dict[str, Any] = {}
        for row in self._export.system_metrics(run):
            latest.update({key: value for key, value in row.items() if not key.startswith("_")})
        return latest

    def _extent(self, run: RunFields) -> dict[str, Any]:
        found = {name: run.snapshot.get(name) for name in _EXTENT}
        logged = self._export.logged_keys(run.snapshot["name"])
        files: dict[str, Any] = {"parquetUrls": [], "liveData": []}
        return {**found, "historyKeys": logged, "parquetHistory": files}

    def _plan(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        run = self._find(variables["run"])
        return {"project": {"run": None if run is None else self._extent(run)}}

    def _list_plans(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        runs = self._matching(variables)
        page = connection(runs, variables, _run_name, self._extent)
        return {"project": {"id": "", "runs": page}}

    def _history_page(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        run = self._find(variables["run"])
        if run is None:
            return {"project": {"run": None}}
        if self._settings.keys is not None:
            raise NotExportedError(
                f"The export holds only the history keys {', '.join(self._settings.keys)}.",
                hint="Pass keys= with exported keys, or export all keys to another folder.",
            )
        every = self._export.history(run.snapshot["name"])
        rows = rows_between(every, variables.get("minStep"), variables.get("maxStep"))
        samples = variables.get("samples")
        lines = [json.dumps(row) for row in (rows if samples is None else sample(rows, samples))]
        return {"project": {"run": {"id": run.snapshot["id"], "history": lines}}}

    def _sampled_history(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        specs = [json.loads(each) for each in variables["specs"]]
        run = self._find(variables["run"])
        if run is None:
            return {"project": {"run": None}}
        answers = [
            sampled_rows(self._rows_for(run, spec.get("keys") or [STEP]), spec) for spec in specs
        ]
        return {"project": {"run": {"id": run.snapshot["id"], "sampledHistory": answers}}}

    def _history_sample(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        run = self._find(variables["run"])
        if run is None:
            return {"project": {"run": None}}
        read = self._history_page if variables["whole"] else self._sampled_history
        return {"project": {"run": {**self._extent(run), **read(variables)["project"]["run"]}}}

    def _buckets(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        specs = [json.loads(each) for each in variables["specs"]]
        run = self._find(variables["run"])
        if run is None:
            return {"project": {"run": None}}
        answers = [
            buckets_of(self._rows_for(run, [*spec["keys"], spec.get("xAxis", STEP)]), spec)
            for spec in specs
        ]
        logged = self._export.logged_keys(run.snapshot["name"])
        kept = {"id": run.snapshot["id"], "historyKeys": logged, "bucketedHistory": answers}
        return {"project": {"run": kept}}

    def _rows_for(self, run: RunFields, keys: Sequence[str]) -> list[dict[str, Any]]:
        name = run.snapshot["name"]
        self._check_keys(name, keys)
        return self._export.history(name, keys)

    def _check_keys(self, run: str, keys: Sequence[str]) -> None:
        """Check that the export holds all rows with the keys of a history."""
        exported = self._settings.keys
        if exported is None:
            return
        lacking = [key for key in keys if key != STEP and not _covers(exported, key)]
        known = known_keys(self._export.logged_keys(run)) or KnownKeys()
        lacking = [key for key in lacking if key in ALWAYS or not unknown_keys([key], known)]
        if not lacking and not any(key not in ALWAYS for key in keys):
            lacking = [key for key in keys if key in ALWAYS]  # all rows have these keys
        if lacking:
            raise NotExportedError(
                f"The export does not hold all history rows of {run} with {', '.join(lacking)}: it has "
                f"the keys {', '.join(exported)}.",
                hint="Export with these keys too, or with all keys, to another folder.",
            )

    def _events(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        run = self._find(variables["run"])
        if run is None:
            return {"project": {"run": None}}
        name, samples = run.snapshot["name"], variables.get("samples")
        rows = self._export.system_metrics(name)
        given = rows if samples is None else sample(rows, samples)
        # The server had more items than it returned; their number is unknown.
        total = len(rows) + self._export.record(name).sampled
        lines = [json.dumps(row) for row in given]
        kept = {"id": run.snapshot["id"], "eventsLineCount": total, "events": lines}
        return {"project": {"run": kept}}

    def _files(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        run = self._find(variables["run"])
        if run is None:
            return {"project": {"run": None}}
        names, like = variables.get("names"), variables.get("pattern")
        record = self._export.record(run.snapshot["name"])
        there = {each.name for each in record.listed}
        if not names or not there.issuperset(names):  # files of tables are exported without files=
            self._check_files(names, like)
        listed = [
            each
            for each in record.listed
            if (each.name in names if names else self._is_listed(each.name))
        ]
        # The client filters by its own glob; the server's pattern only reduces the number of items.
        nodes: list[dict[str, Any]] = []
        for each in listed:
            address = self._export.url_of(each.path)
            nodes.append({**each.fields, "url": address, "directUrl": address})
        page = connection(nodes, variables, lambda node: node["id"], lambda node: node)
        kept = {"id": run.snapshot["id"], "fileCount": len(listed), "files": page}
        return {"project": {"run": kept}}

    def _is_listed(self, name: str) -> bool:
        """Return whether `files=` selects a file."""
        exported = self._settings.files
        return exported is not None and (exported == "*" or Glob(exported).matches(name))

    def _check_files(self, names: Collection[str] | None, like: str | None) -> None:
        exported = self._settings.files
        glob = Glob(exported) if exported is not None else None
        if glob is not None:
            if exported in ("*", "**") or (like is not None and like == glob.like):
                return
            if names and all(glob.matches(name) for name in names):
                return
        held = "no files" if exported is None else f"the files {exported!r} only"
        raise NotExportedError(
            f"The export holds {held}.", hint='Export with files="*" to another folder.'
        )


def _covers(exported: Iterable[str], key: str) -> bool:
    return any(key == each or key.startswith(f"{each}.") for each in exported)


def _run_name(run: RunFields) -> str:
    name: str = run.snapshot["name"]
    return name
