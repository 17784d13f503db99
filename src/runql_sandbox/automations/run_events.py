"""Automations triggered by reports of runs: conditions, webhook requests, recorded messages.

An automation fires once per run for a metric, and each time a run changes to a state. Requests are sent only to
this machine, after the transaction that caused them.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import operator
import re
import statistics
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from sqlalchemy import or_, select

from runql_sandbox.mongo import FilterSyntaxError, compile_filter
from runql_sandbox.request.ids import decode
from runql_sandbox.store._base import now
from runql_sandbox.store.automations import (
    DeletedIntegration,
    Firing,
    FiringDetails,
    Secret,
    Trigger,
)
from runql_sandbox.store.history.lines import Line
from runql_sandbox.store.history.rows import flatten, parse_line
from runql_sandbox.store.runs.queues import QueuedRun, RunQueue
from runql_sandbox.store.runs.tables import Run

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy.orm import Session

    from runql_sandbox.store.automations import Integration
    from runql_sandbox.store.data_folder import Store

__all__ = ["Report", "deliver_later", "fire_for_run", "metric_holds", "note"]

SIGNATURE: Final = "X-Wandb-Signature"
"""Header with the HMAC-SHA256 of the body in hexadecimal, keyed with the team's secret."""

_STATES: Final = {
    "running": "RUNNING",
    "finished": "FINISHED",
    "failed": "FAILED",
    "crashed": "FAILED",
}
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_WAITING: Final = "firings"
_MOST_BODY: Final = 10_000
"""Maximum characters of a response that are stored."""

_HOLES: Final = re.compile(r"\$\{(\w+)\}")
_COMPARE: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "$gt": operator.gt,
    "$gte": operator.ge,
    "$lt": operator.lt,
    "$lte": operator.le,
}
_AGGREGATE: Final[Mapping[str, Callable[[Sequence[float]], float]]] = {
    "MAX": max,
    "MIN": min,
    "AVERAGE": statistics.fmean,
}


@dataclass(frozen=True, slots=True)
class Report:
    """A report of a run.

    Attributes:
        run: The run.
        old_state: State before the report.
        logged: Whether the report has history rows.
    """

    run: Run
    old_state: str | None
    logged: bool


@dataclass(frozen=True, slots=True)
class _Done:
    """Result of an action.

    Attributes:
        outcome: Description of the result.
        error: Error message; None if there was no error.
        status_code: HTTP status of a webhook's response.
        status: Status line of the response.
        body: Body of the response.
    """

    outcome: str
    error: str | None = None
    status_code: int | None = None
    status: str | None = None
    body: str | None = None


def fire_for_run(session: Session, report: Report) -> None:
    """Record all automations that a report triggers. `deliver_later` executes their actions."""
    run = report.run
    project = run.project
    here = or_(
        (Trigger.scope_type == "PROJECT") & (Trigger.scope_id == project.id),
        (Trigger.scope_type == "ENTITY") & (Trigger.scope_id == project.owner.id),
    )
    wanted = select(Trigger).where(Trigger.enabled, Trigger.event_type.startswith("RUN_"), here)
    for trigger in session.scalars(wanted):
        spec = json.loads(trigger.event_filter)
        if not _run_matches(session, run, spec.get("run_filter")):
            continue
        cause = _state_cause(report, spec)
        metric: dict[str, str] = {}
        if cause is None and (found := _metric_cause(session, report, spec)) is not None:
            cause, metric = found
        if cause is not None:
            note(session, trigger, cause, {**_values(trigger, run), **metric})


def deliver_later(store: Store, session: Session) -> None:
    """Execute the actions of recorded automations on a thread after the session is committed."""
    waiting: list[int] = session.info.pop(_WAITING, [])
    if waiting:
        threading.Thread(target=_deliver, args=(store, waiting), daemon=True).start()


def metric_holds(spec: dict[str, Any], values: Sequence[float]) -> bool:
    """Return whether the values of a metric, from first to last, ever met the condition of a filter."""
    if (found := spec.get("threshold_filter")) is not None:
        window, compare = found["window_size"], _COMPARE[found["cmp_op"]]
        return any(
            compare(each, found["threshold"]) for each in _windows(values, window, found["agg_op"])
        )
    if (found := spec.get("change_filter")) is not None:
        return _changes(found, values)
    if (found := spec.get("zscore_filter")) is not None:
        return _deviates(found, values)
    return False


