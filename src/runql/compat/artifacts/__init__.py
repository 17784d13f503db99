"""Versions of artifacts as `wandb.Artifact` shows them: before they are logged, and after."""
