"""Reading of responses that do not have the requested data."""
