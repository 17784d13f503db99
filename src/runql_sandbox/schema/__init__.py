"""The executable schema, and schemas of older servers."""
