# Generated from tests/_async/test_server.py by `make generate`. Do not edit.

"""Information about the server, on responses of a sandbox and of older servers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import httpx
import pytest

from runql import Api, FeatureState
from runql._wire.capabilities import refuse_without, state_of
from runql.errors import UnsupportedError

if TYPE_CHECKING:
    from collections.abc import Callable


def test_server_info(api: Api, count_requests: Callable[[], int]) -> None:
    info = api.server_info()
    assert count_requests() == 3
    assert (info.version.server, info.version.is_outdated) == ("0.1.0", False)
    assert (info.version.oldest_sdk, info.version.newest_sdk) == ("0.20.0", "0.31.0")
    assert info.feature("LARGE_FILENAMES") is FeatureState.ON
    assert info.feature("NOT_INVENTED_YET") is FeatureState.UNKNOWN
    assert info.limits is not None
    assert (info.limits.graphql, info.limits.filestream_count) == (6000, 12000)
    api.server_info()
    assert count_requests() == 5


def old_server(request: httpx.Request) -> httpx.Response:
    """A server of before features, versions and rate limits."""
    name = json.loads(request.content)["operationName"]
    field = {
        "GetServerInfo": 'field "features" on type "ServerInfo"',
        "GetServerVersion": 'field "latestLocalVersionInfo" on type "ServerInfo"',
        "GetRateLimits": 'field "rateLimits" on type "Entity"',
    }[name]
    return httpx.Response(400, json={"errors": [{"message": f"Cannot query {field}."}]})


def test_an_old_server_tells_less() -> None:
    transport = httpx.MockTransport(old_server)
    with Api("k" * 40, base_url="http://wandb.test", transport=transport) as api:
        info = api.server_info()
    assert (info.features, info.limits, info.version.server) == ({}, None, None)
    assert info.feature("LARGE_FILENAMES") is FeatureState.UNKNOWN
    with pytest.raises(UnsupportedError, match="LARGE_FILENAMES, but this server does not list it"):
        info.require("LARGE_FILENAMES", "A long name")


def test_a_feature_that_is_off_is_named() -> None:
    def respond(_request: httpx.Request) -> httpx.Response:
        features = [{"name": "LARGE_FILENAMES", "isEnabled": False}]
        return httpx.Response(200, json={"data": {"serverInfo": {"features": features}}})

    transport = httpx.MockTransport(respond)
    with Api("k" * 40, base_url="http://wandb.test", transport=transport) as api:
        features = api._session.features()
    with pytest.raises(
        UnsupportedError, match=r"A long name requires .* LARGE_FILENAMES, but it is off"
    ):
        refuse_without(state_of(features, "LARGE_FILENAMES"), "LARGE_FILENAMES", "A long name")
