"""Diplomas: of a country, of the own winners, and checked by anybody."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from base.clock import now
from base.languages.speech import spoken_in
from base.made_files.offers import Offer, offers_in
from base.models import MadeFile, MadePiece, User
from base.pages.context import active_language
from base.printing.documents import shown
from base.record.actions.record import record_access
from base.refusal import NotPrinted
from competition.exceptions import CompetitionError
from competition.models import Edition
from competition.rate_limit import Bucket
from competition.rules.edition_steps import SEALED
from leaderboard.awards.queries import waiting_pools
from leaderboard.diplomas.actions import issue, issue_anew, revoke
from leaderboard.diplomas.diploma_sheets import diplomas_on_paper
from leaderboard.diplomas.forms import RevokeForm
from leaderboard.diplomas.making import ask_for_diplomas
from leaderboard.diplomas.permissions import (
    editions_with_diplomas,
    get_diploma_piece,
    get_own_countries,
    get_own_country,
    get_taught_edition,
    may_revoke,
)
from leaderboard.diplomas.queries import (
    MOST_ENDED,
    DiplomaClaim,
    ReadDiploma,
    claims_of_teacher,
    ended_diplomas,
    facts_of,
    may_be_issued_anew,
    nameless_mentors,
    read_diplomas,
    related_diplomas,
)
from leaderboard.made_files import DIPLOMAS
from leaderboard.models import IssuedDiploma
from leaderboard.results.queries import deleted_in
from leaderboard.rules.serials import serials_read
from schools.models import Country
from schools.roles import staff_of, zone_at, zone_of

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


# Of earlier years a teacher has printed them.
EDITIONS = 2


@dataclass(frozen=True, slots=True)
class OwnDiplomas:
    """What a teacher may print of an edition."""

    edition: Edition
    winners: int
    mentor: bool


@login_required
@never_cache
@require_safe
def own_diplomas(request: HttpRequest) -> HttpResponse:
    """How many pupils have won, and the buttons that print."""
    user = staff_of(request)
    found = [_own(one, user) for one in editions_with_diplomas(user)[:EDITIONS]]
    shown_ones = [one for one in found if one.winners or one.mentor]
    context = {"editions": shown_ones, "nameless": not user.name}
    return render(request, "leaderboard/diplomas/own.html", context)


def _own(edition: Edition, user: User) -> OwnDiplomas:
    kinds = [one.kind for one in claims_of_teacher(edition, user)]
    winners = kinds.count(IssuedDiploma.Kind.WINNER)
    return OwnDiplomas(edition, winners, IssuedDiploma.Kind.MENTOR in kinds)


@require_POST
@login_required
@never_cache
def print_own(request: HttpRequest) -> HttpResponse:
    """One PDF of the own winners, or of the own diploma."""
    user = staff_of(request)
    edition = get_taught_edition(user, request.POST.get("edition", ""))
    kind = request.POST.get("kind", "")
    claims = [one for one in claims_of_teacher(edition, user) if one.kind == kind]
    if not claims:
        raise Http404
    try:
        content = _content(edition, claims, user)
    except (CompetitionError, NotPrinted) as refusal:
        messages.error(request, str(refusal))
    else:
        if content:
            name = f"{edition.slug}-{kind}"
            record_access(edition, by=user, file=f"{name}.pdf", at=now())
            return shown(content, name=name)
        messages.error(request, _("The diploma was revoked. Ask the organizer of your country."))
    return redirect("leaderboard:own_diplomas")


def _content(edition: Edition, claims: Sequence[DiplomaClaim], user: User) -> bytes:
    """Empty where all of them were revoked. Raises ``NotPrinted`` and ``NoDiplomaYet``."""
    rows = issue(edition, claims, by=user, at=now())
    return diplomas_on_paper(read_diplomas(rows)) if rows else b""


# Wrong serials of everybody together, in this process; one that is right never waits.
guesses = Bucket(capacity=300, per_second=5)
PAGE = "leaderboard/diplomas/check.html"


@require_safe
def short(request: HttpRequest, serial: str = "") -> HttpResponse:
    """The address on paper leads to the page in the language of the browser."""
    if serial:
        return redirect("leaderboard:check_serial", serial=serial)
    return redirect("leaderboard:check")


@never_cache
@require_safe
def check(request: HttpRequest, serial: str = "") -> HttpResponse:
    """One diploma with every fact that is printed on it; no list and no search."""
    typed = request.GET.get("serial", "")
    found = _find(serial or typed) if serial or typed else None
    if (serial or typed) and found is None:
        moment = time.monotonic()
        if guesses.is_full(moment):
            return _answer(request, {"typed": typed, "busy": True}, status=429)
        guesses.pour(moment)
        return _answer(request, {"typed": typed, "unknown": True}, status=404)
    if found is None:
        return _answer(request, {})
    may = may_revoke(request.user, found.row)
    anew = may and found.row.revoked_at is not None and may_be_issued_anew(found.row)
    with spoken_in(found.row.country_id), timezone.override(zone_at(found.row.country)):
        context = {
            "diploma": found.row,
            "award_gone": found.award_gone,
            "name_gone": found.name_gone,
            "outlives_pupil": found.outlives_pupil,
            "facts": facts_of(found, active_language(), checked=True),
            "may_revoke": may,
            "may_be_issued_anew": anew,
        }
        return _answer(request, context)


@require_POST
@login_required
def revoke_diploma(request: HttpRequest, serial: str) -> HttpResponse:
    """Revoke the one that was on the page, with a reason."""
    user, found = staff_of(request), _find(serial)
    if found is None or not may_revoke(user, found.row):
        raise Http404
    form = RevokeForm(request.POST)
    try:
        why = form.cleaned_data["why"] if form.is_valid() else ""
        revoke(found.row, why=why, by=user, at=now())
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Revoked. Whoever checks it reads that from now on."))
    return redirect("leaderboard:check_serial", serial=found.row.serial)


@require_POST
@login_required
def issue_diploma_anew(request: HttpRequest, serial: str) -> HttpResponse:
    """Another one in place of one that was revoked; leads to its page."""
    user, found = staff_of(request), _find(serial)
    if found is None or not may_revoke(user, found.row):
        raise Http404
    row = found.row
    try:
        row = issue_anew(row, by=user, at=now())
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    return redirect("leaderboard:check_serial", serial=row.serial)


def _find(typed: str) -> ReadDiploma | None:
    rows = related_diplomas().filter(serial__in=serials_read(typed))
    return next(iter(read_diplomas(rows[:1])), None)


def _answer(request: HttpRequest, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    response = render(request, PAGE, context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
