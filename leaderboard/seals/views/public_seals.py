"""The seal for anybody: its hash, how it is checked, and what every correction changed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from base.pages.context import active_language
from competition.rules.edition_steps import PUBLISHED
from leaderboard.awards.queries.school_lists import school_blocks
from leaderboard.models import Seal
from leaderboard.seals.permissions import get_public_seal, get_sealed_file
from leaderboard.seals.queries.seal_history import history_of


@require_safe
def sealed(request: HttpRequest, edition: str) -> HttpResponse:
    """For anybody: the hash of the list, how to check it, and earlier seals."""
    found = get_public_seal(edition)
    history = history_of(found.edition, active_language())
    context = {
        "edition": found.edition,
        "seal": found,
        "sealed": found.confirmed_at is not None,
        "published": _is_published(found),
        "school_blocks": school_blocks(found.edition) if _is_published(found) else [],
        "history": history if len(history) > 1 else [],
    }
    return render(request, "leaderboard/seals/sealed.html", context)


@require_safe
def sealed_list(request: HttpRequest, edition: str) -> HttpResponse:
    """The sealed list, byte for byte as it was sealed, once it is published."""
    found = get_public_seal(edition)
    if not _is_published(found):
        raise Http404
    return as_file(found.body, f"{found.edition.slug}-sealed.csv")


@require_safe
def sealed_file(request: HttpRequest, edition: str, number: int, file: str) -> HttpResponse:
    """A file of any seal of the edition, also of one that was corrected."""
    return as_file(get_sealed_file(edition, number, file), f"{edition}-{number}-{file}")


def as_file(text: str, name: str) -> HttpResponse:
    """A text to be kept, byte for byte."""
    kind = "text/csv" if name.endswith(".csv") else "application/json"
    response = HttpResponse(text.encode(), content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _is_published(seal: Seal) -> bool:
    return seal.confirmed_at is not None and seal.edition.state in PUBLISHED
