"""User-defined GraphQL: documents, connections, and validation against a schema."""
