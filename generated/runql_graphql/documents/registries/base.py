# Generated from queries/registries/base.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/registries/base.graphql."""

from __future__ import annotations

from typing import Final

AdvancedRegistryFeaturesFields: Final = """fragment AdvancedRegistryFeaturesFields on AdvancedRegistryFeatures {
  advancedSearch
}"""

EntityOrganization: Final = """fragment EntityOrganization on Entity {
  id
  name
  organization {
    ...OrganizationName
  }
}"""

GET_REGISTRY: Final = """query GetRegistry($organization: String!, $project: String!) {
  organization(name: $organization) {
    id
    name
    orgEntity {
      id
      name
      project(name: $project) {
        ...ProjectRegistry
      }
    }
  }
}"""

GET_REGISTRY_OWNER: Final = """query GetRegistryOwner($name: String) {
  entity(name: $name) {
    id
    name
    organization {
      ...OrganizationFields
    }
    user {
      id
      organizations {
        ...OrganizationFields
      }
    }
  }
  organization(name: $name) {
    ...OrganizationFields
  }
}"""

GET_REGISTRY_SEARCH: Final = """query GetRegistrySearch($organization: String!) {
  organization(name: $organization) {
    id
    advancedRegistryFeatures {
      ...AdvancedRegistryFeaturesFields
    }
  }
}"""

GET_VIEWER_REGISTRY: Final = """query GetViewerRegistry($project: String!) {
  viewer {
    id
    organizations {
      id
      name
      orgEntity {
        id
        name
        project(name: $project) {
          ...ProjectRegistry
        }
      }
    }
  }
}"""

LIST_REGISTRIES: Final = """query ListRegistries($organization: String!, $filters: JSONString, $order: String, $first: Int, $after: String) {
  organization(name: $organization) {
    id
    name
    orgEntity {
      id
      name
      projects(filters: $filters, order: $order, first: $first, after: $after) {
        edges {
          cursor
          node {
            ...ProjectRegistry
          }
        }
        pageInfo {
          ...PageInfoFields
        }
      }
    }
  }
}"""

LIST_REGISTRY_COLLECTIONS: Final = """query ListRegistryCollections($organization: String!, $registries: JSONString, $filters: JSONString, $order: String, $first: Int, $after: String) {
  organization(name: $organization) {
    id
    name
    orgEntity {
      id
      name
      artifactCollections(
        projectFilters: $registries
        filters: $filters
        collectionTypes: [PORTFOLIO]
        order: $order
        first: $first
        after: $after
      ) {
        totalCount
        edges {
          cursor
          node {
            __typename
            ... on ArtifactSequence {
              ...ArtifactSequenceFields
            }
            ... on ArtifactPortfolio {
              ...ArtifactPortfolioFields
            }
          }
        }
        pageInfo {
          ...PageInfoFields
        }
      }
    }
  }
}"""

LIST_REGISTRY_VERSIONS: Final = """query ListRegistryVersions($organization: String!, $registries: JSONString, $collections: JSONString, $filters: JSONString, $order: String, $first: Int, $after: String) {
  organization(name: $organization) {
    id
    name
    orgEntity {
      id
      name
      artifactMemberships(
        projectFilters: $registries
        collectionFilters: $collections
        filters: $filters
        order: $order
        first: $first
        after: $after
      ) {
        edges {
          cursor
          node {
            ...ArtifactCollectionMembershipFull
          }
        }
        pageInfo {
          ...PageInfoFields
        }
      }
    }
  }
}"""

OrganizationName: Final = """fragment OrganizationName on Organization {
  id
  name
}"""

ProjectRegistry: Final = """fragment ProjectRegistry on Project {
  id
  internalId
  name
  description
  access
  createdAt
  updatedAt
  allowAllArtifactTypesInRegistry
  entity {
    ...EntityOrganization
  }
  artifactTypes(includeAll: true, first: 1000) {
    edges {
      node {
        ...ArtifactTypeName
      }
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}"""

UPDATE_REGISTRY_NAME: Final = """mutation UpdateRegistryName($entity: String!, $project: String!, $name: String!) {
  renameProject(
    input: {entityName: $entity, oldProjectName: $project, newProjectName: $name}
  ) {
    project {
      ...ProjectRegistry
    }
  }
}"""

UPSERT_REGISTRY: Final = """mutation UpsertRegistry($input: UpsertModelInput!) {
  upsertModel(input: $input) {
    inserted
    project {
      ...ProjectRegistry
    }
  }
}"""
