"""Storage of the server: tables in SQLite, and files in a folder next to it."""
