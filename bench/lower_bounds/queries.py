"""The shortest GraphQL queries with the data that the workloads need."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from bench.server.sizes import ARTIFACTS, ENTITY, HISTORY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.lower_bounds.transports import Transport

__all__ = ["artifact_files", "exported_urls", "pages_of_runs", "request", "rows_request"]

_RUNS: Final = """query Runs($project: String!, $entity: String, $after: String) {
  project(name: $project, entityName: $entity) {
    runs(first: 1000, after: $after) { edges { node { %s } } pageInfo { endCursor hasNextPage } }
  }
}"""
_ROWS: Final = """query Rows($project: String!, $entity: String, $run: String!, $first: Int64, $after: Int64) {
  project(name: $project, entityName: $entity) {
    run(name: $run) { history(minStep: $first, maxStep: $after, samples: 1000000) }
  }
}"""
_SAMPLES: Final = """query Samples($project: String!, $entity: String, $run: String!) {
  project(name: $project, entityName: $entity) { run(name: $run) { history(samples: 500) } }
}"""
_EXPORTED: Final = """query Exported($project: String!, $entity: String, $run: String!) {
  project(name: $project, entityName: $entity) {
    run(name: $run) { parquetHistory(liveKeys: ["_step"]) { parquetUrls } }
  }
}"""
_FILES: Final = """query Files($project: String!, $entity: String, $name: String!) {
  project(name: $project, entityName: $entity) {
    artifact(name: $name) { files(first: 10000) { edges { node { name directUrl md5 sizeBytes } } } }
  }
}"""


def request(document: str, **variables: object) -> bytes:
    """Return the body of a request."""
    return json.dumps({"query": document, "variables": {"entity": ENTITY, **variables}}).encode()


def pages_of_runs(transport: Transport, count: int, fields: str) -> Iterator[bytes]:
    """Yield pages of 1,000 runs with the fields of a query."""
    for start in range(0, count, 1000):
        after = str(start) if start else None
        yield transport.post(request(_RUNS % fields, project=f"runs-{count}", after=after))


def rows_request(project: str, run: str, first: int, after: int) -> bytes:
    """Return the request of a page of rows."""
    return request(_ROWS, project=project, run=run, first=first, after=after)


def samples_request() -> bytes:
    """Return the request of 500 sampled rows."""
    return request(_SAMPLES, project=HISTORY, run="longest")


def exported_urls(transport: Transport, run: str) -> list[str]:
    """Return the URLs of a history's parquet files."""
    answer = transport.post(request(_EXPORTED, project=HISTORY, run=run))
    found: list[str] = json.loads(answer)["data"]["project"]["run"]["parquetHistory"]["parquetUrls"]
    return found


def artifact_files(transport: Transport, name: str) -> list[Any]:
    """Return the files of an artifact: name, directUrl, md5 and sizeBytes of each."""
    answer = transport.post(request(_FILES, project=ARTIFACTS, name=f"{name}:v0"))
    edges = json.loads(answer)["data"]["project"]["artifact"]["files"]["edges"]
    return [edge["node"] for edge in edges]
