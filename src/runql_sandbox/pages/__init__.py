"""Read-only pages for a browser, at the addresses of the W&B web app."""
