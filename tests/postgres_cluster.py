"""A private PostgreSQL server for one run of the tests, on the loopback address.

Standard library only: run as a program with the server's folder, it waits until its standard input
ends, stops the server and removes the folder. So the server ends with the run, however that ends.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
from pathlib import Path

USER = "cfs"
ADDRESS_FILE = "address"
SETTINGS = (
    "listen_addresses=127.0.0.1",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "shared_buffers=32MB",
    "max_connections=200",
    "wal_level=minimal",
    "max_wal_senders=0",
    "autovacuum=off",
    "unix_socket_directories=",
)
ATTEMPTS = 3


class NoServer(Exception):
    """No PostgreSQL server could be started; the message says why in a sentence."""


def start(folder: Path) -> str:
    """Start a server in a new folder and return the address of its first database."""
    password = secrets.token_hex(12)
    data = folder / "data"
    _make_cluster(folder, data, password)
    for _ in range(ATTEMPTS):
        port = _free_port()
        options = " ".join(f"-c {setting}" for setting in (*SETTINGS, f"port={port}"))
        log = str(data / "server.log")
        begun = _run("pg_ctl", "-D", str(data), "-w", "-l", log, "-o", options, "start")
        if begun.returncode == 0:
            return f"postgresql://{USER}:{password}@127.0.0.1:{port}/postgres"
    why = (data / "server.log").read_text(errors="replace").strip().splitlines()[-1:]
    raise NoServer(f"No PostgreSQL server could be started: {''.join(why) or begun.stderr}")


def stop(folder: Path) -> None:
    """Stop the server of a folder, if there is one, and remove the folder."""
    if (folder / "data" / "postmaster.pid").exists():
        _run("pg_ctl", "-D", str(folder / "data"), "-m", "immediate", "-w", "stop")
    shutil.rmtree(folder, ignore_errors=True)


def _make_cluster(folder: Path, data: Path, password: str) -> None:
    secret = folder / "password"
    secret.write_text(password)
    account = _account()
    if account:
        os.chown(folder, *account)
        os.chown(secret, *account)
    made = _run(
        "initdb", "-D", str(data), "-U", USER, "-E", "UTF8", "--locale=C", "--no-sync",
        "--auth=scram-sha-256", f"--pwfile={secret}",
    )  # fmt: skip
    secret.unlink()
    if made.returncode:
        raise NoServer(f"No PostgreSQL server could be made: {made.stderr.strip()}")


def _run(program: str, *words: str) -> subprocess.CompletedProcess[str]:
    account = _account()
    rights = {"user": account[0], "group": account[1], "extra_groups": []} if account else {}
    errors = subprocess.PIPE if program == "initdb" else subprocess.DEVNULL
    finished: subprocess.CompletedProcess[str] = subprocess.run(
        [str(_program(program)), *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=errors,
        text=True,
        check=False,
        cwd=Path(words[1]).parent,
        **rights,  # type: ignore[call-overload]  # a mapping's keys are not checked one by one
    )
    return finished


def _program(name: str) -> Path:
    found = shutil.which(name)
    if found:
        return Path(found)
    places = [
        *Path("/usr/lib/postgresql").glob(f"*/bin/{name}"),
        *Path("/usr/local/opt").glob(f"postgresql*/bin/{name}"),
        *Path("/opt/homebrew/opt").glob(f"postgresql*/bin/{name}"),
        *Path("C:/Program Files/PostgreSQL").glob(f"*/bin/{name}.exe"),
    ]
    if not places:
        raise NoServer(
            "The tests need a PostgreSQL server, and none is installed "
            "(on Debian: apt-get install postgresql)."
        )
    return max(places, key=lambda place: (len(place.parts[-3]), place.parts[-3]))


def _account() -> tuple[int, int] | None:
    """Return the account to run the server as: it refuses to run as root."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd

    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return entry.pw_uid, entry.pw_gid
    raise NoServer("PostgreSQL does not run as root, and there is no account postgres or nobody.")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


if __name__ == "__main__":
    sys.stdin.read()
    stop(Path(sys.argv[1]))
