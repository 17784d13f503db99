"""The schema: its sources and its changes."""
