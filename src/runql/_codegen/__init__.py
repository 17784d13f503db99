"""Typed packages from GraphQL operations: runql's own, and those of its users (`runql codegen`)."""