def _state_cause(report: Report, spec: dict[str, Any]) -> str | None:
    wanted = spec.get("run_state_filter")
    state = report.run.state
    if wanted is None or state == report.old_state or _STATES.get(state) not in wanted["states"]:
        return None
    return f"run {report.run.id} {state} {report.run.updated_at}"


def _metric_cause(
    session: Session, report: Report, spec: dict[str, Any]
) -> tuple[str, dict[str, str]] | None:
    """Return the cause of a metric automation, with the metric and its last value; None if it does not fire."""
    wanted = spec.get("run_metric_filter")
    if wanted is None or not report.logged:
        return None
    name = next(iter(wanted.values()))["name"]
    lines = select(Line.text).where(Line.run_id == report.run.id, Line.kind == "history")
    values: list[float] = []
    for text in session.scalars(lines.order_by(Line.number)):
        row = parse_line(text)
        value = row.get(name, flatten(row).get(name))
        if isinstance(value, int | float) and not isinstance(value, bool):
            values.append(value)
    if not metric_holds(wanted, values):
        return None
    return f"run {report.run.id}", {"metric_name": name, "metric_value": str(values[-1])}


def _run_matches(session: Session, run: Run, text: str | None) -> bool:
    """Return whether an automation applies to a run. An invalid filter matches
    no runs.
    """
    # Resolvers also trigger automations.
    from runql_sandbox.store.runs.query import FIELDS

    document = _contains_as_regex(json.loads(text or "{}"))
    if document in ({}, {"$and": []}):
        return True
    try:
        condition = compile_filter(document, FIELDS)
    except FilterSyntaxError:
        return False
    return session.scalars(select(Run.id).where(Run.id == run.id, condition)).first() is not None


