"""What the server keeps: tables in SQLite, files in a folder next to it."""
