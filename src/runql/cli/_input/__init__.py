"""What commands are given: a client, keys, runs to change, answers."""
