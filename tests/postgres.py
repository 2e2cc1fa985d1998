"""A throw-away PostgreSQL server for tests: a cluster of its own in a temporary folder, or one that the caller names.

``DASHBOARD_TEST_POSTGRES`` names a server (an address of a user who may create databases). Otherwise the programs of an
installed PostgreSQL start one on a free loopback port; as root it runs as the user ``postgres``.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

SERVER_VARIABLE = "DASHBOARD_TEST_POSTGRES"
STARTS_WITHIN = 60
# a test server may lose everything in a power cut
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "autovacuum": "off",
}


class Unavailable(Exception):  # noqa: N818  (a state of the machine, not a fault)
    """No PostgreSQL can be had here; says why."""


class Server:
    """Somewhere to create databases; ``address`` is that of its maintenance database."""

    def __init__(self, address: str) -> None:
        self.address = address

    def create_database(self) -> str:
        """A new, empty database: its address."""
        name = f"watch_{uuid.uuid4().hex}"
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        return urlunsplit(urlsplit(self.address)._replace(path=f"/{name}"))

    def drop_database(self, address: str) -> None:
        """Removes it, whoever is still connected."""
        self._execute(f'DROP DATABASE IF EXISTS "{urlsplit(address).path[1:]}" WITH (FORCE)')

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(statement.encode())

    def stop(self) -> None:
        """Nothing to stop on a server that somebody else started."""


class Cluster(Server):
    """A server of our own."""

    def __init__(self, folder: Path, server: subprocess.Popen[bytes], port: int) -> None:
        super().__init__(f"postgresql://postgres@127.0.0.1:{port}/postgres")
        self._folder, self._server = folder, server

    def halt(self) -> None:
        """The server goes, its databases stay."""
        self._server.send_signal(signal.SIGINT)  # does not wait for clients to leave
        try:
            self._server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._server.kill()

    def go_on(self) -> None:
        """The server is back where it was."""
        self._server = _serve(_programs(), self._folder, urlsplit(self.address).port or 0)
        _wait(self, self._server, self._folder / "log")

    def stop(self) -> None:
        self.halt()
        shutil.rmtree(self._folder, ignore_errors=True)


def start() -> Server:
    """The server named by the caller, else a cluster of our own; raises Unavailable."""
    named = os.environ.get(SERVER_VARIABLE)
    return _reached(named) if named else start_own()


def start_own() -> Cluster:
    """A cluster that may be stopped and started; raises Unavailable."""
    programs = _programs()
    # short: the path of a unix socket may not be long
    folder = Path(tempfile.mkdtemp(prefix="watch-pg-"))
    if os.name == "posix" and os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    try:
        _run([programs / "initdb", "-D", folder / "db", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"])
        return _start(programs, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _reached(named: str) -> Server:
    try:
        psycopg.connect(named, connect_timeout=10).close()
    except psycopg.Error as error:
        raise Unavailable(f"{SERVER_VARIABLE} cannot be reached: {error}") from error
    return Server(named)


def _programs() -> Path:
    """The folder of initdb and postgres, the newest version first."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]), reverse=True)
    on_path = shutil.which("initdb")
    candidates = [*installed, *([Path(on_path).resolve()] if on_path else [])]
    if not candidates:
        raise Unavailable("PostgreSQL is not installed: no initdb under /usr/lib/postgresql or on the PATH")
    return candidates[0].parent


def _start(programs: Path, folder: Path) -> Cluster:
    port = _free_port()
    server = _serve(programs, folder, port)
    cluster = Cluster(folder, server, port)
    _wait(cluster, server, folder / "log")
    return cluster


def _serve(programs: Path, folder: Path, port: int) -> subprocess.Popen[bytes]:
    options = [f"--{name}={value}" for name, value in SETTINGS.items()]
    command = [programs / "postgres", "-D", folder / "db", "-p", str(port), "-k", folder, *options]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(_as_owner(command), cwd="/", stdout=log, stderr=log)


def _wait(cluster: Cluster, server: subprocess.Popen[bytes], log: Path) -> None:
    ends = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < ends:
        if server.poll() is not None:
            raise Unavailable(f"PostgreSQL did not start: {log.read_text(errors='replace')[-500:]}")
        try:
            psycopg.connect(cluster.address, connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    cluster.stop()
    raise Unavailable("PostgreSQL did not answer in time")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _as_owner(command: list[str | Path]) -> list[str | Path]:
    """PostgreSQL refuses to run as root."""
    if os.name != "posix" or os.geteuid() != 0:
        return command
    # the server goes with the tests, however they end
    return ["setpriv", "--pdeathsig=INT", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--", *command]


def _run(command: list[str | Path]) -> None:
    try:
        done = subprocess.run(_as_owner(command), cwd="/", capture_output=True, check=False)
    except OSError as error:
        raise Unavailable(f"PostgreSQL cannot be started: {error}") from error
    if done.returncode:
        raise Unavailable(f"initdb failed: {done.stderr.decode(errors='replace')[-500:]}")
