"""The seal for anybody: its hash, how it is checked, and lists that were reopened."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competition.rules.edition_steps import PUBLISHED
from leaderboard.awards.queries import draw_of, school_blocks
from leaderboard.results.queries import LARGE, confirmed_seals, was_published
from leaderboard.seals.permissions import get_public_seal, get_sealed_file


@require_safe
def sealed(request: HttpRequest, edition: str) -> HttpResponse:
    """For anybody: the hash of the list, how to check it, and lists that were reopened."""
    found = get_public_seal(edition)
    published = found.reopened_at is None and was_published(found)
    seals = confirmed_seals(found.edition).defer(*LARGE)
    context = {
        "edition": found.edition,
        "seal": found,
        "draw": draw_of(found.edition),
        "sealed": found.confirmed_at is not None and found.reopened_at is None,
        "published": published,
        "school_blocks": school_blocks(found.edition) if published else [],
        "reopened": [
            (number, seal, was_published(seal))
            for number, seal in enumerate(seals, start=1)
            if seal.reopened_at
        ],
    }
    return render(request, "leaderboard/seals/sealed.html", context)


@require_safe
def sealed_list(request: HttpRequest, edition: str) -> HttpResponse:
    """The sealed list, byte for byte as it was sealed, once it is published."""
    found = get_public_seal(edition)
    if found.confirmed_at is None or found.edition.state not in PUBLISHED:
        raise Http404
    return as_file(found.body, f"{found.edition.slug}-sealed.csv")


@require_safe
def sealed_file(request: HttpRequest, edition: str, number: int, file: str) -> HttpResponse:
    """A file of any seal of the edition, also of one that was reopened."""
    return as_file(get_sealed_file(edition, number, file), f"{edition}-{number}-{file}")


def as_file(text: str, name: str) -> HttpResponse:
    """A text to be kept, byte for byte."""
    response = HttpResponse(text.encode(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
