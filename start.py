"""Start CFS Panels: install what it needs beside it, once, and run it.

    python3 start.py [AGENCY]      open the program
    python3 start.py demo ...      make a sample agency, run the whole journey, open the window
    python3 start.py test ...      run all checks and tests (what follows is passed to pytest)
    python3 start.py COMMAND ...   any other command of the program, such as: cases --help

Only the standard library is used here. Everything goes into .venv beside this file; system packages
that a bare Linux lacks are installed by apt-get as root, else the command to type is printed.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

MINIMUM = (3, 11)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed.txt"
LOCK = ROOT / "requirements.txt"
PROJECT = ROOT / "pyproject.toml"

OUTSIDE_FAILED = 3
INTERRUPTED = 130


class CannotGoOn(Exception):
    """Ends the run with a sentence that says what to do."""


class Needed(NamedTuple):
    """One thing that Linux distributions pack apart, and its package in each family of them."""

    name: str
    apt: str
    dnf: str
    pacman: str
    zypper: str


# What QtWidgets, QtSvg, QtPdf and the offscreen and xcb platforms load (ldd, PySide6 6.11), but
# for what these bring along: the library, then its package for apt, dnf, pacman and zypper.
QT_LIBRARIES = """
libglib-2.0.so.0         libglib2.0-0         glib2                glib2                libglib-2_0-0
libEGL.so.1              libegl1              libglvnd-egl         libglvnd             Mesa-libEGL1
libGL.so.1               libgl1               libglvnd-glx         libglvnd             Mesa-libGL1
libX11.so.6              libx11-6             libX11               libx11               libX11-6
libX11-xcb.so.1          libx11-xcb1          libX11-xcb           libx11               libX11-xcb1
libdbus-1.so.3           libdbus-1-3          dbus-libs            dbus                 libdbus-1-3
libfontconfig.so.1       libfontconfig1       fontconfig           fontconfig           libfontconfig1
libbrotlidec.so.1        libbrotli1           libbrotli            brotli               libbrotlidec1
libxkbcommon-x11.so.0    libxkbcommon-x11-0   libxkbcommon-x11     libxkbcommon-x11     libxkbcommon-x11-0
libxcb-randr.so.0        libxcb-randr0        libxcb               libxcb               libxcb-randr0
libxcb-shape.so.0        libxcb-shape0        libxcb               libxcb               libxcb-shape0
libxcb-sync.so.1         libxcb-sync1         libxcb               libxcb               libxcb-sync1
libxcb-xfixes.so.0       libxcb-xfixes0       libxcb               libxcb               libxcb-xfixes0
libxcb-xkb.so.1          libxcb-xkb1          libxcb               libxcb               libxcb-xkb1
libxcb-cursor.so.0       libxcb-cursor0       xcb-util-cursor      xcb-util-cursor      libxcb-cursor0
libxcb-icccm.so.4        libxcb-icccm4        xcb-util-wm          xcb-util-wm          libxcb-icccm4
libxcb-image.so.0        libxcb-image0        xcb-util-image       xcb-util-image       libxcb-image0
libxcb-keysyms.so.1      libxcb-keysyms1      xcb-util-keysyms     xcb-util-keysyms     libxcb-keysyms1
libxcb-render-util.so.0  libxcb-render-util0  xcb-util-renderutil  xcb-util-renderutil  libxcb-render-util0
"""  # noqa: E501 - a table is read by its columns

POSTGRESQL = Needed(
    "PostgreSQL", "postgresql", "postgresql-server", "postgresql", "postgresql-server"
)
POSTGRESQL_PLACES = (
    (Path("/usr/lib/postgresql"), "*/bin/initdb"),
    (Path("/opt/homebrew/opt"), "postgresql*/bin/initdb"),
    (Path("/usr/local/opt"), "postgresql*/bin/initdb"),
    (Path("C:/Program Files/PostgreSQL"), "*/bin/initdb.exe"),
)
INSTALL_COMMANDS = {
    "apt": "apt-get install -y --no-install-recommends",
    "dnf": "dnf install -y",
    "pacman": "pacman -S --needed --noconfirm",
    "zypper": "zypper install -y",
}
say = partial(print, file=sys.stderr, flush=True)  # standard output is the program's own


def is_too_old(version: tuple[int, ...]) -> bool:
    """Return whether this Python is older than the program needs."""
    return version[:2] < MINIMUM


def package_family() -> str | None:
    """Return which family of package tools this machine has, if any."""
    tools = {family: command.split()[0] for family, command in INSTALL_COMMANDS.items()}
    return next((family for family, tool in tools.items() if shutil.which(tool)), None)


def is_root() -> bool:
    """Return whether this run may install system packages."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def has_display() -> bool:
    """Return whether a window could be shown here."""
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return bool(shown) or not sys.platform.startswith("linux")


