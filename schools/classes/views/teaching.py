"""Teachers of a class: added and leaving by their own word, put in charge by an organizer."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from base.refusal import Refusal
from schools.classes.actions import teaching
from schools.classes.forms.cards import ColleagueForm
from schools.classes.permissions import (
    approved_teachers,
    colleagues_of,
    get_managed_class,
    get_sight,
)
from schools.models import SchoolClass
from schools.permissions import manager_of
from schools.roles import staff_of


def _get_own(request: HttpRequest, class_id: int) -> SchoolClass:
    sight = get_sight(staff_of(request), class_id, at=timezone.now())
    if not sight.own:
        raise Http404
    return sight.school_class


@require_POST
@login_required
def add_teacher(request: HttpRequest, class_id: int) -> HttpResponse:
    """A colleague of the school teaches the class too."""
    school_class = _get_own(request, class_id)
    form = ColleagueForm(request.POST, colleagues=colleagues_of(school_class))
    if form.is_valid():
        colleague = form.cleaned_data["colleague"]
        teaching.add_teacher(school_class, colleague=colleague)
        told = {"person": colleague, "class": school_class}
        messages.success(request, _("%(person)s teaches %(class)s too.") % told)
    else:
        messages.error(request, _("Choose a colleague of your school."))
    return redirect("schools:cards", class_id=class_id)


@require_POST
@login_required
def leave_class(request: HttpRequest, class_id: int) -> HttpResponse:
    """Teach a class no longer; the last one hands it over first."""
    school_class = _get_own(request, class_id)
    try:
        teaching.leave_class(school_class, teacher=staff_of(request))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("schools:cards", class_id=class_id)
    text = _("%(class)s is no longer yours. Its other teachers go on with it.")
    messages.success(request, text % {"class": school_class})
    return redirect("competition:classes")


@require_POST
@login_required
def put_in_charge(request: HttpRequest, class_id: int) -> HttpResponse:
    """An organizer gives a class without a teacher to an approved one of its school."""
    school_class = get_managed_class(manager_of(request), class_id)
    form = ColleagueForm(request.POST, colleagues=approved_teachers(school_class.school_id))
    if not form.is_valid():
        messages.error(request, _("Choose an approved teacher of this school."))
        return redirect("competition:school", school_id=school_class.school_id)
    try:
        teaching.put_in_charge(school_class, teacher=form.cleaned_data["colleague"])
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        told = {"person": form.cleaned_data["colleague"], "class": school_class}
        messages.success(request, _("%(person)s now teaches %(class)s.") % told)
    return redirect("competition:school", school_id=school_class.school_id)
