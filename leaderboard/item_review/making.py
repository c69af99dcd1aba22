"""Figures of questions are asked for by a page and worked out in the background."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from base.clock import now
from base.jobs.performing import Progress
from base.made_files.kinds import MadeKind, Piece
from base.models import Job, MadeFile
from competition.models import Edition
from leaderboard.item_review.measuring import measure
from leaderboard.item_review.permissions import get_measured_edition
from leaderboard.made_files import FIGURES


def _make(file: MadeFile, _job: Job, progress: Progress) -> Iterator[Piece]:
    body = measure(Edition.objects.get(pk=file.about), progress)
    yield json.dumps(body).encode(), 0


def _place(request: HttpRequest, file: MadeFile) -> str:
    edition = Edition.objects.filter(pk=file.about).first()
    if edition is None:
        raise Http404
    get_measured_edition(request.user, edition.slug, at=now())
    return reverse("leaderboard:item_review", args=[edition.slug])


FIGURES_OF_QUESTIONS = MadeKind(FIGURES, _("Questions"), _make, _place)
