"""A teacher's own classes: adding one, and opening a sitting for one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from competition.actions.entries import enter_class
from competition.actions.sittings import open_sitting
from competition.clock import now
from competition.exceptions import CompetitionError
from competition.forms.sittings import OpenForm
from competition.models import Sitting
from competition.permissions import get_entry, held_by
from competition.queries.classes import dashboard, opening
from competition.queries.editions import current_edition
from competition.queries.outages import unsettled
from schools.actions import classes as actions
from schools.exceptions import SchoolsError
from schools.forms.classes import ClassForm
from schools.models import SchoolClass, User
from schools.permissions import Visitor, get_class, schools_of, staff_of


def _work_elsewhere(user: Visitor) -> str:
    """The first page of those who neither teach nor organize."""
    held = held_by(user)
    if held.organizes:
        return ""
    if held.is_ministry:
        return "leaderboard:insight"
    return "competition:questions" if held.works_on_questions else ""


@login_required
@never_cache
def classes(request: HttpRequest) -> HttpResponse:
    """Own classes with what is next for each; who has other work only is led to that."""
    can_add = schools_of(request.user).exists()
    if not can_add and (elsewhere := _work_elsewhere(request.user)):
        return redirect(elsewhere)
    board = dashboard(staff_of(request), now(), page=request.GET.get("page"))
    context = {"board": board, "can_add": can_add, "unsettled": unsettled()}
    return render(request, "competition/classes.html", context)


@login_required
@never_cache
def add_class(request: HttpRequest) -> HttpResponse:
    """Four fields make a class with its cards, entered in the current edition."""
    own = schools_of(request.user).select_related("country")
    form = ClassForm(request.POST or None, schools=own)
    if request.method == "POST" and form.is_valid():
        try:
            made = _add(form, staff_of(request))
        except (SchoolsError, CompetitionError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The class is ready. Print the cards now or later."))
            return redirect("schools:cards", class_id=made.pk)
    return render(request, "competition/add_class.html", {"form": form})


def _add(form: ClassForm, teacher: User) -> SchoolClass:
    made = actions.add_class(**form.cleaned_data, teacher=teacher, at=now())
    edition = current_edition([made.school.country_id])
    if edition is not None:
        enter_class(made, edition=edition)
    return made


@require_POST
@login_required
def enter(request: HttpRequest, class_id: int) -> HttpResponse:
    """Enter a class that was added before there was an edition, or in another one."""
    school_class = get_class(request.user, class_id)
    edition = current_edition([school_class.school.country_id])
    try:
        if edition is not None:
            enter_class(school_class, edition=edition)
    except CompetitionError as error:
        messages.error(request, str(error))
    return redirect("competition:classes")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def open_sitting_for(request: HttpRequest, class_id: int) -> HttpResponse:
    """Ask once before an official sitting; open a sitting and go to its monitor."""
    entry = get_entry(request.user, class_id)
    if request.method != "POST":
        context = {"entry": entry, "opening": opening(entry)}
        return render(request, "competition/open_official.html", context)
    form = OpenForm(request.POST)
    kind = form.cleaned_data["kind"] if form.is_valid() else Sitting.Kind.REHEARSAL
    try:
        sitting = open_sitting(entry, kind=Sitting.Kind(kind), by=staff_of(request), at=now())
    except CompetitionError as error:
        messages.error(request, str(error))
        return redirect("competition:classes")
    return redirect("competition:sitting", sitting_id=sitting.pk)
