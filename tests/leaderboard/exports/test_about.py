"""The sheet that explains a workbook: about ten sentences, and the proof of the public list."""

from __future__ import annotations

import pytest
from django.utils import translation

from base import clock
from base.models import User
from competition.models import Edition
from leaderboard.exports.workbooks import AcrossWorkbook, AreaWorkbook
from leaderboard.models import Seal
from tests.leaderboard.sealed import seal_now


@pytest.mark.parametrize("kind", [AreaWorkbook, AcrossWorkbook])
def test_about_is_ten_sentences_and_has_the_hash_of_the_seal(
    kind: type[AreaWorkbook | AcrossWorkbook], reviewed: Edition, first: User, superuser: User
) -> None:
    def told() -> list[str]:
        with translation.override("en"):
            return kind(Edition.objects.get(), first, clock.now()).sentences()

    assert "Not sealed yet: places can still change." in told()
    seal_now(reviewed, first, superuser)
    sentences = told()
    assert 8 <= len(sentences) <= 12
    assert Seal.objects.get().sha256 in str(sentences)
    assert "Not sealed yet" not in str(sentences)
    assert not any(one.email in str(sentences) for one in (first, superuser))
