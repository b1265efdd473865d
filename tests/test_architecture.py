"""The house rules that a machine can keep: names, layers, sizes, a light start, sound data."""

import ast
import json
import os
import re
import subprocess
import sys
import tokenize
import tomllib
import zipfile
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import packages_distributions
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("cfs_panels", "ui", "db", "resources")
PRODUCT = [
    *(path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))),
    ROOT / "start.py",
]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
EVERY_FILE = [*PRODUCT, *sorted((ROOT / "benchmarks").rglob("*.py")), *TESTS]
RESOURCES = [
    path
    for path in sorted((ROOT / "resources").rglob("*"))
    if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".py"
]

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
LONGEST_CLASS = 250

# What may not be loaded before the window has been painted, and what is loaded until then.
HEAVY = {
    *("alembic", "cryptography", "docx", "holidays", "matplotlib", "openpyxl", "pikepdf"),
    *("psycopg", "pydantic", "reportlab", "sqlalchemy", "sqlcipher3", "typer"),
}
FIRST_PAINT = [
    module
    for module in ("cfs_panels.__main__", "ui.desktop", "ui.main_window")
    if (ROOT / f"{module.replace('.', '/')}.py").exists()
]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), name_of(path))


def functions_of(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree_of(path)) if isinstance(node, kinds)]


