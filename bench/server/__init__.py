"""A lean server of W&B's protocol: prepared responses, so that its own time hardly counts."""
