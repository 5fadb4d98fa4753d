"""XML written in a stream and read with care: no document type, so no entities; every place known by line and character."""

from __future__ import annotations

import re
from pathlib import Path
from xml.parsers import expat

from graphmodel.errors import InvalidRecord, Problem
from loaders.formats.affiliated import unreadable

__all__ = ["XmlReader", "attribute", "text"]

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE = _IN_TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
_INSTEAD = "\ufffd"
_CHUNK = 1 << 16


def text(value: str) -> str:
    """A value between tags. What XML cannot hold (control characters) becomes the replacement character."""
    return _FORBIDDEN.sub(_INSTEAD, value).translate(_IN_TEXT)


def attribute(value: str) -> str:
    """A value as an attribute, with its quote marks."""
    return '"' + _FORBIDDEN.sub(_INSTEAD, value).translate(_IN_ATTRIBUTE) + '"'


class _Refused(Exception):
    """Something in the file that is not read on principle."""


class XmlReader:
    """Walks through a file; subclasses say what to do at each element, and put problems on the list with ``problem``."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.problems: list[Problem] = []
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self.said

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; its name without prefix."""

    def end(self, name: str) -> None:
        """An element ends."""

    def said(self, some: str) -> None:
        """Text between tags, or a part of it."""

    @property
    def line(self) -> int:
        """Where the walk is."""
        return self._parser.CurrentLineNumber

    @property
    def column(self) -> str:
        """Where the walk is in the line."""
        return f"character {self._parser.CurrentColumnNumber + 1}"

    def problem(self, what: str) -> None:
        """Note what is wrong here."""
        self.problems.append(Problem(self.path.name, self.line, self.column, what))

    def walk(self) -> None:
        """Read the whole file; raises ``InvalidRecord`` where it is no XML that can be read."""
        try:
            with self.path.open("rb") as stream:
                while part := stream.read(_CHUNK):
                    self._parser.Parse(part, False)
                self._parser.Parse(b"", True)
        except OSError as error:
            raise InvalidRecord([unreadable(self.path, error)]) from None
        except _Refused as error:
            self.problem(str(error))
        except expat.ExpatError as error:
            what = f"no XML: {expat.errors.messages.get(error.code, 'it cannot be read')}"
            self.problems.append(Problem(self.path.name, error.lineno, f"character {error.offset + 1}", what))
        except (LookupError, ValueError):
            self.problem("its encoding is not one that XML programs share; save it as UTF-8")
        if self.problems:
            raise InvalidRecord(self.problems)

    def _refuse(self, *_: object) -> None:
        raise _Refused("a document type (<!DOCTYPE ...>) is not read, for it can pull in other files; remove it")

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self.begin(name.rpartition(":")[2], attributes)

    def _end(self, name: str) -> None:
        self.end(name.rpartition(":")[2])
