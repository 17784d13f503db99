"""The verbs, in the colour that `make generate` mirrors from `_async`."""
