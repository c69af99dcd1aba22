"""What can be exported can be imported again."""

from __future__ import annotations

import pytest

from quizbank.exchange.files import asked_for
from quizbank.formats.catalogue import FORMATS
from quizbank.formats.item import BadFile
from tests import cast


@pytest.mark.django_db
def test_more_than_an_import_takes_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        cast.make_question(f"q-{number}")
    monkeypatch.setattr("quizbank.exchange.files.MOST_TEXTS", 5)
    with pytest.raises(BadFile, match="at most 5 texts"):
        asked_for(FORMATS["sheet"], codes=["en", "hr"])
    assert len(asked_for(FORMATS["sheet"], codes=["en"]).there) == 3
