"""Commands of `runql runs`."""
