"""The MCP server: W&B data for language models, read-only by default, within a token budget."""
