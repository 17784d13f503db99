"""Lineage graphs: nodes, walks and drawings."""
