"""What static figures share: forms of file, settings, and one way to write them, so that the same figure gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphmodel.errors import InvalidQuestion, MissingExtra
from graphmodel.files import write_bytes

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["write_drawing"]

_SETTINGS: dict[str, Any] = {
    "svg.hashsalt": "graphmodel",
    "svg.fonttype": "none",
    "font.family": "DejaVu Sans",
    "font.size": 6,
    "path.simplify": False,
    "axes.linewidth": 0.5,
    "xtick.major.width": 0.5,
    "ytick.major.width": 0.5,
}


def write_drawing(path: str | Path, draw: Callable[[], Figure]) -> Path:
    """Draw a figure and write it as PNG (300 dpi) or SVG, as the file's ending says.

    Raises ``InvalidQuestion`` for another ending, ``MissingExtra`` without matplotlib, ``UnwritablePath``.
    """
    path = Path(path)
    ending = path.suffix.lower().lstrip(".")
    if ending not in ("png", "svg"):
        raise InvalidQuestion(f'figure: "{path.name}" ends neither in .png nor in .svg')
    try:
        import matplotlib
    except ImportError:
        raise MissingExtra('figures need matplotlib; install it with: pip install "graphmodel[figures]"') from None
    with matplotlib.rc_context(_SETTINGS):  # type: ignore[arg-type]
        stream = BytesIO()
        metadata = {"Date": None, "Creator": "graphmodel"} if ending == "svg" else {"Software": "graphmodel"}
        draw().savefig(stream, format=ending, dpi=300, metadata=metadata)
    return write_bytes(path, stream.getvalue())
