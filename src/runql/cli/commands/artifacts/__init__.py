"""Commands of `runql artifacts`."""
