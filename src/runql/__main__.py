"""Entry point of `python -m runql`, the same as the `runql` command."""

from __future__ import annotations

from runql.cli import main

if __name__ == "__main__":
    main()
