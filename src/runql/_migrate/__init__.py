"""`runql migrate`: uses of `wandb.Api` in Python files and notebooks, found and rewritten."""
