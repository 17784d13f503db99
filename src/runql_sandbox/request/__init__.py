"""Support for resolvers: context, permissions, errors, IDs, limits and signed URLs."""
