"""Names that all lists and objects of wandb have, and classes without a counterpart."""

from __future__ import annotations

from runql._wandb_names.entries import ISO, MAYBE_ISO, Names, differs

__all__ = ["ENTRIES"]

lister = Names("Paginator", "Lister", "runs", "Lists")
lister.kind("Lister", "Every list is a lazy sequence; loops over it are independent.")
lister.differs("__iter__", "Loops can be nested, and each starts at the first item.")
lister.differs("__len__", "The server's count, on all lists.")
lister.call("__getitem__", "index", {"index": differs("Negative indexes and open slices work.")})
lister.accepted("__next__", "_next", "runs.first() or a for loop")
lister.accepted("next", "_next", "runs.first() or a for loop")
lister.call("next", "")
lister.same("cursor")
lister.differs("index", "The method of Python sequences, instead of a position.")
lister.accepted("objects", "all()", "runs.all() or list(runs)")
lister.hint("more", "a for loop", "A loop loads pages when it needs them.")
lister.hint("length", "len(runs)")
lister.hint("per_page", "the value that you passed", "Pages grow while a list is read.")
lister.hint("last_response", "runs.pages()", "It iterates over pages and cursors.")
lister.absent(
    "convert_objects update_variables QUERY variables", "It is internal to the lists of wandb."
)
for _name in ("RelayPaginator", "SizedPaginator", "SizedRelayPaginator"):
    _paginator = Names(_name, "Lister", "runs", "Lists")
    _paginator.kind("Lister", "Every list is a lazy sequence.")
    lister.extend(_paginator)

attributes = Names("Attrs", "WandbNames", "item", "Attributes")
attributes.kind("Resource", "Attributes are declared, so type checkers know them.")
attributes.hint("to_html", "its `url`", "Show it with IPython.display.IFrame(url, 1000, 420).")
attributes.call("to_html", "args kwargs")
attributes.hint("display", "its `url`", "Show it with IPython.display.IFrame(url, 1000, 420).")
attributes.call("display", "height hidden")
attributes.absent("snake_to_camel", "It is an internal helper of wandb.")
for _old, _new in {
    "createdAt": "created_at",
    "displayName": "name",
    "display_name": "name",
    "entityName": "entity",
    "groupName": "group",
    "heartbeatAt": "heartbeat_at",
    "historyKeys": "history_keys",
    "historyLineCount": "history_line_count",
    "internalId": "internal_id",
    "jobType": "job_type",
    "lastActive": "last_active",
    "lastHistoryStep": "last_history_step",
    "projectId": "project_id",
    "rawconfig": "raw_config",
    "readOnly": "read_only",
    "storageId": "storage_id",
    "summaryMetrics": "summary_metrics",
    "sweepName": "sweep_name",
    "systemMetrics": "system_metrics",
    "updatedAt": "updated_at",
}.items():
    _form = {"createdAt": ISO, "heartbeatAt": MAYBE_ISO, "updatedAt": MAYBE_ISO}.get(_old, "")
    _why = "An aware `datetime` instead of a string." if _form else ""
    attributes.accepted(_old, _new, why=_why, rewrite=_form.replace("{member}", _new))

ENTRIES = (*lister, *attributes)