def classes_of(path: Path) -> list[ast.ClassDef]:
    return [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.ClassDef)]


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def comments_of(path: Path) -> Iterator[tuple[int, str]]:
    with path.open("rb") as source:
        for token in tokenize.tokenize(source.readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string


def imported_when_run(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and name of each module imported, but for those only types are taken from."""
    tree = tree_of(path)
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for statement in node.body
        for inner in ast.walk(statement)
    }
    for node in ast.walk(tree):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def expect_none(found: Iterable[str]) -> None:
    listed = "\n".join(found)
    assert not listed, listed


# Names


@pytest.mark.parametrize("package", PACKAGES)
def test_no_other_library_owns_our_import_names(package: str) -> None:
    assert set(packages_distributions().get(package, [])) <= {"cfs-panels"}


def test_every_folder_with_code_is_a_package() -> None:
    folders = {path.parent for path in PRODUCT if path.parent != ROOT}
    expect_none(name_of(folder) for folder in folders if not (folder / "__init__.py").exists())


def test_no_module_or_class_is_named_for_nothing_in_particular() -> None:
    vague = {"common", "helper", "helpers", "manager", "misc", "mixed", "util", "utils"}
    modules = [name_of(path) for path in EVERY_FILE if path.stem.split("_")[-1] in vague]
    vague_end = re.compile(r"(Common|Helpers?|Manager|Misc|Mixed|Utils?)$")
    classes = [
        f"{name_of(path)}: {node.name}"
        for path in EVERY_FILE
        for node in classes_of(path)
        if vague_end.search(node.name)
    ]
    expect_none(modules + classes)


def test_no_widget_is_called_panel_or_application() -> None:
    """A panel is the people who recommend and an application is an applicant's."""
    expect_none(
        f"{name_of(path)}: {node.name}"
        for path in sorted((ROOT / "ui").rglob("*.py"))
        for node in classes_of(path)
        if node.name.endswith(("Panel", "Application"))
    )


# Layers


def test_import_contracts_are_kept() -> None:
    check = "from importlinter.cli import lint_imports_command as check; check(['--no-cache'])"
    result = subprocess.run(
        [sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_screens_know_services_and_documents_by_type_alone() -> None:
    behind = ("cfs_panels.services", "cfs_panels.documents", "db")
    expect_none(
        f"{name_of(path)}:{line}: {module}"
        for path in sorted((ROOT / "ui").rglob("*.py"))
        for line, module in imported_when_run(path)
        if any(module == name or module.startswith(f"{name}.") for name in behind)
    )


def test_the_domain_touches_no_file_and_has_no_clock_of_its_own() -> None:
    outside = {"glob", "io", "os", "pathlib", "random", "secrets", "shutil", "socket", "sqlite3"}
    outside |= {"subprocess", "tempfile", "time", "urllib"}
    domain = sorted((ROOT / "cfs_panels" / "domain").rglob("*.py"))
    imports = [
        f"{name_of(path)}:{line}: {module}"
        for path in domain
        for line, module in imported_when_run(path)
        if module.partition(".")[0] in outside
    ]
    clocks = [
        f"{name_of(path)}:{node.lineno}: {ast.unparse(node)}"
        for path in domain
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and node.attr in ("today", "now", "utcnow")
        if ast.unparse(node.value) in ("date", "datetime", "datetime.date", "datetime.datetime")
    ]
    expect_none(imports + clocks)


@pytest.mark.parametrize("module", FIRST_PAINT)
def test_the_window_is_painted_before_anything_heavy_is_loaded(module: str) -> None:
    report = f"import sys, {module}; print('\\n'.join(sys.modules))"
    result = subprocess.run(
        [sys.executable, "-c", report],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    loaded = result.stdout.split()
    expect_none(sorted(HEAVY & {name.partition(".")[0] for name in loaded}))
    expect_none(name for name in loaded if name.startswith(("cfs_panels.services", "db.")))


# Sizes


def test_no_file_is_too_long_to_take_in() -> None:
    """A table of data, which is a file without a function, a test and a migration may be longer."""
    expect_none(
        f"{name_of(path)}: {count} lines"
        for path in EVERY_FILE
        if path not in TESTS and path.parent.name != "versions" and functions_of(path)
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    )


def test_no_function_is_too_long_to_take_in() -> None:
    expect_none(
        f"{name_of(path)}:{node.lineno}: {node.name}, {lines_of(node)} lines"
        for path in EVERY_FILE
        for node in functions_of(path)
        if lines_of(node) > LONGEST_FUNCTION
    )


def test_no_class_is_too_long_to_take_in() -> None:
    expect_none(
        f"{name_of(path)}:{node.lineno}: {node.name}, {lines_of(node)} lines"
        for path in EVERY_FILE
        if path not in TESTS
        for node in classes_of(path)
        if lines_of(node) > LONGEST_CLASS
    )


# Nothing hidden, nothing unfinished


def test_every_silenced_check_names_its_rule_and_its_reason() -> None:
    mentions = re.compile(r"noqa|type:\s*ignore|mypy:|ruff:|pylint:|pragma:")
    allowed = re.compile(
        r"# (noqa: [A-Z]+\d+(, [A-Z]+\d+)*|type: ignore\[[a-z-]+(, [a-z-]+)*\])\W+\w.{3,}"
    )
    expect_none(
        f"{name_of(path)}:{line}: {comment}"
        for path in EVERY_FILE
        for line, comment in comments_of(path)
        if mentions.search(comment) and not allowed.match(comment)
    )


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(TODO|FIXME|NotImplementedError)\b")
    expect_none(
        f"{name_of(path)}:{number}: {line.strip()}"
        for path in EVERY_FILE
        if path != Path(__file__).resolve()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if later.search(line)
    )


def test_no_test_waits_for_time_to_pass_or_stands_in_for_our_own_code() -> None:
    mocks = [
        f"{name_of(path)}:{line}: {module}"
        for path in TESTS
        for line, module in imported_when_run(path)
        if module.partition(".")[0] == "mock" or module.startswith("unittest.mock")
    ]
    waits = {"time.sleep", "sleep", "qtbot.wait", "QTest.qWait", "QTest.qSleep", "QThread.msleep"}
    sleeps = [
        f"{name_of(path)}:{node.lineno}: {ast.unparse(node)}"
        for path in TESTS
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in waits
    ]
    expect_none(mocks + sleeps)


# Data


def check_text(content: bytes) -> None:
    assert content.decode("utf-8").strip()


def check_xml(content: bytes) -> None:
    ElementTree.fromstring(content)  # noqa: S314 - a file of our own


def check_font(content: bytes) -> None:
    assert content[:4] in (b"\0\1\0\0", b"OTTO", b"true")


def check_picture(content: bytes) -> None:
    assert content.startswith(b"\x89PNG\r\n\x1a\n")


def check_word_file(content: bytes) -> None:
    with zipfile.ZipFile(BytesIO(content)) as package:
        assert package.testzip() is None
        for part in package.namelist():
            if part.endswith((".xml", ".rels")):
                check_xml(package.read(part))


CHECKS: dict[str, Callable[[bytes], object]] = {
    ".toml": lambda content: tomllib.loads(content.decode("utf-8")),
    ".json": json.loads,
    ".svg": check_xml,
    ".ts": check_xml,
    ".ttf": check_font,
    ".otf": check_font,
    ".png": check_picture,
    ".docx": check_word_file,
    **dict.fromkeys((".txt", ".md", ".csv", ".qss", ".aff", ".dic", ""), check_text),
}


@pytest.mark.parametrize("path", RESOURCES, ids=name_of)
def test_every_resource_file_can_be_read(path: Path) -> None:
    assert path.suffix in CHECKS, f"say in {Path(__file__).name} how {path.suffix} is checked"
    CHECKS[path.suffix](path.read_bytes())


def test_every_font_and_word_list_of_others_has_its_licence_beside_it() -> None:
    from_others = {".ttf", ".otf", ".aff", ".dic"}
    folders = {path.parent for path in RESOURCES if path.suffix in from_others}
    licence = re.compile(r"(LICEN[CS]E|OFL|COPYING)", re.IGNORECASE)
    expect_none(
        name_of(folder)
        for folder in sorted(folders)
        if not any(licence.match(path.name) for path in folder.iterdir())
    )


def test_a_case_of_bytes_is_named_by_its_argument(request: pytest.FixtureRequest) -> None:
    named = request.config.hook.pytest_make_parametrize_id(
        config=request.config, val=b"PK\x03\x04 made at half past two", argname="content"
    )
    assert named == "content"
