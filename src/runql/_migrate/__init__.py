"""`runql migrate`: find and rewrite code that uses `wandb.Api` in Python files and notebooks."""
