"""The workloads as either client does them, and the catalog of all."""
