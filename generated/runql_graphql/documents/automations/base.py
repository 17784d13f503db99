# Generated from queries/automations/base.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/automations/base.graphql."""

from __future__ import annotations

from typing import Final

ARIATriggeredActionFields: Final = """fragment ARIATriggeredActionFields on ARIATriggeredAction {
  prompt
}"""

ArtifactPortfolioScopeFields: Final = """fragment ArtifactPortfolioScopeFields on ArtifactPortfolio {
  id
  name
}"""

ArtifactSequenceScopeFields: Final = """fragment ArtifactSequenceScopeFields on ArtifactSequence {
  id
  name
}"""

CREATE_AUTOMATION: Final = """mutation CreateAutomation($input: CreateFilterTriggerInput!) {
  createFilterTrigger(input: $input) {
    trigger {
      ...TriggerFields
    }
  }
}"""

DELETE_AUTOMATION: Final = """mutation DeleteAutomation($id: ID!) {
  deleteTrigger(input: {triggerID: $id}) {
    success
  }
}"""

EntityScopeFields: Final = """fragment EntityScopeFields on Entity {
  id
  name
}"""

FilterEventTriggeringConditionFields: Final = """fragment FilterEventTriggeringConditionFields on FilterEventTriggeringCondition {
  eventType
  filter
}"""

GenericWebhookTriggeredActionFields: Final = """fragment GenericWebhookTriggeredActionFields on GenericWebhookTriggeredAction {
  integration {
    __typename
    ...SlackIntegrationFields
    ...GenericWebhookIntegrationFields
  }
  requestPayload
}"""

LIST_AUTOMATIONS: Final = """query ListAutomations($entity: String!, $filters: JSONString, $first: Int, $after: String) {
  entity(name: $entity) {
    id
    triggers(filters: $filters, first: $first, after: $after) {
      edges {
        cursor
        node {
          ...TriggerFields
        }
      }
      pageInfo {
        ...PageInfoFields
      }
    }
  }
}"""

LIST_PROJECT_AUTOMATIONS: Final = """query ListProjectAutomations($entity: String!, $first: Int, $after: String) {
  entity(name: $entity) {
    id
    projects(first: $first, after: $after) {
      edges {
        cursor
        node {
          ...ProjectTriggers
        }
      }
      pageInfo {
        ...PageInfoFields
      }
    }
  }
}"""

NoOpTriggeredActionFields: Final = """fragment NoOpTriggeredActionFields on NoOpTriggeredAction {
  noOp
}"""

NotificationTriggeredActionFields: Final = """fragment NotificationTriggeredActionFields on NotificationTriggeredAction {
  integration {
    __typename
    ...SlackIntegrationFields
    ...GenericWebhookIntegrationFields
  }
  title
  message
  severity
}"""

ProjectScopeFields: Final = """fragment ProjectScopeFields on Project {
  id
  name
}"""

ProjectTriggers: Final = """fragment ProjectTriggers on Project {
  id
  triggers {
    ...TriggerFields
  }
}"""

QueueJobTriggeredActionFields: Final = """fragment QueueJobTriggeredActionFields on QueueJobTriggeredAction {
  queue {
    ...RunQueueFields
  }
  template
}"""

RunQueueFields: Final = """fragment RunQueueFields on RunQueue {
  id
  name
}"""

TriggerFields: Final = """fragment TriggerFields on Trigger {
  id
  name
  description
  enabled
  createdAt
  updatedAt
  scope {
    __typename
    ...ProjectScopeFields
    ...ArtifactPortfolioScopeFields
    ...ArtifactSequenceScopeFields
    ...EntityScopeFields
  }
  triggeringCondition {
    __typename
    ...FilterEventTriggeringConditionFields
  }
  triggeredAction {
    __typename
    ...NotificationTriggeredActionFields
    ...GenericWebhookTriggeredActionFields
    ...NoOpTriggeredActionFields
    ...QueueJobTriggeredActionFields
    ...ARIATriggeredActionFields
  }
}"""

UPDATE_AUTOMATION: Final = """mutation UpdateAutomation($input: UpdateFilterTriggerInput!) {
  updateFilterTrigger(input: $input) {
    trigger {
      ...TriggerFields
    }
  }
}"""
