# Generated from queries/accounts/users.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/accounts/users.graphql."""

from __future__ import annotations

from typing import Final

AccountFields: Final = """fragment AccountFields on User {
  ...UserFields
  email
  admin
  entity
  deletedAt
  teams {
    edges {
      node {
        ...EntityFields
      }
    }
  }
}"""

ApiKeyFields: Final = """fragment ApiKeyFields on ApiKey {
  id
  name
  description
  createdAt
  lastUsedAt
  expiresAt
}"""

CREATE_USER: Final = """mutation CreateUser($email: String!, $admin: Boolean) {
  createUser(input: {email: $email, admin: $admin}) {
    user {
      ...AccountFields
    }
  }
}"""

DELETE_API_KEY: Final = """mutation DeleteApiKey($id: String!) {
  deleteApiKey(input: {id: $id}) {
    success
  }
}"""

EntityFields: Final = """fragment EntityFields on Entity {
  id
  name
  isTeam
}"""

GENERATE_API_KEY: Final = """mutation GenerateApiKey($description: String) {
  generateApiKey(input: {description: $description}) {
    apiKey {
      ...ApiKeyFields
    }
  }
}"""

GET_USER: Final = """query GetUser($username: String!) {
  user(userName: $username) {
    ...AccountFields
  }
}"""

GET_VIEWER: Final = """query GetViewer {
  viewer {
    ...ViewerFields
  }
}"""

LIST_API_KEYS: Final = """query ListApiKeys($first: Int, $after: String) {
  viewer {
    id
    apiKeys(first: $first, after: $after) {
      edges {
        cursor
        node {
          ...ApiKeyFields
        }
      }
      pageInfo {
        ...PageInfoFields
      }
    }
  }
}"""

SEARCH_USERS: Final = """query SearchUsers($query: String, $first: Int, $after: String) {
  users(query: $query, first: $first, after: $after) {
    edges {
      cursor
      node {
        ...AccountFields
      }
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}"""

UserFields: Final = """fragment UserFields on User {
  id
  username
  name
}"""

ViewerFields: Final = """fragment ViewerFields on User {
  ...UserFields
  email
  entity
  admin
  teams {
    edges {
      node {
        ...EntityFields
      }
    }
  }
}"""
