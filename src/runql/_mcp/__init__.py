"""The MCP server: W&B data for language models, read-only unless allowed, within a budget of tokens."""
