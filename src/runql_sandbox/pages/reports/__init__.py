"""Reports as HTML: blocks, panels, and the runs of run sets."""
