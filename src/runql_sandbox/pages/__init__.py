"""Read-only browser pages, at the paths of the W&B web app."""
