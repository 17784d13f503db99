"""What notebooks show of objects: HTML of what is loaded. Nothing here sends a request."""
