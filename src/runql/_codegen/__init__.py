"""Typed packages from GraphQL operations: runql's own package, and packages of users (`runql codegen`)."""
