"""Everything that the gate checks, in order: format, lint, types, layers, tests, site, benchmarks at smoke size.

Run it in the project's environment. It runs every part, then says which failed; exit code 1 if any did.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS: dict[str, list[str]] = {
    "format": ["-m", "ruff", "format", "--check", "."],
    "lint": ["-m", "ruff", "check", "."],
    "types": ["-m", "mypy"],
    "layers": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
    "tests": [
        *("-m", "pytest", "tests", "graphmodel", "loaders", "queries", "viz"),
        *("--ignore=tests/benchmarks", "--ignore=tests/docs"),
        *("-n", "2", "--dist", "loadgroup"),  # tests that share a server or a large file stay together
        *("--doctest-modules", "--durations=10"),
    ],
    "docs": ["-m", "pytest", "tests/docs", "-q"],
    "benchmarks": ["-m", "pytest", "tests/benchmarks", "--benchmark-disable", "-q"],
}


def main() -> int:
    """Run the parts; name the failed ones."""
    failed = []
    chosen = sys.argv[1:] or list(PARTS)
    for part in chosen:
        sys.stdout.write(f"== {part}\n")
        sys.stdout.flush()
        begin = time.monotonic()
        done = subprocess.run(
            [sys.executable, *PARTS[part]],
            cwd=ROOT,
            env=os.environ | {"PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1"},
            check=False,
        )
        sys.stdout.write(
            f"== {part}: {'passed' if done.returncode == 0 else 'FAILED'} in {time.monotonic() - begin:.0f} s\n"
        )
        if done.returncode != 0:
            failed.append(part)
    sys.stdout.write(f"failed: {', '.join(failed)}\n" if failed else "all parts passed\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
