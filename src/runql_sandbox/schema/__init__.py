"""The executable schema, and older servers played with it."""
