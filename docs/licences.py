"""What an installation consists of: packages, their licences and their size. ``python docs/licences.py`` writes the page."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

PAGE = Path(__file__).resolve().parent / "licences.md"
EXTRAS = {
    "pandas": "`Answer.to_frame()`",
    "figures": "static figures, PNG and SVG",
    "neo4j-fast": "the driver's encoding in Rust",
    "excel": "Excel workbooks",
    "parquet": "Parquet files",
}
"""Each extra, and what needs it; ``all`` is all of them."""

CLASSIFIERS = {
    "MIT License": "MIT",
    "BSD License": "BSD",
    "ISC License (ISCL)": "ISC",
    "Apache Software License": "Apache-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "Historical Permission Notice and Disclaimer (HPND)": "HPND",
}
COPYLEFT = re.compile(r"GPL|MPL|EPL|EUPL|CDDL|OSL|SSPL|-SA-|Affero|Mozilla|copyleft", re.IGNORECASE)
LARGE = 10_000_000


def closure(extra: str = "") -> dict[str, metadata.Distribution]:
    """Packages that an installation of graphmodel brings on this machine, without it, by name; with an extra, its own too."""
    found: dict[str, metadata.Distribution] = {}
    waiting = [("graphmodel", extra)]
    seen = set()
    while waiting:
        name, wanted = waiting.pop()
        if (name, wanted) in seen:
            continue
        seen.add((name, wanted))
        found[name] = metadata.distribution(name)
        for text in found[name].requires or ():
            needed = Requirement(text)
            if needed.marker is None or needed.marker.evaluate({"extra": wanted}):
                waiting += [(_normal(needed.name), one) for one in ("", *needed.extras)]
    found.pop("graphmodel")
    return dict(sorted(found.items()))


def licence(distribution: metadata.Distribution) -> str:
    """The licence that a package states: its expression, else its classifiers, else its short text; else nothing."""
    stated = distribution.metadata
    if expression := stated.get("License-Expression"):
        return expression
    named = [one.split(" :: ")[-1] for one in stated.get_all("Classifier") or () if one.startswith("License :: ")]
    if named:
        return " AND ".join(CLASSIFIERS.get(one, one) for one in named)
    text = (stated.get("License") or "").strip()
    return text if len(text) < 30 else ""


def size(distribution: metadata.Distribution) -> int:
    """Bytes that the files of a package take."""
    paths = (Path(str(file.locate())) for file in distribution.files or ())
    return sum(path.stat().st_size for path in paths if path.is_file())


def listing(packages: dict[str, metadata.Distribution]) -> str:
    """Packages with their licences, as a table."""
    rows = [f"| {name} | {licence(one)} |" for name, one in packages.items()]
    return "\n".join(["| package | licence |", "| --- | --- |", *rows])


def page() -> str:
    """The page."""
    core = closure()
    sizes = {name: size(one) for name, one in core.items()}
    large = [
        f"{name} {sizes[name] / 1e6:.0f}" for name in sorted(sizes, key=lambda one: -sizes[one]) if sizes[name] > LARGE
    ]
    parts = [
        "# What gets installed",
        "Made from an installation by `docs/licences.py`; the tests hold it equal to what is installed.",
        "## The core",
        f"Beside graphmodel itself (code MIT, data CC BY 4.0) {len(core)} packages: **{sum(sizes.values()) / 1e6:.0f} MB** "
        f"on disk, measured on Linux; of them {', '.join(large)} MB. Many of the small ones "
        "come with IPython, which pyvis brings along. "
        "On Windows there is colorama (BSD-3-Clause) too.",
        listing(core),
        "None of these states a copyleft licence. What this table cannot show: the binary packages of NumPy and SciPy carry "
        "runtime libraries of the GNU compiler, libgfortran (GPL with the GCC runtime library exception, which lets programs use "
        "it under any licence) and libquadmath (LGPL, linked dynamically); their own licence files say so.",
        "## Extras",
        'Nothing of the core needs them. `pip install ".[figures]"` in the folder of the copy installs one, `".[all]"` all.',
    ]
    table = ["| extra | for | packages beyond the core |", "| --- | --- | --- |"]
    for extra, purpose in EXTRAS.items():
        own = {name: one for name, one in closure(extra).items() if name not in core}
        table.append(
            f"| `{extra}` | {purpose} | {', '.join(f'{name} ({licence(one)})' for name, one in own.items())} |"
        )
    return "\n\n".join([*parts, "\n".join(table)]) + "\n"


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
