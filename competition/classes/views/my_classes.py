"""A teacher's own classes: adding one, and opening a sitting for one."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from competition.classes.actions.entries import NotHeldHere, enter_class
from competition.classes.permissions import get_edition_to_enter, get_entry
from competition.classes.queries.my_classes import dashboard, opening
from competition.day.queries.outages import unsettled
from competition.editions.queries.taking_part import editions_taking
from competition.exceptions import CompetitionError
from competition.models import Sitting
from competition.rules.edition_steps import class_year
from competition.sittings.actions.opening import open_sitting
from competition.sittings.forms import OpenForm, WhichEditionForm
from schools.classes.actions import classes as actions
from schools.classes.forms.classes import ClassForm
from schools.classes.permissions import shared_with
from schools.clock import now
from schools.exceptions import SchoolsError
from schools.models import SchoolClass, User
from schools.permissions import get_class, schools_of
from schools.roles import Visitor, holdings_of, staff_of
from schools.rules.pins import school_year


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
    shared = shared_with(staff_of(request)).select_related("school")
    context = {"board": board, "can_add": can_add, "unsettled": unsettled(), "shared": shared}
    return render(request, "competition/classes/classes.html", context)


@login_required
@never_cache
def add_class(request: HttpRequest) -> HttpResponse:
    """Four fields make a class with its cards, entered in the edition that is on or in another."""
    own, at = schools_of(request.user).select_related("country"), now()
    form = ClassForm(request.POST or None, schools=own)
    countries = {school.country_id for school in own}
    choice = WhichEditionForm(request.POST or None, editions=editions_taking(countries, at=at))
    if request.method == "POST" and form.is_valid() and choice.is_valid():
        try:
            made = _add(form, choice.chosen(), staff_of(request), at)
        except (SchoolsError, CompetitionError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The class is ready. Print the cards now or later."))
            return redirect("schools:cards", class_id=made.pk)
    return render(request, "competition/classes/add_class.html", {"form": form, "choice": choice})


@transaction.atomic
def _add(form: ClassForm, asked: str, teacher: User, at: datetime) -> SchoolClass:
    """A class for the edition that was chosen, else for the one its school's country means."""
    editions = editions_taking([form.cleaned_data["school"].country_id], at=at)
    edition = next((one for one in editions if asked in ("", one.slug)), None)
    if asked and edition is None:
        raise NotHeldHere
    year = school_year(timezone.localdate(at))
    if edition is not None:
        year = class_year(year, year=edition.year, state=edition.state)
    made = actions.add_class(**form.cleaned_data, year=year, teacher=teacher, at=at)
    if edition is not None:
        enter_class(made, edition=edition)
    return made


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
    if request.method != "POST":
        context = {"entry": entry, "opening": opening(entry)}
        return render(request, "competition/classes/open_official.html", context)
    form = OpenForm(request.POST)
    kind = form.cleaned_data["kind"] if form.is_valid() else Sitting.Kind.REHEARSAL
    try:
        sitting = open_sitting(entry, kind=Sitting.Kind(kind), by=staff_of(request), at=now())
    except CompetitionError as error:
        messages.error(request, str(error))
        return redirect("competition:classes")
    return redirect("competition:sitting", sitting_id=sitting.pk)
