"""``python -m graphmodel`` and the command ``graphmodel``: sees to it that our packages are ours before any is imported."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

__all__ = ["main"]

PACKAGES = ("loaders", "queries", "viz")


def main() -> NoReturn:
    """Run the command line; say so where another distribution has taken the name of a package of ours, or overwritten it."""
    home = Path(__file__).resolve().parent.parent
    for name in PACKAGES:
        spec = find_spec(name)
        place = Path(spec.origin).resolve().parent.parent if spec is not None and spec.origin else None
        if place != home or not (home / name / "py.typed").is_file():
            _refuse(name, place)
    try:
        from graphmodel.cli import main as run
    except ImportError as error:
        name = (error.name or "").partition(".")[0]
        if name not in PACKAGES:
            raise
        _refuse(name, home)
    run()


def _refuse(name: str, place: Path | None) -> NoReturn:
    sys.stderr.write(
        f"graphmodel: the package {name} is not graphmodel's (found in {place}); another installed package has taken its name: "
        "make a new environment and install graphmodel alone, or run: pip install --force-reinstall graphmodel\n"
    )
    sys.exit(2)


if __name__ == "__main__":
    main()
