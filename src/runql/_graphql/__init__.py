"""GraphQL that users write: its documents, its connections, and what the schema says of it."""
