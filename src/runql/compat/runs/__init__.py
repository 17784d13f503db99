"""Attributes of a run with the interface of `wandb.apis.public.Run`."""
