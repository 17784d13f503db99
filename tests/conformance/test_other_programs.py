"""Queries of other programs for W&B validate: agents' tools, terminal viewers, Terraform, exporters, the web app.

Each is our own spelling of what such a program selects, and names the members that `schema.graphql` once lacked.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from graphql import GraphQLSchema, build_schema, parse, validate

SCHEMA = Path(__file__).parents[2] / "schema.graphql"

OPERATIONS = {
    "distinct groups of runs": """
        query Groups($entity: String!, $project: String!) {
          project(entityName: $entity, name: $project) {
            groupedRuns(groupKeys: ["group"], first: 20) {
              ... on GroupedRunConnection { edges { cursor node { id name group totalRuns } } }
              ... on RunConnection { totalCount }
            }
          }
        }
    """,
    "tags and groups of a project": """
        query TagsAndGroups($entity: String!, $project: String!) {
          project(entityName: $entity, name: $project) {
            runTags { edges { node { name } } }
            groupedRuns(groupKeys: ["group", "jobType"], maxGroups: 10, groupLevel: 1) {
              ... on GroupedRunConnection { edges { node { group jobType includedRuns } } }
            }
          }
        }
    """,
    "launch queues of an entity": """
        query Queues($entity: String!) {
          entity(name: $entity) {
            launchProject { id name runQueues { id name access prioritizationMode } }
          }
        }
    """,
    "an item of a launch queue": """
        query Item($entity: String!, $project: String!, $queue: ID!, $item: ID!) {
          project(entityName: $entity, name: $project) {
            runQueue(id: $queue) {
              runQueueItem(id: $item) {
                id state priority templateVariableValues launchAgentId
                error { message stage filePaths }
                warnings { message stage filePaths }
              }
            }
          }
        }
    """,
    "an agent of launch": """
        query Agent($id: ID!) {
          launchAgent(id: $id) { id name hostname version agentStatus heartbeatAt stopPolling }
        }
    """,
    "a launch queue by its name": """
        query Queue($entity: String!, $project: String!, $queue: String!) {
          project(entityName: $entity, name: $project) {
            runQueue(name: $queue) {
              id name entityName
              defaultResourceConfig { id resource config scope { ID Type } }
            }
          }
        }
    """,
    "steps of values of a metric": """
        query Steps($entity: String!, $project: String!, $run: String!, $values: [Float!]!) {
          project(entityName: $entity, name: $project) {
            run(name: $run) { stepsForMetricValues(metric: "loss", values: $values) }
          }
        }
    """,
    "a view as an object": """
        query Raw($id: ID!) { view(id: $id) { id displayName specObject } }
    """,
    "a history of narrow rows": """
        query Narrow($entity: String!, $project: String!, $run: String!) {
          project(entityName: $entity, name: $project) {
            run(name: $run) { history(samples: 100, maxKeyLimit: 50) historyKeys }
          }
        }
    """,
    "changes of charts": """
        query Changes($entity: String!, $project: String!, $runs: [String!]!, $since: DateTime!) {
          project(entityName: $entity, name: $project) {
            runs(first: 10) {
              deltas(currentRuns: $runs, lastUpdated: $since) {
                order incomplete
                delta {
                  op
                  run {
                    id benchmarkRun { id }
                    bucketedHistory(packVersion: 1, specs: ["{\\"keys\\": [\\"loss\\"]}"])
                  }
                }
              }
            }
          }
        }
    """,
}


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema(SCHEMA.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_query_of_another_program_is_valid(schema: GraphQLSchema, name: str) -> None:
    errors = [each.message for each in validate(schema, parse(OPERATIONS[name]))]
    assert errors == []