def _contains_as_regex(document: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(document, list):
        return [_contains_as_regex(each) for each in document]
    if not isinstance(document, dict):
        return document
    if set(document) == {"$contains"}:
        return {"$regex": re.escape(str(document["$contains"]))}
    return {key: _contains_as_regex(each) for key, each in document.items()}


def _windows(values: Sequence[float], size: int, aggregate: str | None) -> list[float]:
    if aggregate is None:
        return list(values)
    windows = (values[end - size : end] for end in range(size, len(values) + 1))
    return [_AGGREGATE[aggregate](each) for each in windows]


def _changes(spec: dict[str, Any], values: Sequence[float]) -> bool:
    size, prior = spec["current_window_size"], spec["prior_window_size"]
    aggregate = _AGGREGATE[spec["agg_op"] or "AVERAGE"]
    for end in range(size + prior, len(values) + 1):
        old = aggregate(values[end - size - prior : end - size])
        change = aggregate(values[end - size : end]) - old
        if spec["change_type"] == "RELATIVE":
            if old == 0:
                continue
            change /= abs(old)
        if _in_direction(spec["change_dir"], change) >= spec["change_amount"]:
            return True
    return False


def _deviates(spec: dict[str, Any], values: Sequence[float]) -> bool:
    size = spec["window_size"]
    for index in range(size, len(values)):
        before = values[index - size : index]
        spread = statistics.pstdev(before)
        score = (values[index] - statistics.fmean(before)) / spread if spread else 0.0
        if _in_direction(spec["change_dir"], score) >= spec["threshold"]:
            return True
    return False


def _in_direction(direction: str, change: float) -> float:
    return {"INCREASE": change, "DECREASE": -change}.get(direction, abs(change))


def _values(trigger: Trigger, run: Run) -> dict[str, str]:
    return {
        "automation_name": trigger.name,
        "event_type": trigger.event_type,
        "event_author": run.user.username,
        "entity_name": run.project.entity,
        "project_name": run.project.name,
        "run_id": run.name,
        "run_name": run.display_name,
        "run_state": run.state,
    }


def note(session: Session, trigger: Trigger, cause: str, values: dict[str, str]) -> None:
    """Record that an automation fires, unless it has already fired for the cause."""
    known = select(Firing.id).where(Firing.trigger_id == trigger.id, Firing.cause == cause)
    if session.scalars(known).first() is not None:
        return
    firing = Firing(
        trigger_id=trigger.id,
        cause=cause,
        payload=json.dumps(_payload(trigger, values)),
        outcome="waiting",
    )
    session.add(firing)
    session.flush()
    session.add(FiringDetails(firing_id=firing.id, event=json.dumps(values)))
    session.flush()
    session.info.setdefault(_WAITING, []).append(firing.id)


def _payload(trigger: Trigger, values: dict[str, str]) -> Any:  # noqa: ANN401 - JSON
    given = json.loads(trigger.action)
    if trigger.action_type == "GENERIC_WEBHOOK" and given.get("requestPayload"):
        return _filled(json.loads(given["requestPayload"]), values)
    if trigger.action_type == "QUEUE_JOB":
        return _filled(json.loads(given["template"]), values)
    if trigger.action_type == "NOTIFICATION":
        return {key: given.get(key) for key in ("title", "message", "severity")}
    if trigger.action_type == "ARIA":
        return _filled(given, values)
    return values


def _filled(document: Any, values: dict[str, str]) -> Any:  # noqa: ANN401 - JSON
    if isinstance(document, str):
        return _HOLES.sub(lambda hole: values.get(hole[1], hole[0]), document)
    if isinstance(document, list):
        return [_filled(each, values) for each in document]
    if isinstance(document, dict):
        return {key: _filled(each, values) for key, each in document.items()}
    return document


def _deliver(store: Store, waiting: list[int]) -> None:
    for number in waiting:
        with store.session() as session:
            firing = session.get(Firing, number)
            trigger = session.get(Trigger, firing.trigger_id) if firing is not None else None
            details = session.get(FiringDetails, number)
            if firing is None or trigger is None or details is None:
                continue
            began = now()
            done = _do(session, trigger, firing)
            firing.outcome, details.error = done.outcome, done.error
            details.status_code, details.status, details.body = (
                done.status_code,
                done.status,
                done.body,
            )
            details.acted_at = began
            with store.writing():
                session.commit()


def _queue_job(session: Session, trigger: Trigger, firing: Firing) -> _Done:
    queue = session.get(RunQueue, int(decode(json.loads(trigger.action)["queueID"], "RunQueue")[0]))
    if queue is None:
        return _failed("the run queue is gone")
    session.add(QueuedRun(queue_id=queue.id, spec=queue.completed(json.loads(firing.payload), {})))
    return _Done(f"job queued in {queue.name}")


def _do(session: Session, trigger: Trigger, firing: Firing) -> _Done:
    if trigger.action_type == "NO_OP":
        return _Done("nothing to do")
    if trigger.action_type == "ARIA":
        return _Done("prompt recorded")
    if trigger.action_type == "QUEUE_JOB":
        return _queue_job(session, trigger, firing)
    used = trigger.integration
    if used is None or session.get(DeletedIntegration, used.id) is not None:
        return _failed("the integration is gone")
    if trigger.action_type == "NOTIFICATION":
        return _Done(f"message recorded for {used.name}")
    if urlsplit(used.url).hostname not in _LOOPBACK:
        return _failed("not sent: the sandbox posts to this machine only")
    # httpx is slow to import, and many servers never send a request.
    import httpx

    body = firing.payload.encode()
    try:
        response = httpx.post(
            used.url, content=body, headers=_headers(session, used, body), timeout=10
        )
    except httpx.HTTPError as error:
        return _failed(f"not delivered: {type(error).__name__}")
    return _Done(
        f"HTTP {response.status_code}",
        f"the webhook responded with {response.status_code}" if response.is_error else None,
        response.status_code,
        f"{response.status_code} {response.reason_phrase}",
        response.text[:_MOST_BODY],
    )


def _failed(why: str) -> _Done:
    return _Done(why, why)


def _headers(session: Session, used: Integration, body: bytes) -> dict[str, str]:
    headers = {"Content-Type": "application/json"}
    if (secret := _secret(session, used, used.secret_name)) is not None:
        headers[SIGNATURE] = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    if (token := _secret(session, used, used.token_name)) is not None:
        headers["Authorization"] = f"Bearer {token}"
    return headers


def _secret(session: Session, used: Integration, name: str | None) -> str | None:
    wanted = select(Secret.value).where(Secret.entity_id == used.entity_id, Secret.name == name)
    return session.scalars(wanted).first()
