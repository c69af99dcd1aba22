"""One name, one thing: classes and modules of different features do not share a name."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.machine import ROOT

APPS = ("intake", "schools", "quizbank", "competition", "leaderboard")
# The names of layers and of Django's own modules: the same in every feature.
LAYERS = {
    *("__init__", "actions", "admin", "apps", "checks", "consumers", "exceptions", "forms"),
    *("permissions", "queries", "resources", "routing", "tasks", "urls", "urls_plain", "views"),
}
# Tables, the admin's pages of them and commands are named by what is stored and typed.
BESIDE = {"models", "admin", "management", "migrations"}
CLASSES = {"Command": "Django finds a command by the name of its file and of this class"}
MODULES = {"formats": "Django looks for a language's formats in modules of this name"}


def files() -> list[Path]:
    every = (path for app in APPS for path in sorted((ROOT / app).rglob("*.py")))
    return [path.relative_to(ROOT) for path in every]


def classes(path: Path) -> Iterator[str]:
    for node in ast.parse((ROOT / path).read_text()).body:
        if isinstance(node, ast.ClassDef):
            yield node.name


def shared(named: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """``{name: its homes}`` of names that have several."""
    homes = defaultdict[str, set[str]](set)
    for name, home in named:
        homes[name].add(home)
    return {name: found for name, found in homes.items() if len(found) > 1}


def test_no_two_classes_share_a_name() -> None:
    written = [path for path in files() if "migrations" not in path.parts]
    found = shared((name, str(path)) for path in written for name in classes(path))
    assert {name: homes for name, homes in found.items() if name not in CLASSES} == {}
    assert set(CLASSES) <= set(found), "what is not shared any more leaves the list"


def test_no_two_features_have_modules_of_one_name() -> None:
    """Inside a feature a noun may have a file in each layer; a folder counts as its feature."""
    found = shared(
        (path.stem, "/".join(path.parts[:2]))
        for path in files()
        if path.stem not in LAYERS and not BESIDE & set(path.parts)
    )
    assert {name: homes for name, homes in found.items() if name not in MODULES} == {}


def test_every_helper_of_the_tests_stands_on_their_page() -> None:
    """By itself or with its folder, where the whole folder is one thing."""
    page = (ROOT / "tests/README.md").read_text()
    helpers = [
        path.relative_to(ROOT)
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if not path.name.startswith(("test_", "__init__")) and "files" not in path.parts
    ]
    unnamed = [
        str(path)
        for path in helpers
        if not any(f"`{one}" in page for one in (path, f"{path.parent}/`"))
    ]
    assert unnamed == []
