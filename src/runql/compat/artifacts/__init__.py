"""Artifact versions with the interface of `wandb.Artifact`, before and after they are logged."""
