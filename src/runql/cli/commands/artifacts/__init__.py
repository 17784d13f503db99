"""The commands of artifacts."""
