"""Panels of reports: arguments, kinds, grids and run sets."""
