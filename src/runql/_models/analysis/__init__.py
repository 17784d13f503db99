"""Analysis of many runs: curves, groups, differences, stitched histories. No I/O."""
