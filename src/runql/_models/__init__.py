"""Attributes and edits of W&B's nouns, as they were when the server answered; nothing here waits."""
