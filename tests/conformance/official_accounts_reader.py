"""Accounts that `wandb.Api` reads with the key of one user: printed as JSON, for the comparison with runql."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import wandb
from wandb.proto import wandb_internal_pb2 as protocol

if TYPE_CHECKING:
    from collections.abc import Callable

USER = ("id", "name", "username", "email", "admin", "entity", "deleted_at", "teams", "api_keys")
MEMBER = ("id", "name", "username", "email", "admin", "pending", "account_type", "api_key")
TEAM = (
    "id",
    "name",
    "available",
    "photo_url",
    "read_only",
    "is_team",
    "private_only",
    "storage_bytes",
    "code_saving_enabled",
    "default_access",
    "is_paid",
)


def tried(read: Callable[[], object]) -> object:
    """Read, or say which error came."""
    try:
        return read()
    except Exception as error:  # noqa: BLE001 - which one it is, is what we ask
        return {"error": type(error).__name__}


def user(found: Any) -> object:
    return None if found is None else {name: getattr(found, name) for name in USER}


def team(found: Any) -> object:
    members = [{name: getattr(each, name) for name in MEMBER} for each in found.members]
    return {**{name: getattr(found, name) for name in TEAM}, "members": members}


def organization(found: Any) -> object:
    return {"id": found.id, "name": found.name, "entity": found.org_entity.name}


def main() -> dict[str, object]:
    api = wandb.Api()
    enabled = api._service_api.feature_enabled
    return {
        "default entity": tried(lambda: api.default_entity),
        "viewer": tried(lambda: user(api.viewer)),
        "user": tried(lambda: user(api.user("reading-member"))),
        "nobody": tried(lambda: user(api.user("nobody"))),
        "user by address": tried(lambda: user(api.user("reading-member@sandbox.invalid"))),
        "users": tried(lambda: [user(each) for each in api.users("many-")]),
        "team": tried(lambda: team(api.team("reading"))),
        "organization": tried(lambda: organization(api.organization("reading-org"))),
        "only organization": tried(lambda: organization(api.organization())),
        "features": {name: enabled(name) for name in protocol.ServerFeature.keys()},  # noqa: SIM118 - no dict
    }


if __name__ == "__main__":
    json.dump(main(), sys.stdout, default=str)
