"""Paths of W&B resources, and URLs of the web app."""
