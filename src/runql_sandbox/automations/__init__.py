"""What automations do: events of runs and of artifacts that trigger them."""
