# Generated from queries/integrations.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/integrations.graphql."""

from __future__ import annotations

from typing import Final

CREATE_SLACK_INTEGRATION: Final = """mutation CreateSlackIntegration($input: CreateSlackIntegrationInput!) {
  createSlackIntegration(input: $input) {
    integration {
      __typename
      ...SlackIntegrationFields
    }
  }
}"""

CREATE_WEBHOOK_INTEGRATION: Final = """mutation CreateWebhookIntegration($input: CreateGenericWebhookIntegrationInput!) {
  createGenericWebhookIntegration(input: $input) {
    integration {
      __typename
      ...GenericWebhookIntegrationFields
    }
  }
}"""

DELETE_INTEGRATION: Final = """mutation DeleteIntegration($id: ID!) {
  deleteIntegration(input: {id: $id}) {
    success
  }
}"""

GenericWebhookIntegrationFields: Final = """fragment GenericWebhookIntegrationFields on GenericWebhookIntegration {
  id
  name
  urlEndpoint
}"""

GitHubOAuthIntegrationFields: Final = """fragment GitHubOAuthIntegrationFields on GitHubOAuthIntegration {
  id
}"""

LIST_INTEGRATIONS: Final = """query ListIntegrations($entity: String!, $first: Int, $after: String) {
  entity(name: $entity) {
    id
    integrations(first: $first, after: $after) {
      edges {
        cursor
        node {
          __typename
          ...SlackIntegrationFields
          ...GenericWebhookIntegrationFields
          ...GitHubOAuthIntegrationFields
        }
      }
      pageInfo {
        ...PageInfoFields
      }
    }
  }
}"""

SlackIntegrationFields: Final = """fragment SlackIntegrationFields on SlackIntegration {
  id
  teamName
  channelName
}"""
