"""A real Neo4j server for the tests: the one that ``NEO4J_URI`` names, else one started from its published Java packages."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

POM = Path(__file__).parent / "neo4j" / "pom.xml"
JAVA_OPENS = [
    f"--add-opens=java.base/{package}=ALL-UNNAMED"
    for package in ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
]
CONFIGURATION = """\
server.bolt.listen_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
server.directories.import=import
server.directories.plugins=plugins
server.memory.pagecache.size=256m
db.tx_log.preallocate=false
dbms.usage_report.enabled=false
dbms.security.procedures.unrestricted=gds.*
"""


def missing() -> str:
    """What this machine lacks to start a server, as a reason to skip; empty if nothing."""
    lacking = [program for program in ("java", "mvn") if shutil.which(program) is None]
    return f"no {' and no '.join(lacking)} here; install Java 17 and Maven, or set NEO4J_URI" if lacking else ""


@dataclass
class Server:
    """One server with a home, a port and a password of its own."""

    home: Path
    port: int
    password: str
    process: subprocess.Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        """Address over Bolt."""
        return f"bolt://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """The variables by which the command line finds it."""
        return {"NEO4J_URI": self.uri, "NEO4J_USERNAME": "neo4j", "NEO4J_PASSWORD": self.password}

    @classmethod
    def install(cls, home: Path, *, gds: bool = False) -> Server:
        """Fetch the packages, write the configuration and set the password; does not start it."""
        _make_folders(home)
        _fetch(home / "lib", gds=False)
        if gds:
            _fetch(home / "plugins", gds=True)
            for jar in (home / "plugins").iterdir():
                if (home / "lib" / jar.name).exists() or jar.name.startswith(("jackson", "slf4j")):
                    jar.unlink()
        return cls._made(home)

    def sibling(self, home: Path) -> Server:
        """Another server of the same packages, with a home of its own; does not start it."""
        _make_folders(home)
        (home / "lib").symlink_to(self.home / "lib")
        return self._made(home)

    @classmethod
    def _made(cls, home: Path) -> Server:
        server = cls(home, _free_port(), secrets.token_hex(16))
        server.configure()
        server.admin("dbms", "set-initial-password", server.password)
        return server

    def configure(self, *more: str) -> None:
        """Write the configuration, with more lines."""
        text = CONFIGURATION.format(port=self.port) + "".join(f"{line}\n" for line in more)
        (self.home / "conf" / "neo4j.conf").write_text(text, encoding="utf-8")

    def admin(self, *arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run ``neo4j-admin`` on its home, in a folder."""
        command = [
            "java",
            *JAVA_OPENS,
            "-cp",
            f"{self.home}/lib/*",
            "org.neo4j.server.startup.Neo4jAdminCommand",
            *arguments,
        ]
        return subprocess.run(command, cwd=folder, env=self._environment(), check=True, capture_output=True, text=True)

    def start(self) -> None:
        """Start it and wait until it answers."""
        log = self.home / "logs" / "console.log"
        with log.open("wb") as stream:
            self.process = subprocess.Popen(
                [
                    "java",
                    "-Xmx1g",
                    *JAVA_OPENS,
                    "-Dfile.encoding=UTF-8",
                    "-cp",
                    f"{self.home}/lib/*:{self.home}/plugins/*",
                    "org.neo4j.server.CommunityEntryPoint",
                    f"--home-dir={self.home}",
                    f"--config-dir={self.home}/conf",
                    "--console-mode",
                ],
                env=self._environment(),
                stdout=stream,
                stderr=subprocess.STDOUT,
            )
        for _ in range(600):
            if " Started." in log.read_text(encoding="utf-8", errors="replace"):
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.2)
        raise RuntimeError(f"Neo4j did not start: {log.read_text(encoding='utf-8', errors='replace')[-2000:]}")

    def stop(self, *, kill: bool = False) -> None:
        """Stop it in order, or with ``kill`` at once."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL if kill else signal.SIGTERM)
            self.process.wait(timeout=120)
            self.process = None

    def _environment(self) -> dict[str, str]:
        return os.environ | {"NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}


def _make_folders(home: Path) -> None:
    for folder in ("conf", "data", "import", "logs", "plugins"):
        (home / folder).mkdir(parents=True)


def _fetch(target: Path, *, gds: bool) -> None:
    command = ["mvn", "-q", "-B", *(["-P", "gds"] if gds else []), "-f", str(POM), "dependency:copy-dependencies"]
    subprocess.run([*command, "-DincludeScope=runtime", f"-DoutputDirectory={target}"], check=True, capture_output=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
