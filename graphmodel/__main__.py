"""``python -m graphmodel`` and the command ``graphmodel``."""

from __future__ import annotations

from graphmodel.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
