"""Files in the state-year form of the Correlates of War data on intergovernmental organizations, drawn with a stated seed."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from graphmodel.entities import State
from loaders.tables import read_entities

SEED = 20261125
BEGIN, END = 1816, 2014
SPANS: dict[int, tuple[tuple[int, int], ...]] = {
    2: ((1816, 2014),),
    155: ((1839, 2014),),
    210: ((1816, 1940), (1945, 2014)),
    255: ((1816, 1945), (1990, 2014)),
    260: ((1955, 1990),),
    265: ((1954, 1990),),
    267: ((1816, 1871),),
    300: ((1816, 1918),),
    315: ((1918, 1939), (1945, 1992)),
    345: ((1878, 1941), (1944, 2014)),
    365: ((1816, 2014),),
    615: ((1962, 2014),),
    678: ((1926, 1990),),
    679: ((1990, 2014),),
    680: ((1967, 1990),),
    816: ((1954, 2014),),
    817: ((1954, 1975),),
}
"""Some numbers, with the years in which they were states by the list of states of the same project, version 2016."""


def state_years(spans: dict[int, tuple[tuple[int, int], ...]]) -> list[tuple[int, int]]:
    """Number and year of each row, in the order of the file."""
    return [(code, year) for code, some in spans.items() for first, last in some for year in range(first, last + 1)]


LIVELY = (0.5, 0.32, 0.03, 0.05, 0.1)
"""Shares of 0, 1, 2, 3 and -9 among the codes that begin, so that everything happens often."""
LIKELY = (0.765, 0.2, 0.008, 0.017, 0.01)
"""The same, so that a file of full size has about as many member state-years and spells as the real one."""


def drawn(
    rows: Sequence[tuple[int, int]],
    bodies: int,
    *,
    shares: Sequence[float] = LIVELY,
    restless: float = 0.04,
    founded: tuple[int, int] = (BEGIN - 20, END - 10),
) -> npt.NDArray[np.int8]:
    """Cells in which codes last for some years; every body begins in some year and may end in another."""
    draw = np.random.default_rng(SEED)
    numbers = np.array([number for number, _ in rows])
    years = np.array([year for _, year in rows])
    cells = np.zeros((len(rows), bodies), dtype=np.int8)
    changes = draw.random(cells.shape) < restless
    fresh = draw.choice(np.array([0, 1, 2, 3, -9], dtype=np.int8), size=cells.shape, p=shares)
    for row in range(len(rows)):
        new = changes[row] | (row == 0 or numbers[row] != numbers[row - 1] or years[row] != years[row - 1] + 1)
        cells[row] = np.where(new, fresh[row], cells[row - 1])
    begun = draw.integers(*founded, size=bodies)
    ended = np.where(draw.random(bodies) < 0.3, begun + draw.integers(5, 90, size=bodies), END + 1)
    cells[(years[:, None] < begun) | (years[:, None] > ended)] = -1
    return cells


def full_size() -> tuple[list[tuple[int, int]], npt.NDArray[np.int8]]:
    """As many rows and bodies as the file has, 15,557 and 534, and about as many ties."""
    states = read_entities().records.entities
    codes = sorted(int(one.cow_code) for one in states if isinstance(one, State) and one.cow_code)
    draw = np.random.default_rng(SEED)
    firsts = np.sort(draw.integers(BEGIN, 1995, size=len(codes)))
    rows = [(code, year) for code, first in zip(codes, firsts.tolist(), strict=True) for year in range(first, END + 1)]
    rows += state_years(dict.fromkeys((267, 300, 678, 817, 245), ((BEGIN, END),)))
    rows = rows[:15_557]
    return rows, drawn(rows, 534, shares=LIKELY, restless=0.017, founded=(1920, 2000))


def write(
    path: Path, rows: Iterable[tuple[int, int]], cells: npt.NDArray[np.int8], *, separator: str = ",", end: str = "\n"
) -> Path:
    """The file, as the project's web page offers it."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, delimiter=separator, lineterminator=end)
        out.writerow(["ccode", "year", "state", *(f"B{number:03d}" for number in range(cells.shape[1]))])
        for (number, year), row in zip(rows, cells.tolist(), strict=True):
            out.writerow([number, year, f"S{number}", *row])
    return path
