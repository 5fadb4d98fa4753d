"""The Correlates of War form: every cell of a file read by hand, held equal to what the network says of it in every year."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import cowfile
import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import graphmodel as gm
from graphmodel.errors import GraphModelError, InvalidRecord
from graphmodel.integrity import flaws
from graphmodel.network import Network
from graphmodel.validity import Status
from loaders.cow_igo import ROLE_CODES, Panel, import_cow_igo, is_cow_igo, read_cow_igo, read_panel, runs_of
from loaders.cow_states import CountryNumbers
from loaders.tables import read_entities, read_tables, write_tables

Rows = Sequence[tuple[int, int]]
FUZZED = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def made(folder: Path, rows: Rows, cells: Sequence[Sequence[int]]) -> Path:
    return cowfile.write(folder / "states.csv", rows, np.array(cells, dtype=np.int8))


def problems(path: Path) -> list[str]:
    with pytest.raises(InvalidRecord) as caught:
        read_panel(path)
    return str(caught.value).splitlines()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Panel, Network]:
    """Numbers of every sort, their real years, and ten bodies."""
    rows = cowfile.state_years(cowfile.SPANS)
    path = cowfile.write(tmp_path_factory.mktemp("cow") / "small.csv", rows, cowfile.drawn(rows, 10))
    return read_panel(path), read_cow_igo(path)


def readings(panel: Panel) -> Iterator[tuple[str, int, int, list[int]]]:
    """State, column, year, and the codes that its rows of that year give."""
    numbers = CountryNumbers(read_entities())
    said: dict[tuple[str, int, int], list[int]] = {}
    for number, year, row in zip(panel.numbers.tolist(), panel.years.tolist(), panel.cells.tolist(), strict=True):
        for column, code in enumerate(row):
            said.setdefault((numbers.state(number, year), column, year), []).append(code)
    for (state, column, year), codes in said.items():
        yield state, column, year, codes


def check_every_cell(panel: Panel, network: Network) -> None:
    """1 documents, 0 and -1 deny, -9 documents nothing, and beside a spell denies nothing: in every year, for every role.

    A year in which every state says that a body does not exist denies it to those, too, that are not in the file then.
    """
    assert not list(flaws(network.records))
    organizations = [one for one in network.records.entities if isinstance(one, gm.Organization)]
    body_of = {one.cow_code: one.id for one in organizations}
    said = {(state, column, year): codes for state, column, year, codes in readings(panel)}
    told: dict[tuple[int, int], set[int]] = {}
    for (_, column, year), codes in said.items():
        told.setdefault((column, year), set()).update(codes)
    absent = {place for place, codes in told.items() if codes == {-1}}
    years = range(int(panel.years.min()), int(panel.years.max()) + 1)

    def reads(state: str, column: int, year: int, code: int) -> str:
        codes = said.get((state, column, year), [-1 if (column, year) in absent else -9])
        return "shown" if code in codes else "unknown" if -9 in codes else "denied"

    for (state, column, year), codes in said.items():
        ties = network.memberships(actor=state, body=body_of[panel.bodies[column]])
        for role, code in ROLE_CODES.items():
            stands = [network.holding(tie, year).status for tie in ties if tie.role == role]
            best = max(stands, default=Status.NOT_HELD)
            where = (state, panel.bodies[column], year, role, codes)
            read = reads(state, column, year, code)
            if read == "shown":
                assert best is Status.DOCUMENTED, where
            elif read == "denied":
                assert best is Status.NOT_HELD, where
            else:
                assert best is not Status.DOCUMENTED, where
                courses = (range(year, years.stop), range(year, years.start - 1, -1))
                beside = [
                    next((known for at in course if (known := reads(state, column, at, code)) != "unknown"), "")
                    for course in courses
                ]
                assert best is not Status.NOT_HELD or "shown" not in beside, where


def test_every_cell_of_a_small_file(small: tuple[Panel, Network]) -> None:
    check_every_cell(*small)


@example(codes=[0, 0, 0, 0, 0, 0, 1, None, -9], others=[0, 0, 0, 0, 0, 0, 0, -1, -1])
@given(
    codes=st.lists(st.sampled_from([0, 0, 1, 1, 1, 2, 3, -9, -9, -1, None]), min_size=2, max_size=9),
    others=st.lists(st.sampled_from([0, -1, -9]), min_size=9, max_size=9),
)
@FUZZED
def test_every_course_of_codes(tmp_path: Path, codes: list[int | None], others: list[int]) -> None:
    """One state with any codes and gaps, beside one that says whether the body exists."""
    rows = [(155, 1980 + at) for at, code in enumerate(codes) if code is not None]
    rows += [(160, 1980 + at) for at in range(9)]
    cells = [[code] for code in codes if code is not None] + [[code] for code in others]
    path = made(tmp_path, rows, cells)
    check_every_cell(read_panel(path), read_cow_igo(path))


@given(
    codes=st.lists(st.sampled_from([0, 1, 2, -9, -1]), min_size=5, max_size=5), last=st.sampled_from([0, 1, 2, -9, -1])
)
@FUZZED
def test_a_state_with_two_numbers_in_one_year_holds_what_either_says(
    tmp_path: Path, codes: list[int], last: int
) -> None:
    rows = [(260, year) for year in range(1988, 1991)] + [(255, year) for year in range(1990, 1992)] + [(155, 1992)]
    path = made(tmp_path, rows, [[code] for code in (*codes, last)])
    check_every_cell(read_panel(path), read_cow_igo(path))


def test_the_two_mode_network_of_a_year_has_the_members_of_that_year(small: tuple[Panel, Network]) -> None:
    panel, network = small
    for year in (1900, 1950, 1990, 2014):
        asked = network.two_mode(gm.Selection(bodies="organization", presume="none"), at=year)
        names = {one.id: one.cow_code for one in asked.bodies if isinstance(one, gm.Organization)}
        held = {
            (asked.actors[row].id, names[asked.bodies[column].id])
            for row, column in zip(asked.rows.tolist(), asked.columns.tolist(), strict=True)
        }
        wanted = {
            (state, panel.bodies[column]) for state, column, at, codes in readings(panel) if at == year and 1 in codes
        }
        assert held == wanted
        assert asked.documented.all()


def claims(network: Network, actor: str = "CHL") -> list[list[str]]:
    return [
        [f"{one.says} {one.date}" + (f"-{one.until}" if one.until else "") for one in tie.claims]
        for tie in network.memberships(actor=actor)
    ]


def test_years_that_touch_are_one_spell_with_its_start_and_end_cited(tmp_path: Path) -> None:
    rows = [(155, year) for year in range(1980, 1986)]
    network = read_cow_igo(made(tmp_path, rows, [[0], [1], [1], [1], [0], [0]]))
    assert claims(network) == [["shown 1981-1983", "start 1981", "end 1983"]]
    assert [str(one.citations[0]) for one in network.memberships()[0].claims] == [
        "cow-igo-v3[lines 3-5, column B000]",
        "cow-igo-v3[lines 2-3, column B000]",
        "cow-igo-v3[lines 5-6, column B000]",
    ]


def test_years_of_a_state_that_do_not_touch_are_two_spells(tmp_path: Path) -> None:
    rows = [(210, 1939), (210, 1940), (210, 1945), (210, 1946)]
    network = read_cow_igo(made(tmp_path, rows, [[1], [1], [1], [1]]))
    assert [tie.ordinal for tie in network.memberships(actor="NLD")] == [1, 2]
    tie = network.memberships(actor="NLD")[0]
    assert network.holding(tie, 1942).status is not Status.DOCUMENTED


def test_missing_years_between_none_and_member_leave_the_start_open(tmp_path: Path) -> None:
    rows = [(155, year) for year in range(1980, 1984)]
    network = read_cow_igo(made(tmp_path, rows, [[0], [-9], [1], [1]]))
    tie = network.memberships(actor="CHL")[0]
    assert [network.holding(tie, year).status.name for year in range(1980, 1984)] == [
        "NOT_HELD",
        "PRESUMED",
        "DOCUMENTED",
        "DOCUMENTED",
    ]
    assert network.holding(tie, 1981, presume="none").status is Status.UNKNOWN
    assert len(gm.conflicts(network)) == 0


def test_a_body_lives_while_not_all_states_say_that_it_does_not_exist(tmp_path: Path) -> None:
    rows = [(code, year) for code in (155, 160) for year in range(1980, 1985)]
    cells = [[-1], [-1], [1], [0], [-1], [-1], [0], [1], [-1], [-1]]
    network = read_cow_igo(made(tmp_path, rows, cells))
    lives = {(one.event, str(one.date)) for one in network.records.lives if one.entity == "cow-b000"}
    assert lives == {("established", "1981"), ("ended", "1983")}
    assert network.exists("cow-b000", 1980) == "no"
    assert str(network.records.lives[-1].citations[0]).startswith("cow-igo-v3[column B000")


def test_missing_years_before_a_body_is_seen_leave_its_founding_open(tmp_path: Path) -> None:
    rows = [(155, year) for year in range(1980, 1984)]
    network = read_cow_igo(made(tmp_path, rows, [[-1], [-9], [1], [1]]))
    assert [network.exists("cow-b000", year) for year in range(1980, 1983)] == ["no", "maybe", "yes"]


def test_a_body_may_exist_while_some_states_say_that_it_does_not_and_others_do_not_know(tmp_path: Path) -> None:
    rows = [(code, year) for code in (155, 160) for year in range(1980, 1983)]
    network = read_cow_igo(made(tmp_path, rows, [[-1], [-1], [1], [-1], [-9], [1]]))
    assert [network.exists("cow-b000", year) for year in range(1980, 1983)] == ["no", "maybe", "yes"]


def test_a_state_is_not_presumed_before_its_first_year_in_the_file(tmp_path: Path) -> None:
    rows = [(155, year) for year in range(1950, 1970)] + [(615, year) for year in range(1962, 1970)]
    network = read_cow_igo(made(tmp_path, rows, [[1]] * 28))
    tie = network.memberships(actor="DZA")[0]
    assert network.holding(tie, 1961).status is Status.NOT_HELD
    assert network.holding(tie, 1962).status is Status.DOCUMENTED


def test_dates_of_ours_that_the_file_contradicts_give_way_to_it(tmp_path: Path) -> None:
    """Estonia was a state from 1918 to 1940, too, which our date of 1991 does not know."""
    rows = [(155, year) for year in range(1910, 1930)] + [(366, year) for year in range(1918, 1930)]
    network = read_cow_igo(made(tmp_path, rows, [[1]] * 32))
    estonia = network.memberships(actor="EST")[0]
    assert [network.holding(estonia, year).status.name for year in (1917, 1918)] == ["NOT_HELD", "DOCUMENTED"]


def test_a_state_without_dates_of_ours_lives_through_its_years_in_the_file(tmp_path: Path) -> None:
    rows = [(155, year) for year in range(1860, 1890)] + [(93, year) for year in range(1880, 1890)]
    rows += [(267, year) for year in range(1860, 1872)]
    network = read_cow_igo(made(tmp_path, rows, [[1]] * 52))
    nicaragua, baden = (network.memberships(actor=state)[0] for state in ("NIC", "cow-267"))
    assert [network.holding(nicaragua, year).status.name for year in (1879, 1880)] == ["NOT_HELD", "DOCUMENTED"]
    assert [network.holding(baden, year).status.name for year in (1871, 1872)] == ["DOCUMENTED", "NOT_HELD"]
    lives = {str(one.citations[0]) for one in network.records.lives if one.entity in ("NIC", "cow-267")}
    assert lives == {"cow-igo-v3[line 32]", "cow-igo-v3[line 53]"}


@pytest.mark.parametrize(
    ("number", "year", "state"),
    [
        (255, 1945, "cow-255"),
        (255, 1990, "DEU"),
        (260, 1960, "DEU"),
        (265, 1960, "DDR"),
        (345, 1917, "cow-345"),
        (345, 1918, "YUG"),
        (345, 1991, "YUG"),
        (345, 2005, "SCG"),
        (345, 1992, "SCG"),
        (345, 2006, "SRB"),
        (365, 1921, "cow-365"),
        (365, 1922, "SUN"),
        (365, 1990, "SUN"),
        (365, 1991, "RUS"),
        (816, 1960, "VNM"),
        (817, 1960, "cow-817"),
        (678, 1960, "cow-678"),
        (679, 1995, "YEM"),
        (680, 1980, "YMD"),
        (315, 1950, "CSK"),
        (316, 1995, "CZE"),
        (300, 1900, "cow-300"),
        (305, 1950, "AUT"),
        (267, 1860, "cow-267"),
        (2, 1900, "USA"),
    ],
)
def test_a_number_means_the_state_of_its_year(number: int, year: int, state: str) -> None:
    assert CountryNumbers(read_entities()).state(number, year) == state


def test_every_number_of_the_list_of_states_is_known() -> None:
    """The numbers that are not those of present states, by the list of states of the same project."""
    numbers = CountryNumbers(read_entities())
    former = (
        240,
        245,
        255,
        260,
        265,
        267,
        269,
        271,
        273,
        275,
        280,
        300,
        315,
        327,
        329,
        332,
        335,
        337,
        345,
        365,
        511,
        678,
        680,
        730,
        817,
    )
    assert all(number in numbers for number in former)
    assert 1 not in numbers


def test_the_folder_is_read_back_the_same(small: tuple[Panel, Network], tmp_path: Path) -> None:
    assert read_tables(write_tables(small[1], tmp_path)) == small[1]


def test_the_file_and_its_terms_are_the_source(small: tuple[Panel, Network]) -> None:
    source = small[1].source("cow-igo-v3")
    assert source.terms
    assert "Pevehouse" in small[1].dataset.citation
    assert not small[1].dataset.licenses


def test_missing_cells_are_counted_apart(small: tuple[Panel, Network]) -> None:
    panel, network = small
    counted = sum(int(one.value) for one in network.records.observations if one.measure == "missing")
    assert counted == int((panel.cells == -9).sum()) > 0


@pytest.mark.parametrize(("separator", "end"), [(",", "\n"), (",", "\r\n"), ("\t", "\n"), (";", "\n")])
def test_separators_and_line_ends_change_nothing(
    small: tuple[Panel, Network], tmp_path: Path, separator: str, end: str
) -> None:
    panel = small[0]
    rows = list(zip(panel.numbers.tolist(), panel.years.tolist(), strict=True))
    path = cowfile.write(tmp_path / "small.csv", rows, panel.cells, separator=separator, end=end)
    assert is_cow_igo(path)
    again = read_panel(path)
    assert (again.cells == panel.cells).all()
    assert (again.lines == panel.lines).all()


def test_cells_in_quotes_are_read_the_slow_way_to_the_same(small: tuple[Panel, Network], tmp_path: Path) -> None:
    panel = small[0]
    rows = list(zip(panel.numbers.tolist(), panel.years.tolist(), strict=True))
    path = cowfile.write(tmp_path / "quoted.csv", rows, panel.cells)
    quoted = "\n".join(",".join(f'"{cell}"' for cell in line.split(",")) for line in path.read_text().splitlines())
    path.write_text(quoted + "\n", encoding="utf-8")
    assert (read_panel(path).cells == panel.cells).all()


def test_a_stata_file_says_the_same(small: tuple[Panel, Network], tmp_path: Path) -> None:
    import pandas

    panel = small[0]
    frame = pandas.DataFrame(panel.cells, columns=[name.lower() for name in panel.bodies])
    frame.insert(0, "state", "x")
    frame.insert(0, "year", panel.years)
    frame.insert(0, "ccode", panel.numbers)
    frame.to_stata(tmp_path / "small.dta", write_index=False)
    again = read_panel(tmp_path / "small.dta")
    assert (again.cells == panel.cells).all()
    network = read_cow_igo(tmp_path / "small.dta")
    assert len(network.memberships()) == len(small[1].memberships())
    assert "[row" in str(network.memberships()[0].claims[0].citations[0])


def test_every_problem_is_reported_at_once_and_placed(tmp_path: Path) -> None:
    path = made(tmp_path, [(155, 1980), (155, 1981)], [[0, 1], [1, 1]])
    path.write_text("ccode,year,state,AA,BB\n155,1980,CHL,4,1.0\n155,x,CHL,,=1+1\n", encoding="utf-8")
    found = problems(path)
    assert [one.split(": ")[0] for one in found] == [
        "states.csv:2:AA",
        "states.csv:2:BB",
        "states.csv:3:AA",
        "states.csv:3:BB",
        "states.csv:3:year",
    ]
    assert "decimal number" in found[1]
    assert "-9 for what is not known" in found[2]
    assert "is a formula" in found[3]


def test_a_state_twice_in_a_year_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path, [(155, 1980), (155, 1980)], [[0], [1]])
    assert problems(path) == ["states.csv:3:year: 155 in 1980 is in line 2 already; one row a state and year"]


def test_a_number_of_no_state_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path, [(155, 1980), (7, 1980)], [[0], [1]])
    with pytest.raises(InvalidRecord, match=r'states.csv:3:ccode: "7" is the number of no state'):
        read_cow_igo(path)


def test_many_equal_problems_are_counted(tmp_path: Path) -> None:
    rows = [(155, year) for year in range(1900, 1990)]
    path = made(tmp_path, rows, [[0]] * 90)
    path.write_text(path.read_text().replace(",S155,0", ",S155,9"), encoding="utf-8")
    found = problems(path)
    assert len(found) == 11
    assert found[-1].endswith("and 80 more like the last one")


@given(content=st.binary(max_size=300), cut=st.floats(0, 1), at=st.floats(0, 1))
@FUZZED
def test_damaged_files_give_nothing_but_our_errors(tmp_path: Path, content: bytes, cut: float, at: float) -> None:
    path = made(tmp_path, [(155, 1980), (155, 1981), (160, 1980)], [[0, 1], [-9, 1], [-1, 3]])
    whole = path.read_bytes()
    for damaged in (
        whole[: int(len(whole) * cut)],
        whole[: int(len(whole) * at)] + content + whole[int(len(whole) * at) :],
    ):
        path.write_bytes(damaged)
        try:
            read_cow_igo(path)
        except GraphModelError:
            continue


def test_the_real_file() -> None:
    """Counts known of the real file. It carries no open licence and never comes along, so that this one test may be skipped
    anywhere, also where nothing else may be missing."""
    name = os.environ.get("COW_IGO_FILE")
    if not name:
        pytest.skip(
            "COW_IGO_FILE names no state-year file of the Correlates of War IGO data, version 3; it has no open licence"
        )
    panel = read_panel(name)
    assert panel.cells.shape == (15_557, 534)
    assert int((panel.cells == 1).sum()) == 535_772
    _, owners = np.unique(panel.numbers, return_inverse=True)
    assert len(runs_of(panel, owners, 1)) == 18_674
    done = import_cow_igo(name)
    assert done.remarks[0].startswith("member: 535772 state-years")
    check_every_cell(panel, done.network)
