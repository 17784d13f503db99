"""Pages of runs: tables, curves, and the pages of a single run."""
