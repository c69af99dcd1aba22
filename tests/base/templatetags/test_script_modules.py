"""Which modules a page asks for at once."""

from __future__ import annotations

import re

from base.templatetags.script_modules import imported_modules
from tests.machine import ROOT

STATIC = ROOT / "static"
ANY_NAME = re.compile(r"""^\s*(?:import|export)\b[^;()]*["'](\.[^"']+)["'];""", re.MULTILINE)


def test_the_nearest_come_first_and_each_once() -> None:
    found = imported_modules("js/pupil/play.js")
    assert found[0] == "js/shared/dom.js"
    assert "js/shared/help.js" in found, "which only others import"
    assert len(found) == len(set(found))
    assert "js/pupil/session.js" not in found, "which comes later, by import()"


def test_what_is_there_already_is_left_out() -> None:
    later = imported_modules("js/pupil/session.js", "js/pupil/play.js")
    assert not {"js/pupil/play.js", *imported_modules("js/pupil/play.js")} & set(later)
    assert {"js/pupil/kinds/cards.js", "js/shared/scenes/scene_signs.js"} <= set(later)


def test_no_import_of_a_script_is_overlooked() -> None:
    every = ["js/pupil/session.js", *imported_modules("js/pupil/session.js")]
    named = {
        (STATIC / one).parent.joinpath(path).resolve().relative_to(STATIC).as_posix()
        for one in every
        for path in ANY_NAME.findall((STATIC / one).read_text(encoding="utf-8"))
    }
    assert named <= set(every)


def test_a_script_that_is_not_there_imports_nothing() -> None:
    assert imported_modules("js/nowhere.js") == []
