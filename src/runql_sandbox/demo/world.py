"""All data of the demo, in the order in which it is logged."""

from __future__ import annotations

import httpx

from runql_sandbox.demo.organization import (
    has_report,
    log_automation,
    log_registry,
    log_report,
    log_team,
)
from runql_sandbox.demo.protocol import Logger
from runql_sandbox.demo.training import PROJECT, log_training
from runql_sandbox.demo.vision import VISION, log_vision

__all__ = ["fill", "fill_training"]


def fill(base_url: str, api_key: str, entity: str) -> None:
    """Log both projects, and their team, registry, automation and report.

    If the server has the data from an earlier start, users' changes are preserved.

    Args:
        base_url: URL of the server.
        api_key: Key of an administrator of the server.
        entity: Entity of the projects.
    """
    with _client(base_url, api_key) as client:
        training = Logger(client, entity, PROJECT)
        if has_report(training):
            return
        log_training(training)
        model = log_vision(training.within(VISION))
        log_team(training)
        log_registry(training, model)
        log_automation(training)
        log_report(training)


def fill_training(base_url: str, api_key: str, entity: str, project: str = PROJECT) -> None:
    """Log only the first project, under any name, as a user without special rights may do.

    Existing runs are overwritten with the same content.
    """
    with _client(base_url, api_key) as client:
        log_training(Logger(client, entity, project))


def _client(base_url: str, api_key: str) -> httpx.Client:
    return httpx.Client(base_url=base_url, auth=("api", api_key), timeout=60)
