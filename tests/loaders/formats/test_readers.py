"""Network files of other people: what is read, what is refused, where, and in which words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import networkx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graphmodel.cells import as_cell, from_cell
from graphmodel.errors import InvalidRecord
from loaders.affiliations import Affiliation
from loaders.formats.gexf import read_gexf
from loaders.formats.graphml import read_graphml
from loaders.formats.pajek import read_pajek
from loaders.formats.ucinet import read_ucinet

Reader = Callable[[Path], list[Affiliation]]
READERS: dict[str, Reader] = {"graphml": read_graphml, "gexf": read_gexf, "net": read_pajek, "dl": read_ucinet}


def read(tmp_path: Path, kind: str, content: str | bytes) -> list[Affiliation]:
    path = tmp_path / f"x.{kind}"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return READERS[kind](path)


def problems(tmp_path: Path, kind: str, content: str | bytes) -> list[str]:
    with pytest.raises(InvalidRecord) as caught:
        read(tmp_path, kind, content)
    return str(caught.value).splitlines()


def pairs(found: list[Affiliation]) -> list[tuple[str, str]]:
    return [(one.actor, one.body) for one in found]


SOUTHERN = networkx.davis_southern_women_graph()
SOUTHERN.graph.clear()


def test_graphml_that_networkx_wrote(tmp_path: Path) -> None:
    networkx.write_graphml(SOUTHERN, tmp_path / "women.graphml")
    found = read_graphml(tmp_path / "women.graphml")
    assert set(pairs(found)) == {(a, b) if SOUTHERN.nodes[a]["bipartite"] == 0 else (b, a) for a, b in SOUTHERN.edges}
    assert len(found) == 89


def test_gexf_that_networkx_wrote(tmp_path: Path) -> None:
    networkx.write_gexf(SOUTHERN, tmp_path / "women.gexf")
    assert len(read_gexf(tmp_path / "women.gexf")) == 89


def test_graphml_with_roles_dates_and_labels(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "graphml",
        """<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="d0" for="node" attr.name="type" attr.type="boolean"><default>false</default></key>
