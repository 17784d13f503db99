"""Input of commands: clients, keys, runs to change, confirmations."""
