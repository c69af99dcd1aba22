"""All diplomas of a kind and country are issued, and set as files, in the background."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from base import clock
from base.jobs.actions import GivenUp
from base.jobs.performing import Progress
from base.made_files.kinds import MadeKind, Piece
from base.made_files.making import ask_for_file
from base.models import Job, MadeFile, User
from competition.models import Edition
from leaderboard.diplomas.actions import issue
from leaderboard.diplomas.diploma_sheets import diploma_files
from leaderboard.diplomas.permissions import get_own_country
from leaderboard.diplomas.queries import claims_in, read_diplomas
from leaderboard.made_files import DIPLOMAS
from schools.models import Country


def ask_for_diplomas(
    edition: Edition, country: Country, *, kind: str, by: User, at: datetime
) -> MadeFile:
    """Have them issued and set, for all who organize the country."""
    part = f"{kind}/{country.pk}"
    return ask_for_file(DIPLOMAS, about=edition.pk, part=part, by=by, at=at)


def _make(file: MadeFile, job: Job, progress: Progress) -> Iterator[Piece]:
    """Each piece is a document."""
    if job.asked_by is None:
        raise GivenUp(Job.Reason.RIGHT)
    kind, _slash, code = file.part.partition("/")
    edition, country = Edition.objects.get(pk=file.about), Country.objects.get(pk=code)
    claims = claims_in(edition, country, kind)
    progress.expect(len(claims))
    rows = issue(edition, claims, by=job.asked_by, at=clock.now())
    for sheets, body in diploma_files(read_diplomas(rows)):
        yield body, sheets
        progress.step(sheets)


def _place(request: HttpRequest, file: MadeFile) -> str:
    edition = Edition.objects.filter(pk=file.about).first()
    slug = edition.slug if edition else ""
    get_own_country(request.user, slug, file.part.partition("/")[2])
    return reverse("leaderboard:diplomas", args=[slug])


DIPLOMA_FILES = MadeKind(DIPLOMAS, _("Diplomas"), _make, _place)
