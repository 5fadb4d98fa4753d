"""From a name as people write it to our id. It refuses rather than guesses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

from graphmodel.entities import Entity
from graphmodel.errors import UnknownEntity

__all__ = ["NameIndex", "closest", "plain"]

_LETTERS_OF_THEIR_OWN = str.maketrans({"ø": "o", "ł": "l", "ı": "i", "đ": "d", "æ": "ae", "œ": "oe", "ß": "ss"})


def plain(text: str) -> str:
    """A name without case, accents, punctuation and a leading article.

    >>> plain("The  Côte d’Ivoire")
    'cote d ivoire'
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS_OF_THEIR_OWN))
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    words = re.sub(r"[^\w]+", " ", letters.replace("&", " and ")).replace("_", " ").split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(words)


def closest(word: str, known: Iterable[str], *, count: int = 3) -> str:
    """The known words most like a word that is not known, as the end of an error text; empty if none is near.

    >>> closest("MRA", ["MAR", "FRA", "iom"])
    '; closest: MAR, FRA'
    """
    near = get_close_matches(word, sorted(set(known)), n=count, cutoff=0.6)
    return f"; closest: {', '.join(near)}" if near else ""


class NameIndex:
    """Every id and name of a set of entities, looked up without regard to case, accents and punctuation."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._by_id: dict[str, Entity] = {}
        self._by_name: dict[str, dict[str, Entity]] = {}
        for entity in entities:
            self._by_id[entity.id] = entity
            names = [entity.id, entity.name, getattr(entity, "short_name", ""), getattr(entity, "iso2", "")]
            for name in (*names, *(other.name for other in entity.names)):
                if name:
                    self._by_name.setdefault(plain(name), {})[entity.id] = entity

    def find(self, text: str, *, kinds: Iterable[str] = ()) -> Entity:
        """The one entity of that id or name, of one of the kinds if any are given.

        Raises ``UnknownEntity``, naming the closest names, or the candidates where several entities bear the name.
        """
        allowed = frozenset(kinds)
        exact = self._by_id.get(text)
        if exact is not None and (not allowed or exact.kind in allowed):
            return exact
        found = [
            entity for entity in self._by_name.get(plain(text), {}).values() if not allowed or entity.kind in allowed
        ]
        if len(found) == 1:
            return found[0]
        if found:
            candidates = ", ".join(f"{entity.id} ({entity.name})" for entity in sorted(found, key=lambda e: e.id))
            raise UnknownEntity(f'"{text}" is the name of several entities: {candidates}; write the id')
        wanted = f"no {' or '.join(sorted(allowed))}" if allowed else "no entity"
        near = ", ".join(entity.id for entity in self.candidates(text, kinds=allowed)[:3])
        raise UnknownEntity(f'{wanted} "{text}"' + (f"; closest: {near}" if near else ""))

    def candidates(self, text: str, *, kinds: Iterable[str] = ()) -> list[Entity]:
        """Entities whose id or name equals, contains or resembles the text, best first, then by id."""
        wanted = plain(text)
        if not wanted:
            return []
        allowed = frozenset(kinds)
        best: dict[str, tuple[float, Entity]] = {}
        for name, bearers in self._by_name.items():
            likeness = _likeness(wanted, name)
            if likeness < 0.6:
                continue
            for entity in bearers.values():
                if (not allowed or entity.kind in allowed) and likeness > best.get(entity.id, (0.0, entity))[0]:
                    best[entity.id] = (likeness, entity)
        return [entity for _, entity in sorted(best.values(), key=lambda pair: (-pair[0], pair[1].id))]


def _likeness(wanted: str, name: str) -> float:
    if wanted == name:
        return 2.0
    if f" {wanted}" in f" {name}":
        return 1.0 + len(wanted) / (len(name) + 1)
    matcher = SequenceMatcher(None, wanted, name)
    if matcher.real_quick_ratio() < 0.6 or matcher.quick_ratio() < 0.6:
        return 0.0
    return matcher.ratio()
