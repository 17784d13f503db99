# Generated from queries/automations/executions.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/automations/executions.graphql."""

from __future__ import annotations

from typing import Final

ArtifactAliasEventDetailsFields: Final = """fragment ArtifactAliasEventDetailsFields on ArtifactAliasEventDetails {
  entityName
  projectName
  artifactCollectionName
  artifactVersionIndex
  alias
}"""

ArtifactEventDetailsFields: Final = """fragment ArtifactEventDetailsFields on ArtifactEventDetails {
  entityName
  projectName
  artifactCollectionName
  artifactVersionIndex
}"""

ArtifactTagEventDetailsFields: Final = """fragment ArtifactTagEventDetailsFields on ArtifactTagEventDetails {
  entityName
  projectName
  artifactCollectionName
  artifactVersionIndex
  tag
}"""

CollectionTagEventDetailsFields: Final = """fragment CollectionTagEventDetailsFields on CollectionTagEventDetails {
  entityName
  projectName
  artifactCollectionName
  tag
}"""

DefaultTriggerResultDetailsFields: Final = """fragment DefaultTriggerResultDetailsFields on DefaultTriggerResultDetails {
  error {
    ...TriggerExecutionErrorFields
  }
}"""

GET_AUTOMATION_LAST_EXECUTION: Final = """query GetAutomationLastExecution($id: ID!) {
  trigger(id: $id) {
    id
    lastExecutedAt
  }
}"""

HttpTriggerResultDetailsFields: Final = """fragment HttpTriggerResultDetailsFields on HttpTriggerResultDetails {
  status
  statusCode
  body
  error {
    ...TriggerExecutionErrorFields
  }
}"""

LIST_AUTOMATION_EXECUTIONS: Final = """query ListAutomationExecutions($id: ID!, $first: Int, $after: String) {
  trigger(id: $id) {
    id
    triggerExecutions(first: $first, after: $after) {
      totalCount
      edges {
        cursor
        node {
          ...TriggerExecutionFields
        }
      }
      pageInfo {
        ...PageInfoFields
      }
    }
  }
}"""

PushNotificationTriggerResultDetailsFields: Final = """fragment PushNotificationTriggerResultDetailsFields on PushNotificationTriggerResultDetails {
  successCount
  failureCount
  error {
    ...TriggerExecutionErrorFields
  }
}"""

QueuedJobTriggerResultDetailsFields: Final = """fragment QueuedJobTriggerResultDetailsFields on QueuedJobTriggerResultDetails {
  runQueueItemID
  error {
    ...TriggerExecutionErrorFields
  }
}"""

RunMetricEventDetailsFields: Final = """fragment RunMetricEventDetailsFields on RunMetricEventDetails {
  entityName
  projectName
  runName
  metricName
  metricValues
}"""

RunStateEventDetailsFields: Final = """fragment RunStateEventDetailsFields on RunStateEventDetails {
  entityName
  projectName
  runName
  newRunState
}"""

TriggerExecutionErrorFields: Final = """fragment TriggerExecutionErrorFields on TriggerExecutionError {
  message
}"""

TriggerExecutionFields: Final = """fragment TriggerExecutionFields on TriggerExecution {
  id
  state
  createdAt
  updatedAt
  actionStartedAt
  event {
    eventType
    data {
      __typename
      ...ArtifactAliasEventDetailsFields
      ...ArtifactEventDetailsFields
      ...ArtifactTagEventDetailsFields
      ...CollectionTagEventDetailsFields
      ...RunMetricEventDetailsFields
      ...RunStateEventDetailsFields
      ...WeaveMetricThresholdEventDetailsFields
    }
  }
  action {
    actionType
  }
  result {
    resultType
    data {
      __typename
      ...DefaultTriggerResultDetailsFields
      ...HttpTriggerResultDetailsFields
      ...PushNotificationTriggerResultDetailsFields
      ...QueuedJobTriggerResultDetailsFields
    }
  }
}"""

WeaveMetricThresholdEventDetailsFields: Final = """fragment WeaveMetricThresholdEventDetailsFields on WeaveMetricThresholdEventDetails {
  entityName
  projectName
  alertName
  metricName
  metricValue
  comparisonOp
  threshold
  message
}"""