def wants_window(arguments: list[str]) -> bool:
    """Return whether these arguments open the window rather than print something."""
    if not arguments:
        return True
    if arguments[0] == "demo":
        return "--no-window" not in arguments and has_display()
    return not arguments[0].isalpha() and not arguments[0].startswith("-")


def can_load(library: str) -> bool:
    """Return whether the system's loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_qt_libraries() -> list[Needed]:
    """Return the shared libraries that Qt would look for in vain."""
    if not sys.platform.startswith("linux"):
        return []
    table = [Needed(*line.split()) for line in QT_LIBRARIES.strip().splitlines()]
    return [library for library in table if not can_load(library.name)]


def missing_venv() -> list[Needed]:
    """Return what this Python lacks to make a virtual environment, which Debian packs apart."""
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        return []
    debian = "python{}.{}-venv".format(*sys.version_info)
    return [Needed("Python's venv module", debian, "python3", "python", "python3")]


def missing_postgresql() -> list[Needed]:
    """Return what the tests lack to start a PostgreSQL server of their own."""
    places = (found for folder, pattern in POSTGRESQL_PLACES for found in folder.glob(pattern))
    given = os.environ.get("CFS_PANELS_TEST_POSTGRES") or shutil.which("initdb")
    return [] if given or any(places) else [POSTGRESQL]


def package_names(needed: list[Needed], family: str) -> list[str]:
    """Return the packages that hold what is needed, each once, in order."""
    return list(dict.fromkeys(getattr(one, family) for one in needed))


def install_command(packages: list[str], family: str, *, root: bool) -> str:
    """Return the command a person types to install system packages."""
    before = "" if root else "sudo "
    command = f"{before}{INSTALL_COMMANDS[family]} {' '.join(packages)}"
    return f"{before}apt-get update && {command}" if family == "apt" else command


def prepare_system(*, testing: bool, window: bool) -> None:
    """Make sure of what must come from the system, or stop and say how to get it."""
    fresh = not is_installed()
    required = missing_venv() if fresh else []
    required += missing_postgresql() if testing else []
    optional = missing_qt_libraries() if fresh or testing or window else []
    if testing or window:
        required, optional = required + optional, []
    if required:
        install_system_packages(required + optional if is_root() else required)
    elif optional:
        try:
            install_system_packages(optional)
        except CannotGoOn as trouble:
            say(f"{trouble}\nOnly the window needs these; going on without it.")


def install_system_packages(needed: list[Needed]) -> None:
    """Install system packages with apt-get as root, or stop with the command that does it."""
    family = package_family()
    if family is None:
        names = ", ".join(one.name for one in needed)
        raise CannotGoOn(f"This machine lacks: {names}. Install these, then start again.")
    packages = package_names(needed, family)
    command = install_command(packages, family, root=is_root())
    if family != "apt" or not is_root():
        raise CannotGoOn(f"Some system packages are missing. This installs them:\n  {command}")
    say(f"Installing system packages (once): {' '.join(packages)}")
    run_quietly(["dpkg", "--configure", "-a"])  # what an install that was cut off left undone
    run_apt(["update"])
    failure = run_apt(["install", "-y", "--no-install-recommends", *packages])
    if failure:
        raise CannotGoOn(f"{failure}\nThe system packages could not be installed by\n  {command}")


def run_apt(arguments: list[str]) -> str:
    """Run apt-get and return the end of what it said if it failed."""
    command = ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=120", *arguments]
    code, said = run_quietly(command, DEBIAN_FRONTEND="noninteractive")
    return said[-2000:] or "apt-get failed." if code else ""


def venv_program(name: str) -> Path:
    """Return where a program of the virtual environment lies on this system."""
    return VENV / "Scripts" / f"{name}.exe" if os.name == "nt" else VENV / "bin" / name


def place() -> str:
    """Return what a virtual environment is bound to: this Python, this machine, this folder."""
    return f"{sys.implementation.cache_tag} {sys.platform} {platform.machine()} {VENV}"


def contents() -> str:
    """Return a digest of all that decides what is installed."""
    digest = hashlib.sha256()
    for path in (LOCK, PROJECT):
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def stamped() -> list[str]:
    """Return place and contents of the last install that was finished, or nothing."""
    try:
        return STAMP.read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def is_whole() -> bool:
    """Return whether .venv holds a finished install, of whatever age, that can be built upon."""
    programs = ("python", "cfs-panels")
    return stamped()[:1] == [place()] and all(venv_program(one).exists() for one in programs)


def is_installed() -> bool:
    """Return whether .venv holds exactly what the lock and the project ask for."""
    return is_whole() and stamped()[1:] == [contents()]


def install() -> None:
    """Install the libraries and the program into .venv."""
    started = time.monotonic()
    wanted = f"{place()}\n{contents()}\n"
    if is_whole():
        say("Bringing the libraries in .venv up to date ...")
        STAMP.unlink()  # from here on an install that is cut off is seen as unfinished
    else:
        say("Installing CFS Panels and its libraries into .venv (once, a minute or two) ...")
        make_venv()
    pip(["install", "--require-hashes", "--no-deps", "-r", str(LOCK)])
    pip(["install", "--no-index", "--no-deps", "--no-build-isolation", "-e", str(ROOT)])
    unfinished = STAMP.with_suffix(".new")
    unfinished.write_text(wanted, encoding="utf-8")
    unfinished.replace(STAMP)
    say(f"Installed in {time.monotonic() - started:.0f} seconds.")


def make_venv() -> None:
    """Make the virtual environment afresh, whatever was left in its place."""
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    elif VENV.exists():
        STAMP.unlink(missing_ok=True)
    python = getattr(sys, "_base_executable", None) or sys.executable  # also when inside .venv
    code, said = run_quietly([python, "-m", "venv", "--clear", str(VENV)])
    if code:
        raise CannotGoOn(f"{said}\nThe virtual environment could not be made in {VENV}")


def pip(arguments: list[str]) -> None:
    """Run pip in the virtual environment and show on a terminal how far it is."""
    total = sum("==" in line for line in LOCK.read_text(encoding="utf-8").splitlines())
    count = 0

    def show(line: str) -> None:
        nonlocal count
        if line.startswith("Collecting ") and sys.stderr.isatty():
            count += 1
            say(f"\r  {count} of {total}: {line.split()[1]:<50.50}", end="")

    command = [str(venv_program("python")), "-m", "pip", "--disable-pip-version-check"]
    code, said = run_quietly([*command, *arguments, "--progress-bar", "off"], watch=show)
    if count:
        say(f"\r{'':<70}\r", end="")
    if code:
        raise CannotGoOn(
            f"{said[-2000:]}\nThe libraries could not be installed. If this machine is offline, "
            "go online and run the same command again."
        )


def clean_environment(**added: str) -> dict[str, str]:
    """Return the environment without what would lead Python or pip out of .venv."""
    outward = ("PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT")
    return {name: value for name, value in os.environ.items() if name not in outward} | added


def run_quietly(
    command: list[str], watch: Callable[[str], None] | None = None, **added: str
) -> tuple[int, str]:
    """Run a program, show each line to the watcher, return its exit code and what it said."""
    lines = []
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=clean_environment(**added),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        try:
            for line in process.stdout or ():
                lines.append(line)
                if watch:
                    watch(line)
        except KeyboardInterrupt:
            process.terminate()
            raise
    return process.returncode, "".join(lines).rstrip()


def run(command: list[str], **added: str) -> int:
    """Run a program on this terminal to its end and return its exit code."""
    with subprocess.Popen(command, env=clean_environment(**added)) as process:
        while True:
            try:
                code = process.wait()
                return code if code >= 0 else 128 - code
            except KeyboardInterrupt:
                continue  # the program heard it too and ends in its own way


def run_checks(arguments: list[str]) -> int:
    """Run every check, then the tests, and return the first exit code that is not zero."""
    python = str(venv_program("python"))
    checks = {
        "style": [python, "-m", "ruff", "check"],
        "layout": [python, "-m", "ruff", "format", "--check"],
        "types": [python, "-m", "mypy"],
        "import contracts": [str(venv_program("lint-imports"))],
    }
    failures: dict[str, int] = {}
    for name, command in checks.items():
        started = time.monotonic()
        code, said = run_quietly(command)
        seconds = time.monotonic() - started
        say(f"Checking {name}: {'failed' if code else 'fine'} ({seconds:.0f} s)")
        if code:
            say(said)
            failures[name] = code
    os.chdir(ROOT)
    processes = str(max(2, os.cpu_count() or 2))
    say(f"Running the tests, {processes} at a time ...")
    command = [python, "-m", "pytest", "-n", processes, *arguments]
    code = run(command, QT_QPA_PLATFORM="offscreen")
    if failures:
        say(f"Before the tests, these checks failed: {', '.join(failures)}.")
    return next(iter(failures.values()), code)


def main(arguments: list[str]) -> int:
    """Install what is missing, run what was asked for and return its exit code."""
    if arguments[:1] in (["-h"], ["--help"]):
        print(str(__doc__).strip())
        return 0
    testing = arguments[:1] == ["test"]
    try:
        prepare_system(testing=testing, window=wants_window(arguments))
        if not is_installed():
            install()
        if testing:
            return run_checks(arguments[1:])
        return run([str(venv_program("cfs-panels")), *arguments])
    except CannotGoOn as trouble:
        say(str(trouble))
    except OSError as trouble:
        say(f"{trouble.strerror or trouble}: {trouble.filename or ROOT}")
    except KeyboardInterrupt:
        say("\nStopped. Run the same command again to go on.")
        return INTERRUPTED
    return OUTSIDE_FAILED


if __name__ == "__main__":
    if is_too_old(sys.version_info[:2]):
        sys.exit(f"CFS Panels needs Python 3.11 or newer; this is {platform.python_version()}.")
    sys.exit(main(sys.argv[1:]))
