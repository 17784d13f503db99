"""The served data, read from a store: projects, whose names have the size of their content."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from bench.server.artifacts import Artifact
from bench.server.graphql import Node, dumps
from bench.server.histories import History
from bench.server.runs import listed, run_fields, run_node
from bench.server.sizes import ARTIFACTS, ENTITY, HISTORY, METRICS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bench.server.graphql import Arguments, Value
    from bench.server.store import File, Store

__all__ = ["Content"]

_VIEWER: Mapping[str, Value] = {
    "id": b'"VXNlcjox"',
    "name": b'"Ada"',
    "username": b'"ada"',
    "email": b'"ada@example.org"',
    "admin": b"false",
    "flags": b'"{}"',
    "entity": dumps(ENTITY),
    "defaultEntity": Node("Entity", {"id": b'"RW50"', "name": dumps(ENTITY)}),
    "teams": Node("EntityConnection", {"edges": []}),
}


class Content:
    """The nodes and the files of a store.

    Attributes:
        root: The node that queries start from.
    """

    def __init__(self, store: Store, url: str) -> None:
        """Serve a store; files have absolute URLs that begin with `url`."""
        self._store = store
        self._url = url
        self._runs = [listed(index) for index in range(store.sizes.runs)]
        project, artifact = functools.cache(self._new_project), functools.cache(self._new_artifact)
        self._artifact = artifact
        self.root = Node(
            "Query",
            {
                "viewer": Node("User", _VIEWER),
                "serverInfo": Node("ServerInfo", {"features": []}),
                "project": lambda asked: project(str(asked["name"])),
                "artifact": lambda asked: artifact(str(asked["id"])).node,
            },
        )

    def find(self, path: str) -> File | None:
        """Return the file at a path of the server."""
        kind, _, rest = path.strip("/").partition("/")
        if kind == "exported":
            return self._store.exported(int(rest))
        if kind == "artifact":
            name, _, below = rest.partition("/")
            return self._artifact(name).file(below)
        return None

    def _new_artifact(self, name: str) -> Artifact:
        return Artifact(name, self._store, f"{self._url}/artifact/{name}")

    def _new_project(self, name: str) -> Node | None:
        own: dict[str, Value] = {
            "id": dumps(f"project-{name}"),
            "internalId": b'"42"',
            "name": dumps(name),
            "entityName": dumps(ENTITY),
            "entity": Node("Entity", {"id": b'"RW50"', "name": dumps(ENTITY)}),
            "access": b'"USER_READ"',
            "readOnly": b"false",
            "createdAt": b'"2026-01-01T00:00:00Z"',
        }
        project = Node("Project", own)
        if name == ARTIFACTS:
            return Node("Project", {**own, **self._artifact_fields()})
        if name == HISTORY:
            by_name = functools.cache(lambda run: self._long_history(run, project))
            return Node("Project", {**own, "run": lambda asked: by_name(str(asked["name"]))})
        kind, _, count = name.partition("-")
        if kind == "runs":
            runs = [run_node(each, project) for each in self._runs[: int(count)]]
        elif kind == "many":
            runs = [self._one_of_many(index, project) for index in range(int(count))]
        else:
            return None
        return Node("Project", {**own, **run_fields(runs)})

    def _artifact_fields(self) -> Mapping[str, Value]:
        def named(asked: Arguments) -> Artifact:
            return self._artifact(str(asked["name"]).partition(":")[0])

        return {
            "artifact": lambda asked: named(asked).node,
            "artifactCollection": lambda asked: named(asked).collection,
            "artifactCollectionMembership": lambda asked: named(asked).membership,
        }

    def _long_history(self, name: str, project: Node) -> Node:
        kind, _, count = name.partition("-")
        if name == "longest":
            count = str(self._store.sizes.live)
        exported = [f"{self._url}/exported/{count}"] if kind == "exported" else []
        history = History(self._store.live, 0, int(count), METRICS, exported)
        return run_node({"name": dumps(name), **history.fields()}, project)

    def _one_of_many(self, index: int, project: Node) -> Node:
        steps = self._store.sizes.steps
        history = History(self._store.many, index * steps, steps, METRICS[:10], [])
        return run_node({"name": dumps(f"many{index:05}"), **history.fields()}, project)
