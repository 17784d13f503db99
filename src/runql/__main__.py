"""`python -m runql` is the `runql` command."""

from __future__ import annotations

from runql.cli import main

if __name__ == "__main__":
    main()
