"""Bare programs that do the workloads. No client takes less than the fastest of them."""
