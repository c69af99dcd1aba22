"""An organizer has all diplomas of a country made, and takes the files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from base.clock import now
from base.made_files.offers import Offer, offers_in
from base.models import MadeFile, MadePiece
from base.pages.context import active_language
from base.printing.documents import shown
from base.record.actions.record import record_access
from competition.models import Edition
from competition.rules.edition_steps import SEALED
from leaderboard.awards.queries import waiting_pools
from leaderboard.diplomas.making import ask_for_diplomas
from leaderboard.diplomas.permissions import (
    get_diploma_piece,
    get_own_countries,
    get_own_country,
)
from leaderboard.diplomas.queries.diploma_claims import nameless_mentors
from leaderboard.diplomas.queries.ended_diplomas import MOST_ENDED, ended_diplomas
from leaderboard.made_files import DIPLOMAS
from leaderboard.models import IssuedDiploma
from leaderboard.results.queries import deleted_in
from schools.models import Country
from schools.roles import staff_of, zone_of

GONE = gettext_lazy(
    "The classes are deleted, and with them what diplomas are made from. Those that were issued "
    "can still be checked by their serial."
)


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One kind of diplomas of one country."""

    country: Country
    kind: str
    name: str
    issued: int
    revoked: int
    offer: Offer
    # Whether the classes they would be made from are there.
    may_be_made: bool = True


@login_required
@never_cache
@require_safe
def diplomas(request: HttpRequest, edition: str) -> HttpResponse:
    """What was issued, the files, and the buttons that make them."""
    user = staff_of(request)
    found, countries = get_own_countries(user, edition)
    lines = _lines(found, countries)
    context = {
        "edition": found,
        "sealed": found.state in SEALED,
        "lines": lines,
        "ended": ended_diplomas(found, countries, active_language()),
        "most": MOST_ENDED,
        "to_draw": waiting_pools(found, {one.pk for one in countries}),
        "nameless": nameless_mentors(found, countries),
        "gone": "" if all(one.may_be_made for one in lines) else GONE,
    }
    with timezone.override(zone_of(user)):
        return render(request, "leaderboard/diplomas/country.html", context)


def _lines(edition: Edition, countries: Sequence[Country]) -> list[BatchLine]:
    """Three of each country; four statements, and no document is read for it."""
    mine = Q(edition=edition, country__in=countries)
    documents = Prefetch("pieces", MadePiece.objects.defer("body"))
    made = MadeFile.objects.filter(kind=DIPLOMAS, about=edition.pk).prefetch_related(documents)
    there = offers_in(made)
    rows = IssuedDiploma.objects.filter(mine).order_by()
    counts = rows.values_list("country", "kind").annotate(
        issued=Count("pk"),
        revoked=Count("pk", filter=Q(revoked_at__isnull=False)),
    )
    counted = {(country, kind): (many, gone) for country, kind, many, gone in counts}
    deleted = deleted_in(edition)
    return [
        BatchLine(
            country,
            kind.value,
            str(kind.label),
            *counted.get((country.pk, kind.value), (0, 0)),
            there[edition.pk, f"{kind}/{country.pk}"],
            may_be_made=country.pk not in deleted,
        )
        for country in countries
        for kind in IssuedDiploma.Kind
    ]


@require_POST
@login_required
def make(request: HttpRequest, edition: str) -> HttpResponse:
    """Have those of one kind and country made in the background."""
    user = staff_of(request)
    found, country = get_own_country(user, edition, request.POST.get("country", ""))
    kind = request.POST.get("kind", "")
    if country.pk in deleted_in(found):
        messages.error(request, GONE)
    elif kind in IssuedDiploma.Kind.values and found.state in SEALED:
        made = ask_for_diplomas(found, country, kind=kind, by=user, at=now())
        return redirect("base:made_file", made.pk)
    else:
        messages.error(request, _("Diplomas are made once the list is sealed."))
    return redirect("leaderboard:diplomas", edition=found.slug)


@login_required
@never_cache
@require_safe
def diploma_file(
    request: HttpRequest, edition: str, country: str, kind: str, number: int
) -> HttpResponse:
    """One PDF; who took it is on record."""
    user = staff_of(request)
    found, piece = get_diploma_piece(user, edition, country, kind, number)
    name = f"{edition}-{country}-{kind}-{number}"
    record_access(found, by=user, file=f"{name}.pdf", at=now())
    return shown(bytes(piece.body), name=name)
