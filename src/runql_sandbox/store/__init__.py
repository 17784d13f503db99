"""What the server keeps: tables in SQLite, files in a folder beside it."""
