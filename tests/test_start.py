"""start.py: what it decides before it installs anything, and the lock that it installs from."""

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import start

HERE = Path(start.__file__).parent
SYSTEM_FILES = start.QT_LIBRARIES.strip().splitlines()
GLIB = start.Needed("libglib-2.0.so.0", "libglib2.0-0", "glib2", "glib2", "libglib-2_0-0")
XCB = start.Needed("libxcb-sync.so.1", "libxcb-sync1", "libxcb", "libxcb", "libxcb-sync1")
XKB = start.Needed("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb", "libxcb", "libxcb-xkb1")


@pytest.fixture
def elsewhere(tmp_path: Path) -> ModuleType:
    """Return start.py as it is when the project lies in a folder of its own, not yet installed."""
    folder = tmp_path / "a folder with spaces"
    folder.mkdir()
    for name in ("start.py", "requirements.txt", "pyproject.toml"):
        shutil.copy(HERE / name, folder)
    spec = importlib.util.spec_from_file_location("start_elsewhere", folder / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def finish_install(project: ModuleType) -> None:
    for name in ("python", "cfs-panels"):
        program = project.venv_program(name)
        program.parent.mkdir(parents=True, exist_ok=True)
        program.touch()
    project.STAMP.write_text(f"{project.place()}\n{project.contents()}\n", encoding="utf-8")


# Python


@pytest.mark.parametrize(
    ("version", "too_old"),
    [((3, 8), True), ((3, 10), True), ((3, 11), False), ((3, 13), False), ((4, 0), False)],
)
def test_python_3_11_is_the_oldest_that_will_do(version: tuple[int, int], too_old: bool) -> None:
    assert start.is_too_old(version) is too_old


def test_an_older_python_is_told_in_a_sentence() -> None:
    pretend = (
        "import sys, platform, runpy, ctypes, hashlib, importlib.util, subprocess, typing;"
        f"sys.version_info = (3, 8, 1); runpy.run_path({start.__file__!r}, run_name='__main__')"
    )
    result = subprocess.run(
        [sys.executable, "-c", pretend], capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert result.stderr.startswith("CFS Panels needs Python 3.11 or newer; this is ")
    assert "Traceback" not in result.stderr


def test_an_older_python_can_read_the_file_that_tells_it() -> None:
    ast.parse((HERE / "start.py").read_text(encoding="utf-8"), feature_version=(3, 8))


def test_only_the_standard_library_is_used() -> None:
    tree = ast.parse((HERE / "start.py").read_text(encoding="utf-8"))
    modules = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [])
        + [alias.name for alias in node.names if isinstance(node, ast.Import)]
    }
    assert modules <= sys.stdlib_module_names


# System packages


def test_a_package_that_holds_two_libraries_is_named_once() -> None:
    needed = [GLIB, XCB, XKB]
    assert start.package_names(needed, "apt") == ["libglib2.0-0", "libxcb-sync1", "libxcb-xkb1"]
    assert start.package_names(needed, "dnf") == ["glib2", "libxcb"]


@pytest.mark.parametrize(
    ("family", "root", "command"),
    [
        (
            "apt",
            False,
            "sudo apt-get update && sudo apt-get install -y --no-install-recommends one two",
        ),
        ("apt", True, "apt-get update && apt-get install -y --no-install-recommends one two"),
        ("dnf", False, "sudo dnf install -y one two"),
        ("pacman", False, "sudo pacman -S --needed --noconfirm one two"),
        ("zypper", True, "zypper install -y one two"),
    ],
)
def test_the_command_to_type_is_whole(family: str, root: bool, command: str) -> None:
    assert start.install_command(["one", "two"], family, root=root) == command


def test_every_library_qt_loads_has_a_package_in_each_family() -> None:
    table = [start.Needed(*line.split()) for line in SYSTEM_FILES]
    assert all(re.fullmatch(r"lib[\w.-]+\.so\.\d+", library.name) for library in table)
    assert all(all(library) for library in table)
    assert {"libEGL.so.1", "libxcb-cursor.so.0"} <= {library.name for library in table}


def test_a_library_that_is_not_there_is_missed() -> None:
    assert not start.can_load("libthere-is-no-such-thing.so.1")


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["wealdshire.cfs"], True),
        (["postgresql://server/agency"], True),
        (["demo", "--no-window"], False),
        (["demo", "--out", "made", "--no-window"], False),
        (["cases", "wealdshire.cfs"], False),
        (["quorum", "--file", "cases.json"], False),
        (["--version"], False),
    ],
)
def test_only_what_opens_the_window_needs_its_libraries(arguments: list[str], window: bool) -> None:
    assert start.wants_window(arguments) is window


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have one")
def test_demo_opens_the_window_where_there_is_a_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    assert not start.wants_window(["demo"])
    monkeypatch.setenv("DISPLAY", ":0")
    assert start.wants_window(["demo"])


