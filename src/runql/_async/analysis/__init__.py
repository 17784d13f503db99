"""Methods that analyze many runs: curves, groups, importance, charts and comparisons."""
