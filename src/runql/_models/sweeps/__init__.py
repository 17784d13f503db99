"""Sweeps: attributes, config, ranking, tables, analysis and charts."""
