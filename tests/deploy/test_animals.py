"""Pictures come from the one package that was looked at."""

from __future__ import annotations

import pytest

from deploy.animals import FOLDER, ICONS, NotThePackage, checked


def test_another_package_is_refused() -> None:
    with pytest.raises(NotThePackage):
        checked(b"something else under the same name")


def test_every_picture_of_the_set_is_here_with_its_licence() -> None:
    there = {file.stem for file in FOLDER.glob("*.svg")}
    assert ICONS.keys() <= there
    assert "Copyright (c) Microsoft Corporation" in (FOLDER / "MIT.txt").read_text("utf-8")
