"""Files written whole or not at all: what stood there before stays until the new text is complete on disk."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from graphmodel.errors import UnwritablePath

__all__ = ["Content", "write_bytes", "write_files", "write_parts", "write_text"]

Content = bytes | Iterable[bytes]
"""Of a file: whole, or in parts that are made while they are written."""


def write_text(path: str | Path, text: str) -> Path:
    """Write text as UTF-8 with the line ends it has. Raises ``UnwritablePath``; the old file then stands unchanged."""
    return write_bytes(path, text.encode())


def write_bytes(path: str | Path, content: bytes) -> Path:
    """Write bytes to a file, through a temporary one beside it. Raises ``UnwritablePath``."""
    path = Path(path)
    return write_files(path.parent, {path.name: content})[0]


def write_parts(path: str | Path, parts: Iterable[str]) -> Path:
    """Write text that is made while it is written, as UTF-8. Raises ``UnwritablePath``, and what making a part raises."""
    path = Path(path)
    return write_files(path.parent, {path.name: (part.encode() for part in parts)})[0]


def write_files(folder: str | Path, contents: Mapping[str, Content]) -> list[Path]:
    """Write several files of a folder, made if need be: all are on disk before the first takes its name.

    Raises ``UnwritablePath`` if any of them cannot be written, and what making a part raises; then none has changed.
    """
    folder = Path(folder)
    waiting: list[tuple[Path, Path]] = []
    try:
        for name, content in contents.items():
            target = folder / name
            if target.is_dir():
                raise IsADirectoryError("it is a folder")
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
            waiting.append((Path(temporary), target))
            with os.fdopen(handle, "wb") as stream:
                stream.writelines([content] if isinstance(content, bytes) else content)
        mask = os.umask(0)
        os.umask(mask)
        for temporary_path, target in waiting:
            temporary_path.chmod(0o666 & ~mask)
            temporary_path.replace(target)
    except OSError as error:
        reason = error.strerror or str(error)
        where = folder if len(contents) != 1 else folder / next(iter(contents))
        raise UnwritablePath(f"{where}: cannot be written: {reason}; choose another place with -o") from None
    finally:
        for temporary_path, _ in waiting:
            temporary_path.unlink(missing_ok=True)
    return [target for _, target in waiting]