# What is installed


def test_a_fresh_clone_is_not_installed(elsewhere: ModuleType) -> None:
    assert not elsewhere.is_whole()
    assert not elsewhere.is_installed()


def test_a_finished_install_is_not_repeated(elsewhere: ModuleType) -> None:
    finish_install(elsewhere)
    assert elsewhere.is_installed()


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_a_changed_lock_or_project_is_brought_up_to_date(elsewhere: ModuleType, name: str) -> None:
    finish_install(elsewhere)
    with (elsewhere.ROOT / name).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert elsewhere.is_whole()
    assert not elsewhere.is_installed()


def test_an_install_that_was_cut_off_starts_afresh(elsewhere: ModuleType) -> None:
    finish_install(elsewhere)
    elsewhere.STAMP.unlink()
    assert not elsewhere.is_whole()


def test_a_virtual_environment_without_its_program_starts_afresh(elsewhere: ModuleType) -> None:
    finish_install(elsewhere)
    elsewhere.venv_program("cfs-panels").unlink()
    assert not elsewhere.is_whole()


def test_a_folder_that_was_moved_starts_afresh(elsewhere: ModuleType) -> None:
    finish_install(elsewhere)
    other_place = f"{elsewhere.place()}-before\n{elsewhere.contents()}\n"
    elsewhere.STAMP.write_text(other_place, encoding="utf-8")
    assert not elsewhere.is_whole()


def test_a_damaged_stamp_starts_afresh(elsewhere: ModuleType) -> None:
    finish_install(elsewhere)
    elsewhere.STAMP.write_text("", encoding="utf-8")
    assert not elsewhere.is_whole()


# Running


def test_the_exit_code_of_the_program_is_passed_on() -> None:
    assert start.run([sys.executable, "-c", "raise SystemExit(7)"]) == 7


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals")
def test_a_program_ended_by_a_signal_gives_the_shell_s_code() -> None:
    assert start.run([sys.executable, "-c", "import os; os.kill(os.getpid(), 15)"]) == 143


def test_what_a_quiet_program_says_is_kept_and_shown_line_by_line() -> None:
    seen: list[str] = []
    code, said = start.run_quietly(
        [sys.executable, "-c", "import sys; print('one'); sys.exit('two')"], watch=seen.append
    )
    assert (code, sorted(said.split()), len(seen)) == (1, ["one", "two"], 2)


def test_nothing_leads_python_or_pip_out_of_the_virtual_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    monkeypatch.setenv("PIP_USER", "1")
    environment = start.clean_environment(QT_QPA_PLATFORM="offscreen")
    assert not {"PYTHONPATH", "PIP_USER"} & environment.keys()
    assert environment["QT_QPA_PLATFORM"] == "offscreen"


def test_help_names_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert start.main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(f"python3 start.py {command} ..." in shown for command in ("demo", "test"))


# The lock


def locked() -> dict[str, Requirement]:
    lines = start.LOCK.read_text(encoding="utf-8").splitlines()
    found = [Requirement(line.rstrip(" \\")) for line in lines if re.match(r"\w", line)]
    return {canonicalize_name(requirement.name): requirement for requirement in found}


def locked_version(name: str) -> Version:
    (specifier,) = locked()[canonicalize_name(name)].specifier
    assert specifier.operator == "=="
    return Version(specifier.version)


def test_every_locked_library_has_its_hashes() -> None:
    text = start.LOCK.read_text(encoding="utf-8")
    blocks = [part for part in re.split(r"\n(?=\w)", text) if not part.startswith("#")]
    assert len(blocks) == len(locked())
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_lock_names_no_index_to_fetch_from() -> None:
    lines = start.LOCK.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "://" in line or line.startswith("-")] == []


def test_the_lock_holds_what_the_project_asks_for() -> None:
    project = tomllib.loads(start.PROJECT.read_text(encoding="utf-8"))
    asked = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    asked += project["project"]["optional-dependencies"]["test"]
    requirements = [Requirement(text) for text in asked]
    assert [
        str(requirement)
        for requirement in requirements
        if locked_version(requirement.name) not in requirement.specifier
    ] == []


def test_the_lock_holds_what_its_own_libraries_ask_for() -> None:
    """It is installed without looking for dependencies, so that none may be left out."""
    here = [name for name, one in locked().items() if one.marker is None or one.marker.evaluate()]
    asked = {
        (name, Requirement(text))
        for name in here
        for text in distribution(name).requires or ()
        if "extra ==" not in text
    }
    assert [
        f"{name} asks for {requirement}"
        for name, requirement in asked
        if (requirement.marker is None or requirement.marker.evaluate())
        and canonicalize_name(requirement.name) not in locked()
    ] == []
