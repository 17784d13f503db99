"""The Starlette app: the GraphQL endpoint, file routes and serving."""
