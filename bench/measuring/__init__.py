"""One program in a process of its own, its turns, and the figures that are kept."""
