"""Pages of runs: tables, curves, and the pages of one run."""