<key id="d1" for="node" attr.name="label"/><key id="d2" for="edge" attr.name="role"/><key id="d3" for="edge" attr.name="start"/>
<graph edgedefault="undirected">
<node id="n1"><data key="d1">Côte d'Ivoire &amp; co</data></node>
<node id="n2"><data key="d0">true</data></node>
<edge source="n2" target="n1"><data key="d2">member; chair</data><data key="d3">2004</data></edge>
</graph></graphml>""",
    )
    assert [(one.actor, one.body, one.role, one.start, one.line) for one in found] == [
        ("Côte d'Ivoire & co", "n2", "member", "2004", 7),
        ("Côte d'Ivoire & co", "n2", "chair", "2004", 7),
    ]


def test_a_default_of_no_key_is_nobodys(tmp_path: Path) -> None:
    text = '<graphml><default>x</default><graph edgedefault="directed"><node id="a"/><node id="p"/>{}</graph></graphml>'
    assert pairs(read(tmp_path, "graphml", text.format('<edge source="a" target="p"/>'))) == [("a", "p")]


def graphml(nodes: str, edges: str, direction: str = "undirected") -> str:
    return f'<graphml>\n<graph edgedefault="{direction}">\n{nodes}\n{edges}\n</graph>\n</graphml>\n'


def test_edges_that_all_lead_from_actors_to_bodies_say_which_are_which(tmp_path: Path) -> None:
    nodes = '<node id="a"/><node id="b"/><node id="p"/>'
    edges = '<edge source="a" target="p"/><edge source="b" target="p"/>'
    assert pairs(read(tmp_path, "graphml", graphml(nodes, edges, "directed"))) == [("a", "p"), ("b", "p")]
    (one,) = problems(tmp_path, "graphml", graphml(nodes, edges))
    assert "nothing says which nodes are actors" in one
    (one,) = problems(tmp_path, "graphml", graphml(nodes, edges + '<edge source="p" target="a"/>', "directed"))
    assert "bipartite" in one


def test_every_problem_of_a_graphml_file_is_told_with_its_place(tmp_path: Path) -> None:
    node = '<node id="{}"><data key="mode">{}</data></node>'
    nodes = "\n".join(node.format(*one) for one in (("a", "actor"), ("b", "bdy"), ("p", "body"), ("q", "body")))
    edges = '<edge source="p" target="q"/>\n<edge source="a" target="b"/>'
    assert problems(tmp_path, "graphml", graphml(nodes, edges)) == [
        'x.graphml:4:character 1: node "b": "mode" is "bdy", none of actor, body; give every node the attribute "mode" '
        '(actor or body), "bipartite" (0 for actors) or "type" (false for actors), or direct every edge from an actor to a body',
        'x.graphml:7:character 1: joins two bodies, "p" and "q"; a two-mode edge joins an actor and a body',
    ]
    (one,) = problems(tmp_path, "graphml", graphml(nodes, '<edge source="a" target="pp"/>'))
    assert one == 'x.graphml:7:character 1: no node "pp"; closest: p'


BOMB = (
    '<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>\n<graphml><graph>&b;</graph></graphml>'
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n<graphml>&a;</graphml>'


@pytest.mark.parametrize("kind", ["graphml", "gexf"])
@pytest.mark.parametrize("content", [BOMB, OUTSIDE, '<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd"><x/>'])
def test_a_document_type_is_refused_and_nothing_of_it_is_read(tmp_path: Path, kind: str, content: str) -> None:
    (one,) = problems(tmp_path, kind, content)
    assert "a document type" in one
    assert "remove it" in one


@pytest.mark.parametrize("kind", ["graphml", "gexf"])
def test_what_is_no_xml_is_told_with_its_place(tmp_path: Path, kind: str) -> None:
    assert problems(tmp_path, kind, "<a>\n<b>\n</a>") == [f"x.{kind}:3:character 3: no XML: mismatched tag"]
    assert problems(tmp_path, kind, "") == [f"x.{kind}:1:character 1: no XML: no element found"]
    assert "encoding" in problems(tmp_path, kind, '<?xml version="1.0" encoding="klingon"?><a/>')[0]


def test_xml_in_another_encoding_that_says_so_is_read(tmp_path: Path) -> None:
    text = graphml('<node id="São"/><node id="p"/>', '<edge source="São" target="p"/>', "directed")
    latin = f'<?xml version="1.0" encoding="ISO-8859-1"?>{text}'.encode("latin-1")
    assert pairs(read(tmp_path, "graphml", latin)) == [("São", "p")]


PAJEK = '*Vertices 4 2\n1 "A one"\n2 B\n3 "p"\n4 "q"\n'


@pytest.mark.parametrize(
    "ties",
    [
        "*Edges\n1 3 1\n3 2\n2 4 1 c Blue",
        "*Arcs\r\n1 3 1\r\n2 3\r\n2 4",
        "*Edgeslist\n1 3\n2 3 4\n",
        "*Matrix\n1 0\n1 1\n",
        "% a remark\n*edges\n1 3\n2 3\n2 4\n*Partition kind\n*Vertices 4\n1\n1\n2\n2",
    ],
)
def test_pajek_in_its_several_forms(tmp_path: Path, ties: str) -> None:
    assert set(pairs(read(tmp_path, "net", PAJEK + ties))) == {("A one", "p"), ("B", "p"), ("B", "q")}


def test_every_problem_of_a_pajek_file_is_told_with_its_line(tmp_path: Path) -> None:
    assert problems(tmp_path, "net", PAJEK + "*Edges\n1 2 1\n1 9 1\n3\n3 4\n*Tetrahedra\n") == [
        "x.net:7: joins 1 and 2, both of the first mode",
        'x.net:8: "9" is no number of a vertex, 1 to 4',
        "x.net:9: a line joins two vertices",
        "x.net:10: joins 3 and 4, both of the second mode",
        "x.net:11: *tetrahedra is not read; see *Vertices, *Edges, *Arcs and *Matrix",
    ]
    assert "not a two-mode network" in problems(tmp_path, "net", "*Vertices 4\n1 a\n*Edges\n1 2\n")[0]
    assert 'no "*Vertices" line' in problems(tmp_path, "net", "hello\n")[0]


DL_FORMS = [
    "dl nr=2, nc=2 format=fullmatrix\nrow labels:\na\n'b\ncolumn labels:\np,q\ndata:\n1 0\n1 1\n",
    "DL NR = 2 NC = 2\nFORMAT = FULLMATRIX\nROW LABELS:\na,'b\nCOL LABELS:\np\nq\nDATA:\n1 0 1 1\n",
    "dl nr=2 nc=2\nlabels embedded\ndata:\n p q\na 1 0\n'b 1 1.0\n",
    "dl nr=2 nc=2 format=edgelist2\nrow labels:\na\n'b\ncol labels:\np\nq\ndata:\na p\n2 1 1\n2 q 1\n",
    "dl nr=2, nc=2, format=edgelist2\nlabels embedded:\ndata:\na p\n'b p\n'b q 1\na q 0\n",
]


@pytest.mark.parametrize("text", DL_FORMS)
def test_dl_in_its_several_forms(tmp_path: Path, text: str) -> None:
    assert pairs(read(tmp_path, "dl", text)) == [("a", "p"), ("'b", "p"), ("'b", "q")]


def test_every_problem_of_a_dl_file_is_told_with_its_place(tmp_path: Path) -> None:
    text = "dl nr=2 nc=2\nrow labels:\na\na\ncolumn labels:\np\nq\ndata:\n1 x\n0 y\n"
    assert problems(tmp_path, "dl", text) == [
        'x.dl:4:character 1: row label "a" is there already',
        'x.dl:9:character 3: "x" is no number',
        'x.dl:10:character 3: "y" is no number',
    ]
    text = "dl nr=2 nc=2 format=edgelist2\nrow labels:\na b\ncol labels:\np q\ndata:\na r\n3 p\na p 1 1\n"
    assert problems(tmp_path, "dl", text) == [
        'x.dl:7:character 3: "r" is no column label and no number of one',
        'x.dl:8:character 1: "3" is no row label and no number of one',
        "x.dl:9:character 1: 4 values; a line of an edge list has a row, a column and perhaps a value",
    ]
    assert "one mode" in problems(tmp_path, "dl", "dl n=2\ndata:\n0 1\n1 0\n")[0]
    assert "3 values where 2 rows of 2 make 4" in problems(tmp_path, "dl", "dl nr=2 nc=2\ndata:\n1 0\n1\n")[0]
    assert "0 row labels where there are 1" in "\n".join(problems(tmp_path, "dl", "dl nr=1 nc=1\ndata:\n1\n"))
    assert 'begins with "dl"' in problems(tmp_path, "dl", "a,b\n1,2\n")[0]
    assert "999999999" in problems(tmp_path, "dl", "dl nr=999999999 nc=2\ndata:\n1\n")[0]


@pytest.mark.parametrize("kind", READERS)
def test_a_file_that_is_not_there_is_one_clear_problem(tmp_path: Path, kind: str) -> None:
    with pytest.raises(InvalidRecord, match=r"cannot be read: .*give the path of a file"):
        READERS[kind](tmp_path / f"x.{kind}")
    with pytest.raises(InvalidRecord, match="cannot be read"):
        READERS[kind](tmp_path)


@pytest.mark.parametrize("kind", ["net", "dl"])
def test_text_that_is_not_utf8_is_told_with_its_line(tmp_path: Path, kind: str) -> None:
    assert problems(tmp_path, kind, b"x\ny\nS\xe3o\n") == [f"x.{kind}:3: not UTF-8; save it as UTF-8"]


PIECES = st.sampled_from(
    [
        *(
            '<node id="a">',
            "</node>",
            '<edge source="a" target="b">',
            "</edge>",
            "<graph>",
            "</graph>",
            "<data",
            "<default>",
        ),
        *(
            '<key id="k" attr.name="mode"/>',
            "<graphml>",
            "</graphml>",
            "<attvalue/>",
            '<spell start="1"/>',
            "<gexf>",
            "&b;",
        ),
        *(
            "*Vertices 4 2\n",
            "*Edges\n",
            "*Matrix\n",
            "*Arcslist\n",
            '1 "a',
            "1 3\n",
            "dl ",
            "nr=2 ",
            "nc=2 ",
            "nc=0 ",
            "data:\n",
        ),
        *(
            "labels embedded\n",
            "row labels:\n",
            "format=edgelist2\n",
            "0 1\n",
            "\n",
            " ",
            ",",
            "\x00",
            "9" * 400,
            "-1",
            "nan",
        ),
    ]
)


@pytest.mark.parametrize("kind", READERS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=200)
    | st.lists(PIECES | st.text(max_size=5), max_size=25).map(lambda some: "".join(some).encode())
)
@example(content=b"dl nr=2 nc=0\ndata:\n")
@example(content=b"dl nr=0 nc=0 \nlabels embedded\ndata:\n1\n")
@example(content=b"*Vertices 0 0\n*Matrix\n1\n")
@example(content=b"*Vertices 99999999999 1\n")
@example(content=b"<graphml><default></default></graphml>")
def test_no_bytes_give_anything_but_affiliations_or_a_clear_refusal(tmp_path: Path, kind: str, content: bytes) -> None:
    try:
        found = read(tmp_path, kind, content)
    except InvalidRecord as error:
        refused = error.problems
    else:
        assert all(isinstance(one, Affiliation) for one in found)
        return
    assert refused
    assert all(one.file == f"x.{kind}" and one.what for one in refused)


@given(st.text() | st.text(alphabet="'=+-@＝ \t\r\n1."))
def test_a_cell_is_read_back_as_the_text_it_was(text: str) -> None:
    assert from_cell(as_cell(text)) == text


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", '=HYPERLINK("http://x")', "'=1", "''@a"],
)
def test_a_formula_is_marked_as_text(text: str) -> None:
    assert as_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Korea", "-70.03", "+1", "12", "'s-Hertogenbosch", "a=b", "..", "2004/.."])
def test_what_is_no_formula_is_left_alone(text: str) -> None:
    assert as_cell(text) == text
