"""The commands that fill and clear a Neo4j server: ``load`` and ``unload``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from graphmodel.cli.options import DataOption, progress, server_of

UriOption = Annotated[str, typer.Option("--uri", help="Address of the server; by default NEO4J_URI.")]
DatabaseOption = Annotated[
    str, typer.Option("--database", help="Database; by default NEO4J_DATABASE, or the server's own.")
]


def load(data: DataOption = None, uri: UriOption = "", database: DatabaseOption = "") -> None:
    """Load a network into a Neo4j server, as a new version that readers see when it is whole.

    The user and the password come from NEO4J_USERNAME and NEO4J_PASSWORD, or a prompt. Loading the same data again changes
    nothing.
    """
    from loaders.tables import read_tables

    network = read_tables(data)
    with server_of(uri, database) as server, progress(server.rows_of(network)) as advance:
        done = server.load(network, progress=advance)
    if done.changed:
        sys.stdout.write(f"loaded {network.dataset.name} {network.dataset.version} as version {done.version}: ")
        sys.stdout.write(f"{done.nodes} nodes, {done.relationships} relationships\n")
    else:
        sys.stdout.write(f"nothing to do: version {done.version} is loaded already\n")


def unload(uri: UriOption = "", database: DatabaseOption = "") -> None:
    """Remove everything that load wrote from a Neo4j server, and nothing else."""
    with server_of(uri, database) as server:
        sys.stdout.write(f"removed {server.unload()} nodes with their relationships\n")
