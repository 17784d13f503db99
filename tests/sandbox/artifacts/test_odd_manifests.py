"""Manifests whose values have the wrong types are refused by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from tests.sandbox.artifacts.by_hand import Version, md5

if TYPE_CHECKING:
    from runql.testing import Sandbox, SandboxUser


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ('"ref": 5', "ref of the entry 'f' has the wrong type"),
        ('"ref": ["s3://b/k"]', "ref of"),
        ('"birthArtifactID": 5', "birthArtifactID of"),
        ('"birthArtifactID": {}', "birthArtifactID of"),
        ('"ref": "s3://b/k", "size": 9223372036854775808', "bytes in total"),
        ('"ref": "s3://b/k", "size": -1', "negative size"),
        ('"ref": "s3://b/k", "size": 1.5', "size of"),
        ('"ref": "s3://b/k", "size": 1e999', "size of"),
        ('"ref": "s3://b/k", "size": true', "size of"),
        ('"ref": "s3://b/k", "extra": [1]', "extra of"),
    ],
)
def test_a_manifest_with_values_of_other_types_is_refused(
    sandbox: Sandbox, user: SandboxUser, entry: str, told: str
) -> None:
    auth = ("api", user.api_key)
    with httpx.Client(base_url=sandbox.base_url, auth=auth, timeout=30) as http:
        made = Version(http, user.entity, "odd", {entry: b""})
        made.start()
        text = f'{{"version": 1, "contents": {{"f": {{"digest": "d", {entry}}}}}}}'
        http.put(made.manifest(md5(text.encode())), content=text.encode()).raise_for_status()
        with pytest.raises(LookupError, match=told):
            made.commit()
