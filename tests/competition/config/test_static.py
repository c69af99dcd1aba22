"""Static files under names that tell their content: releases never mix, nothing comes twice."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import Client, override_settings

from competition.config.static import HASHED
from competition.public.views import play
from schools.models import Country

FOR_EVER = "max-age=315360000, public, immutable"
OURS = Path(__file__).resolve().parents[3] / "static"
IMPORT = re.compile(
    r'^(?:import|export)\b[^;"]* from "(\..+?)"|\bimport\("(\..+?)"\);', re.MULTILINE
)


def places(folder: Path) -> dict[str, object]:
    """The settings for files below a folder."""
    return {
        "STATICFILES_DIRS": [folder / "source"],
        "STATICFILES_FINDERS": ["django.contrib.staticfiles.finders.FileSystemFinder"],
        "STATIC_ROOT": folder / "collected",
    }


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of our files, and beside it what is collected of them; nobody changes either."""
    folder = tmp_path_factory.mktemp("static")
    shutil.copytree(OURS, folder / "source")
    with override_settings(**places(folder)):
        collect()
    return folder


@pytest.fixture
def collected(finished: Path, settings: LazySettings) -> Path:
    """The source of what is collected already."""
    return use(finished, settings)


@pytest.fixture
def source(finished: Path, tmp_path: Path, settings: LazySettings) -> Path:
    """A source that may be changed, collected as it is now."""
    return use(shutil.copytree(finished, tmp_path / "static"), settings)


def use(folder: Path, settings: LazySettings) -> Path:
    play.shell_page.cache_clear()
    for name, value in places(folder).items():
        setattr(settings, name, value)
    return folder / "source"


def collect() -> list[Path]:
    """``collectstatic``; returns the files with hashes in their names."""
    call_command("collectstatic", "--noinput", verbosity=0)
    return hashed()


def hashed() -> list[Path]:
    """The files with hashes in their names."""
    return [p for p in Path(staticfiles_storage.path("")).rglob("*") if HASHED.search(p.name)]


def test_every_module_imports_others_by_names_with_hashes(collected: Path) -> None:
    modules = [path for path in hashed() if path.suffix == ".js"]
    assert len(modules) == len(list(collected.rglob("*.js")))
    imports = [(m, a or b) for m in modules for a, b in IMPORT.findall(m.read_text())]
    assert len(imports) > 60
    for module, name in imports:
        assert HASHED.search(name), (module.name, name)
        assert (module.parent / name).exists(), (module.name, name)


def test_comments_stay_at_home_and_lines_keep_their_numbers(collected: Path) -> None:
    for script in collected.rglob("js/**/*.js"):
        name = script.relative_to(collected).as_posix()
        stored = staticfiles_storage.url(name).removeprefix("/static/")
        served = Path(staticfiles_storage.path(stored)).read_text()
        written = script.read_text(encoding="utf-8")
        assert "/**" not in served, name
        assert len(served.splitlines()) == len(written.splitlines()), name
        # Whatever is not a comment is all there, but for the names of other files.
        said = re.sub(r"/\*\*.*?\*/|^\s*//.*?$", "", written, flags=re.DOTALL | re.MULTILINE)
        assert bare(served) == bare(said), name
        # A text over several lines would lose its indents.
        assert all(line.count("`") % 2 == 0 for line in written.splitlines()), name
        assert not re.search(r"""(["'`])(?:(?!\1|/\*).)*/\*\*(?:(?!\*/).)*\1""", written), name


def test_styles_are_served_without_what_only_readers_need(collected: Path) -> None:
    for sheet in collected.rglob("css/**/*.css"):
        name = sheet.relative_to(collected).as_posix()
        stored = staticfiles_storage.url(name).removeprefix("/static/")
        served = Path(staticfiles_storage.path(stored)).read_text()
        written = sheet.read_text(encoding="utf-8")
        assert "/*" not in served, name
        rules = re.sub(r"/\*.*?\*/", "", written, flags=re.DOTALL)
        assert bare(served) == bare(rules), name
        assert not re.search(r"\"[^\"\n]*(?:  |/\*)[^\"\n]*\"", rules), name


def bare(script: str) -> str:
    """Without blanks, and without the hashes in names."""
    return re.sub(r"\s+|\.[0-9a-f]{8}(?=\.(?:js|woff2|svg|css))", "", script)


def test_a_change_of_one_module_renames_all_that_import_it(source: Path) -> None:
    names = ("pupil/play", "shared/dom", "pupil/paper_state")
    before = {name: staticfiles_storage.url(f"js/{name}.js") for name in names}
    with (source / "js/shared/dom.js").open("a") as dom:
        dom.write("// another release\n")
    collect()
    after = {name: staticfiles_storage.url(f"js/{name}.js") for name in before}
    assert [name for name in before if before[name] != after[name]] == ["pupil/play", "shared/dom"]


def test_files_of_the_release_before_stay_as_they_are(source: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in hashed()}
    for path in source.rglob("*.js"):
        path.write_text(path.read_text() + "// another release\n")
    collect()
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_the_pupils_page_names_its_files_with_hashes(
    collected: Path, client: Client, country: Country
) -> None:
    page = client.get("/bs/").text
    named = re.findall(r'(?:href|src)="/static/([^"]+)"', page)
    assert named
    assert all(HASHED.search(name) for name in named)


@pytest.mark.parametrize(("encoding", "suffix"), [("br", ".br"), ("gzip", ".gz")])
def test_a_collected_file_comes_compressed_and_is_kept_for_ever(
    collected: Path, client: Client, encoding: str, suffix: str
) -> None:
    name = staticfiles_storage.url("js/pupil/controller.js").removeprefix("/static/")
    reply = client.get(f"/static/{name}", headers={"Accept-Encoding": encoding})
    assert (reply["Content-Encoding"], reply["Cache-Control"]) == (encoding, FOR_EVER)
    assert reply.getvalue() == Path(staticfiles_storage.path(name + suffix)).read_bytes()
