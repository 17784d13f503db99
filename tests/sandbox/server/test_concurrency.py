"""Mutations that come at once, as the official SDK sends them, do not get in each other's way."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from runql.testing import Sandbox, SandboxUser

CREATE = """
mutation CreateArtifact($input: CreateArtifactInput!) { createArtifact(input: $input) { artifact { id } } }
"""


def test_artifacts_of_a_new_type_are_made_at_once(sandbox: Sandbox, user: SandboxUser) -> None:
    with httpx.Client(base_url=sandbox.base_url, auth=("api", user.api_key)) as client:

        def create(number: int) -> Any:
            given = {
                "entityName": user.entity,
                "projectName": f"project{number // 8}",
                "artifactTypeName": f"type{number // 8}",
                "artifactCollectionName": f"collection{number}",
                "clientID": f"client{number}",
                "digest": "0" * 32,
                "digestAlgorithm": "MANIFEST_MD5",
            }
            body = {"query": CREATE, "variables": {"input": given}}
            return client.post("/graphql", json=body).json()

        with ThreadPoolExecutor(8) as pool:
            responses = list(pool.map(create, range(64)))
    assert [response for response in responses if response.get("errors")] == []
    assert (
        len({response["data"]["createArtifact"]["artifact"]["id"] for response in responses}) == 64
    )
