"""Which state a Correlates of War number means in a year: ours where it is one, else a former state under the number itself.

A number of theirs may outlive a state: 345 is Serbia, then Yugoslavia, then Serbia and Montenegro, then Serbia again. The year in
which one state followed another belongs to the one that stood at its end. Former states that have no code of ISO 3166 get the id
``cow-`` and their number.
"""

from __future__ import annotations

from collections.abc import Mapping

from graphmodel.entities import State
from graphmodel.network import Network
from graphmodel.sources import parse_citations

__all__ = ["CountryNumbers", "former_states"]

SOURCE = "cow-states-v2016"
LAST = 9999

FOLLOWED: Mapping[int, tuple[tuple[int, str], ...]] = {
    255: ((1945, "cow-255"), (LAST, "DEU")),
    260: ((LAST, "DEU"),),
    265: ((LAST, "DDR"),),
    315: ((LAST, "CSK"),),
    345: ((1917, "cow-345"), (1991, "YUG"), (2005, "SCG"), (LAST, "SRB")),
    365: ((1921, "cow-365"), (1990, "SUN"), (LAST, "RUS")),
    680: ((LAST, "YMD"),),
}
"""Numbers that are not one state of ours all the time: the last year of each state in turn."""

EUROPE = "Europe"
FORMER: Mapping[int, tuple[str, str, str]] = {
    240: ("Hanover", EUROPE, "Western Europe"),
    245: ("Bavaria", EUROPE, "Western Europe"),
    255: ("Germany to 1945", EUROPE, "Western Europe"),
    267: ("Baden", EUROPE, "Western Europe"),
    269: ("Saxony", EUROPE, "Western Europe"),
    271: ("Württemberg", EUROPE, "Western Europe"),
    273: ("Electoral Hesse", EUROPE, "Western Europe"),
    275: ("Grand Duchy of Hesse", EUROPE, "Western Europe"),
    280: ("Mecklenburg-Schwerin", EUROPE, "Western Europe"),
    300: ("Austria-Hungary", EUROPE, "Western Europe"),
    327: ("Papal States", EUROPE, "Southern Europe"),
    329: ("Two Sicilies", EUROPE, "Southern Europe"),
    332: ("Modena", EUROPE, "Southern Europe"),
    335: ("Parma", EUROPE, "Southern Europe"),
    337: ("Tuscany", EUROPE, "Southern Europe"),
    345: ("Serbia to 1917", EUROPE, "Southern Europe"),
    365: ("Russia to 1921", EUROPE, "Eastern Europe"),
    511: ("Zanzibar", "Africa", "Eastern Africa"),
    678: ("Yemen Arab Republic", "Asia", "Western Asia"),
    730: ("Korea to 1905", "Asia", "Eastern Asia"),
    817: ("Republic of Viet Nam", "Asia", "South-eastern Asia"),
}
"""Name, and United Nations region and subregion of the territory, of each former state in their list of states, version 2016."""


def former_states() -> dict[str, State]:
    """The former states that have no code of ISO 3166, by id."""
    return {
        f"cow-{number}": State(
            id=f"cow-{number}",
            name=name,
            cow_code=str(number),
            region=region,
            subregion=subregion,
            citations=parse_citations(f"{SOURCE}[code {number}]"),
            note="former state without a code of ISO 3166; id after its Correlates of War number",
        )
        for number, (name, region, subregion) in FORMER.items()
    }


class CountryNumbers:
    """State numbers of the Correlates of War, resolved with their years."""

    def __init__(self, base: Network) -> None:
        codes = {int(one.cow_code): one.id for one in base.records.entities if isinstance(one, State) and one.cow_code}
        self._turns: dict[int, tuple[tuple[int, str], ...]] = {
            **{number: ((LAST, state),) for number, state in codes.items()},
            **{number: ((LAST, f"cow-{number}"),) for number in FORMER},
            **FOLLOWED,
        }
        former = former_states()
        self._states = {state: former.get(state) or base[state] for turns in self._turns.values() for _, state in turns}

    def __contains__(self, number: int) -> bool:
        return number in self._turns

    def state(self, number: int, year: int) -> str:
        """Id of the state that a number means in a year."""
        return next(state for last, state in self._turns[number] if year <= last)

    def entity(self, state: str) -> State:
        """The state of an id."""
        found = self._states[state]
        assert isinstance(found, State)
        return found
