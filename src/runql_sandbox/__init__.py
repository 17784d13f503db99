"""A local server that implements the W&B API. The official SDK logs to it, and any client reads from it."""
