"""Panels of reports: their arguments, their kinds, grids of them, and the run sets that they show."""
