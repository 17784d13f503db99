"""Reading responses that are not what was requested."""
