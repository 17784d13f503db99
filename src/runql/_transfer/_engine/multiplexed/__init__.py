"""Many small files over many connections, on one thread."""
