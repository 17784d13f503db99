# Generated from src/runql/_async/analysis/__init__.py by `make generate`. Do not edit.

"""Methods that analyze many runs: curves, groups, importance, charts and comparisons."""
