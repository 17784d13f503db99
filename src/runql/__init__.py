"""A typed client for the Weights & Biases GraphQL API, sync and async."""
