"""Run files, console logs, histories and reports."""

from __future__ import annotations

from runql._wandb_names.entries import ISO, MAYBE_ISO, Names, dropped

__all__ = ["ENTRIES"]


file = Names("File", "File", "file", "Run files")
file.kind("File")
file.same("id name size md5 mimetype url direct_url")
file.differs("updated_at", "An aware `datetime` instead of a string.", MAYBE_ISO)
file.accepted("sizeBytes", "size")
file.accepted("directUrl", "direct_url")
file.hint("path_uri", "file.direct_url", "Run files have a URL in all storages.")
file.hint("run", "the run that you called", "A file knows the path of its run: file.run_path.")
file.call(
    "download",
    "root replace exist_ok api",
    {"api": dropped("The file knows its client.")},
    why="A `Path`, verified by size and MD5; `file.read()` and `file.read_text()` return its content.",
    rewrite="open({call})",
)
file.call("delete", "")
file.hint("to_html", "file.url")
file.hint("display", "file.url")
file.call("display", "height hidden")
file.absent("snake_to_camel", "It is an internal helper of wandb.")
file.hint("_attrs", "file.name, file.size, file.url, …", "Every field is an attribute.")

files = Names("Files", "Files", "files", "Run files")
files.kind("Files")
files.absent("run", "It is the run that you called.")

line = Names("ConsoleLogLine", "LogLine", "line", "Console logs")
line.kind("LogLine")
line.same("number label")
line.accepted("content", "raw", "line.text", "`raw` includes the colors of the terminal.")
line.accepted("timestamp", "time")
line.differs("level", "None instead of an empty string.")
logs = Names("ConsoleLogs", "ConsoleLogs", "lines", "Console logs")
logs.kind("ConsoleLogs")
logs.absent("run", "It is the run that you called.")

scan = Names("HistoryScan", "HistoryScan", "rows", "History")
scan.kind("run.scan_history()", "It returns an iterable of rows; each loop starts again.")
scan.differs("__iter__", "Each loop starts at the first row.")
scan.accepted("__next__", "_next", "a for loop")
scan.hint("max_step", "run.last_history_step + 1")
scan.absent(
    "keys min_step page_offset page_size rows run scan_offset", "They are internal to the scan."
)
exported = Names("DownloadHistoryResult", "", "result", "History")
exported.kind("ExportReport", "api.export() returns it.")
exported.hint("paths", "api.export(…).paths", "api.export() writes whole projects.")
exported.hint("contains_live_data", "run.history_info().complete")
exported.hint("errors", "BatchError.failures", "Errors are raised.")

report = Names("BetaReport", "Report", "report", "Reports")
report.kind("Report")
report.same("id name display_name url description")
report.differs("created_at", "An aware `datetime` instead of a string.", ISO)
report.differs("updated_at", "An aware `datetime` instead of a string.", MAYBE_ISO)
report.accepted("user", "author")
report.hint("entity", "report.path.entity")
report.hint("project", "report.path.project")
report.hint("sections", "report.panel_grids and report.run_sets", "Reports consist of blocks.")
report.hint("runs", "report.run_sets[0].runs()", "Each run set lists its own runs.")
report.call("runs", "section per_page only_selected")
report.differs("spec", "The JSON that the web app wrote; `blocks` has typed blocks.")
report.differs("to_html", "The report itself as HTML instead of a frame around its page.")
report.call(
    "to_html",
    "height hidden",
    {"height": dropped("HTML has no frame."), "hidden": dropped("HTML has no frame.")},
)
report.hint("query_generator", "runql.filters", "It translates filters of the web app.")
report.hint("display", "report.url")
report.call("display", "height hidden")
report.absent("snake_to_camel", "It is an internal helper of wandb.")
reports = Names("Reports", "Reports", "reports", "Reports")
reports.kind("Reports")
reports.differs("__len__", "Counts all reports, including those not read yet.")
reports.hint("project", "report.path.project")
reports.hint("name", "the value that you passed")

generator = Names("QueryGenerator", "", "query_generator", "Reports")
generator.kind("runql.filters.ui", "It translates filters of the web app.")
mongo = Names("PythonMongoishQueryGenerator", "", "query_generator", "Reports")
mongo.kind("a filter as a string", "api.runs(path, 'config.lr > 0.1 and state == \"finished\"').")
panels = Names("PanelMetricsHelper", "", "helper", "Reports")
panels.kind("runql.reports", "Panels of reports are typed blocks.")

ENTRIES = (
    *file, *files, *line, *logs, *scan, *exported, *report, *reports, *generator, *mongo, *panels,
)  # fmt: skip
