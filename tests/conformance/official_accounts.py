"""Accounts that `wandb.Api` creates and reads: printed as JSON, for the comparison with runql. Run as a script."""

from __future__ import annotations

import json
import sys
from typing import Any

import wandb


def account(user: Any) -> dict[str, object] | None:
    if user is None:
        return None
    return {
        "id": user.id,
        "name": user.name,
        "username": user.username,
        "email": user.email,
        "admin": user.admin,
        "entity": user.entity,
        "teams": user.teams,
        "api_keys": user.api_keys,
    }


def team(found: Any) -> dict[str, object]:
    names = (
        "id",
        "name",
        "photo_url",
        "read_only",
        "private_only",
        "storage_bytes",
        "code_saving_enabled",
        "default_access",
        "is_paid",
    )
    keys = ("id", "name", "username", "email", "admin", "pending", "account_type", "api_key")
    return {
        **{name: getattr(found, name) for name in names},
        "members": [{key: getattr(each, key) for key in keys} for each in found.members],
    }


def main() -> dict[str, object]:
    api = wandb.Api()
    made = api.create_team("official")
    results: dict[str, object] = {
        "invited": made.invite("guest"),
        "invited_address": made.invite("nobody@sandbox.invalid"),
        "invited_other_address": made.invite("other@sandbox.invalid"),
        "invited_again": made.invite("guest"),
        "invited_nobody": made.invite("nobody"),
    }
    service = made.create_service_account("machines")
    results["service"] = {"id": service.id, "api_key": service.api_key}
    viewer = api.viewer
    secret = viewer.generate_api_key("by the official client")
    results["secret"] = secret
    created = api.create_user("made@sandbox.invalid")
    results["created"] = {"username": created.username, "email": created.email}
    again = wandb.Api()
    results["viewer"] = account(again.viewer)
    results["user"] = account(again.user("guest"))
    results["user_by_address"] = account(again.user("guest@sandbox.invalid"))
    results["nobody"] = account(again.user("nobody"))
    results["users"] = [account(each) for each in again.users("made")]
    results["team"] = team(again.team("official"))
    results["user_as_team"] = again.team("guest").members
    try:
        again.team("nowhere")
    except Exception as error:  # noqa: BLE001 - which one it is, is what we ask
        results["missing_team"] = type(error).__name__
    else:
        results["missing_team"] = None
    organization = again.organization("sandbox-org")
    results["organization"] = {
        "id": organization.id,
        "name": organization.name,
        "entity": organization.org_entity.name,
    }
    pending = next(each for each in again.team("official").members if each.pending)
    results["withdrawn"] = pending.delete()
    listed = again.viewer
    results["deleted"] = listed.delete_api_key(listed.api_keys[-1])
    results["keys_after_delete"] = listed.api_keys
    return results


if __name__ == "__main__":
    json.dump(main(), sys.stdout, default=str)
