"""Output of commands: tables for people, JSON and CSV for programs."""
