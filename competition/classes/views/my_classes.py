"""A teacher's own classes, and opening a sitting for one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from base.clock import now
from base.models import User
from competition.classes.actions.entries import enter_class
from competition.classes.home_lines import home_lines
from competition.classes.permissions import get_edition_to_enter, get_entry
from competition.classes.queries.my_classes import dashboard
from competition.classes.queries.openings import opening
from competition.classes.queries.years_on import years_on
from competition.day.queries.outages import unsettled
from competition.exceptions import CompetitionError, OpenedMeanwhile
from competition.models import Entry, Sitting
from competition.sittings.actions.opening import open_sitting
from competition.sittings.forms import OpenForm
from schools.classes.queries import covers_told
from schools.permissions import get_class, schools_of
from schools.roles import Visitor, holdings_of, organizes, staff_of


def _work_elsewhere(user: Visitor) -> str:
    """The first page of those who do not teach; empty for somebody without any work yet."""
    held = holdings_of(user)
    if held.organizes or held.looks_on:
        return "leaderboard:day"
    if held.is_ministry:
        return "leaderboard:insight"
    return "quizbank:questions" if held.works_on_questions else ""


@login_required
@never_cache
def classes(request: HttpRequest) -> HttpResponse:
    """Own classes with what is next for each; who has other work only is led to that."""
    can_add = schools_of(request.user).exists()
    if not can_add and (elsewhere := _work_elsewhere(request.user)):
        return redirect(elsewhere)
    board = dashboard(staff_of(request), now(), page=request.GET.get("page"))
    context = {
        "board": board,
        "lines": [line for lines in home_lines for line in lines(staff_of(request))],
        "years_on": years_on(board, now()),
        "can_add": can_add,
        "unsettled": unsettled().exists() and organizes(request.user),
        "covers": covers_told(staff_of(request)),
    }
    return render(request, "competition/classes/classes.html", context)


@require_POST
@login_required
def enter(request: HttpRequest, class_id: int) -> HttpResponse:
    """Enter a class that was added before there was an edition, or in a further one."""
    school_class = get_class(request.user, class_id)
    asked = request.POST.get("edition", "")
    try:
        enter_class(school_class, edition=get_edition_to_enter(school_class, asked))
    except CompetitionError as error:
        messages.error(request, str(error))
    return redirect("competition:classes")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def open_sitting_for(request: HttpRequest, class_id: int) -> HttpResponse:
    """Ask once before an official sitting; open a sitting and go to its monitor."""
    data = request.POST if request.method == "POST" else request.GET
    entry = get_entry(request.user, class_id, data.get("edition", ""))
    form = OpenForm(data)
    if request.method != "POST":
        asked = data.get("who", "") if form.is_valid() else ""
        told = opening(entry)
        context = {"entry": entry, "opening": told, "who": told.preset(asked)}
        return render(request, "competition/classes/open_official.html", context)
    try:
        sitting = _open(entry, form, staff_of(request))
    except CompetitionError as error:
        messages.error(request, str(error))
        return redirect("competition:classes")
    return redirect("competition:sitting", sitting_id=sitting.pk)


def _open(entry: Entry, form: OpenForm, by: User) -> Sitting:
    """What cannot be read opens nothing that counts, and nothing opens a second quiz of a class
    that plays unless the page told of the first, and it was said for whom; nor a rehearsal beside a
    quiz that is open."""
    chosen = form.cleaned_data if form.is_valid() else {}
    kind = Sitting.Kind(chosen.get("kind", Sitting.Kind.REHEARSAL))
    official, told = kind == Sitting.Kind.OFFICIAL, opening(entry)
    who, running = chosen.get("who", ""), told.running if told.plays or not official else None
    if running and not (official and who and chosen.get("beside") == running.pk):
        return running
    numbers = told.of(who, chosen.get("numbers", []))
    without_pins = bool(chosen.get("without_pins")) and official
    try:
        return open_sitting(
            entry,
            kind=kind,
            numbers=numbers,
            without_pins=without_pins,
            by=by,
            at=now(),
            known=told.open,
        )
    except OpenedMeanwhile:
        # A colleague has pressed at the same moment: theirs is running by now.
        return _open(entry, form, by)
