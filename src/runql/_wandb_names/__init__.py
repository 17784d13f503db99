"""Names of the official client, wandb 0.31.0, and their replacements in runql.

One declared table serves the errors and deprecated aliases of runql's objects, `runql migrate`, and the page
"Coming from wandb". The package imports no other module of runql, and loads its tables when a name is missing.
"""
