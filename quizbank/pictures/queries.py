"""Which pictures there are, and which of them anything shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from base.intake.phrases import Phrase
from quizbank.models import CompiledKey, CompiledPaper, Picture, Question
from quizbank.rules.scene_kinds import PICTURES, images_in, lost_pictures

# Longer than anybody leaves a form open, or a file of questions waits.
KEPT = timedelta(days=7)
_ADDRESS = re.compile(rf"{PICTURES}([0-9x]+-[0-9a-f]{{64}}\.[a-z]+)")


def stored_among(names: Iterable[str]) -> set[str]:
    """Those of the names that are of stored pictures."""
    return set(Picture.objects.filter(pk__in=set(names)).values_list("pk", flat=True))


def faults_of_pictures(scene: Mapping[str, Any]) -> list[Phrase]:
    """What keeps a scene out of the bank: pictures that are not there. One query, if it has any."""
    named = images_in(scene).values()
    return list(lost_pictures(scene, stored_among(named))) if named else []


def long_unseen(at: datetime) -> QuerySet[Picture]:
    """Those that have to be looked for: a week ago something needed them."""
    return Picture.objects.filter(needed_at__lt=at - KEPT)


def shown_somewhere() -> set[str]:
    """Names of the pictures in any question, paper or key."""
    scenes = Question.objects.exclude(scene={}).values_list("scene", flat=True)
    found = {name for scene in scenes for name in images_in(scene).values()}
    return found.union(*(_ADDRESS.findall(body) for body in _bodies()))


def _bodies() -> Iterator[str]:
    for kind in (CompiledPaper, CompiledKey):
        rows = kind.objects.filter(body__contains=PICTURES)
        yield from rows.values_list("body", flat=True).iterator(chunk_size=50)
