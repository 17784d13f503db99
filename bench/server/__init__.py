"""A lean server of W&B's protocol: prepared answers, so that its own time hardly counts."""
