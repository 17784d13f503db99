"""Names of the official client, wandb 0.31.0, and what to write in their place.

One declared table serves the errors and deprecated aliases of runql's objects, `runql migrate`, and the page
"Coming from wandb". The package imports nothing of runql, and its tables load when a name is missing.
"""
