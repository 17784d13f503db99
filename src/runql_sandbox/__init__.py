"""A local server that speaks W&B's protocol: the official SDK logs to it, any client reads from it."""
