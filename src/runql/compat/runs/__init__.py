"""What a run is, as `wandb.apis.public.Run` shows it."""
