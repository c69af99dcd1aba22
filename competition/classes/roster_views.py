"""A class from a list: pasted or as a file, looked at line by line, then confirmed.

Nothing of a list is kept here before it is confirmed: the page holds the lines and sends them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from base.clock import now
from base.intake.door import door
from base.intake.file_refusal import RefusedFile
from base.intake.rosters.roster import ROSTER_LIMITS
from base.intake.rosters.roster_lines import lines_of
from base.intake.rosters.roster_shapes import FoundClass, FoundRoster
from base.models import User
from base.refusal import Refusal
from competition.classes.actions import add_entered
from competition.classes.forms import (
    ListedClassForm,
    RosterForm,
    found_in,
    meant_otherwise,
    mended_lines,
)
from competition.classes.permissions import schools_for_classes
from competition.classes.shown_roster import ShownClass, proposals, that_fit
from competition.editions.queries.taking_part import editions_taking
from competition.sittings.forms import WhichEditionForm
from schools.classes.actions.roster_filling import fill_class, plan_of
from schools.classes.permissions import get_sight
from schools.models import School, SchoolClass
from schools.roles import staff_of

READER = "base.intake.rosters.roster:read"
# More classes than this are never sent back.
MOST_CLASSES = 40


@dataclass(slots=True)
class RosterDesk:
    """Who works on a list, and for which school or class; ``choice``: for which edition."""

    user: User
    school: School
    at: datetime
    school_class: SchoolClass | None = None
    choice: WhichEditionForm | None = None


@login_required
@never_cache
@sensitive_post_parameters()
def new_roster(request: HttpRequest) -> HttpResponse:
    """New classes from a list."""
    user = staff_of(request)
    own = list(schools_for_classes(user))
    asked = request.POST.get("school") or request.GET.get("school") or ""
    school = next((one for one in own if asked in ("", str(one.pk))), None)
    if asked and school is None:
        return _school_gone(request, user, own)
    if school is None:
        return render(request, "competition/classes/roster.html", {"schools": own})
    desk = RosterDesk(user, school, now())
    editions = editions_taking([school.country_id], at=desk.at)
    sent = request.POST if request.POST.get("do") in ("again", "confirm") else None
    desk.choice = WhichEditionForm(sent, editions=editions)
    return _answer(request, desk, own)


def _school_gone(request: HttpRequest, user: User, own: list[School]) -> HttpResponse:
    """Closed, or no longer theirs, since they looked: no other school gets the class unasked."""
    text = _("This school is closed, or no longer yours. Nothing is saved: bring the list again.")
    messages.error(request, text)
    desk = RosterDesk(user, own[0], now()) if own else None
    pasted = {"pasted": request.POST.get("pasted", "")}
    context = {"form": RosterForm(initial=pasted), "desk": desk, "schools": own}
    return render(request, "competition/classes/roster.html", context)


@login_required
@never_cache
@sensitive_post_parameters()
def roster(request: HttpRequest, class_id: int) -> HttpResponse:
    """Names and new pupils for a class that is there, from a list."""
    user, at = staff_of(request), now()
    sight = get_sight(user, class_id, at=at)
    if not sight.own:
        raise Http404
    held = sight.school_class
    return _answer(request, RosterDesk(user, held.school, at, held), [held.school])


def _answer(request: HttpRequest, desk: RosterDesk, schools: list[School]) -> HttpResponse:
    do = request.POST.get("do", "") if request.method == "POST" else ""
    form = RosterForm(request.POST, request.FILES) if do == "read" else RosterForm()
    shown = _read(request, form, desk) if do == "read" else []
    if do in ("again", "confirm"):
        shown = _sent(request, desk, is_mended=do == "confirm")
    if do == "confirm" and (done := _confirmed(request, desk, shown)):
        return done
    context = {
        "form": form,
        "shown": shown,
        "desk": desk,
        "schools": schools,
    }
    return render(request, "competition/classes/roster.html", context)


def _read(request: HttpRequest, form: RosterForm, desk: RosterDesk) -> list[ShownClass]:
    """The classes of what was pasted or brought."""
    if not form.is_valid():
        return []
    field = "pasted" if form.cleaned_data.get("pasted") else "file"
    try:
        found = door.read(READER, form.cleaned_data["content"], FoundRoster, limits=ROSTER_LIMITS)
    except RefusedFile as refusal:
        named = f"{form.cleaned_data['file'].name}: " if field == "file" else ""
        form.add_error(field, named + _(refusal.text) % refusal.values)
        return []
    held = desk.school_class
    # The class that is meant comes first, and is chosen unless another one is.
    every = sorted(found.classes, key=lambda one: held is not None and one.label != held.label)
    shown = that_fit(every)
    if len(shown) < len(every):
        text = _("The list has more classes than fit on a page. Bring it again for the others.")
        messages.warning(request, text)
    if held is None:
        return proposals(shown, desk.school, _language(request, desk.school))
    return [_for_class(desk, f"c{at}", one) for at, one in enumerate(shown)]


def _language(request: HttpRequest, school: School) -> str:
    """The teacher's own, which is the class's too; English is nobody's here."""
    spoken = request.LANGUAGE_CODE
    return school.country.languages[0] if spoken == "en" else spoken


def _for_class(desk: RosterDesk, prefix: str, found: FoundClass) -> ShownClass:
    cards = list(desk.school_class.cards.order_by("number")) if desk.school_class else None
    return ShownClass(prefix, found, lines_of(found), cards=cards)


def _sent(request: HttpRequest, desk: RosterDesk, *, is_mended: bool) -> list[ShownClass]:
    """The classes as the page sent them back: read again by other columns, or mended by hand."""
    shown = list[ShownClass]()
    for at in range(MOST_CLASSES):
        found = found_in(request.POST, f"c{at}")
        if found is None:
            continue
        one = _for_class(desk, f"c{at}", meant_otherwise(found, request.POST, f"c{at}"))
        if is_mended:
            one.lines = mended_lines(request.POST, one.prefix, found)
        if desk.school_class is None:
            one.form = ListedClassForm(request.POST, school=desk.school, prefix=one.prefix)
        shown.append(one)
    return shown


def _confirmed(
    request: HttpRequest, desk: RosterDesk, shown: list[ShownClass]
) -> HttpResponse | None:
    """Where the confirmed classes lead to; nothing where something has to be corrected first."""
    taken = [one for one in shown if _is_taken(request, one)]
    if not taken:
        messages.error(request, _("Tick the class that you want."))
        return None
    if not all(one.is_sound for one in taken):
        messages.error(request, _("Nothing is saved yet. Correct the lines that say so first."))
        return None
    if any(one.form and not one.form.is_valid() for one in taken):
        return None
    if desk.choice and not desk.choice.is_valid():
        return None
    try:
        made = _make(desk, taken)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return None
    messages.success(request, _("The list is taken over. Print the cards now or later."))
    if len(made) == 1:
        return redirect("schools:cards", class_id=made[0].pk)
    return redirect("competition:classes")


def _is_taken(request: HttpRequest, one: ShownClass) -> bool:
    if one.form is None:
        return request.POST.get("which", one.prefix) == one.prefix
    return f"{one.prefix}-take" in request.POST


@transaction.atomic
def _make(desk: RosterDesk, taken: list[ShownClass]) -> list[SchoolClass]:
    """All of the classes, or none. Raises what adding a class may."""
    if desk.school_class is not None:
        for one in taken[:1]:
            fill_class(desk.school_class, pupils=one.pupils)
        return [desk.school_class]
    made, asked = list[SchoolClass](), desk.choice.chosen() if desk.choice else ""
    for one in taken:
        told = dict(one.form.cleaned_data) if one.form else {}
        del told["take"]
        plan = plan_of([], one.pupils)
        numbers = [pupil.number for pupil in plan]
        held = add_entered(
            school=desk.school, numbers=numbers, asked=asked, teacher=desk.user, at=desk.at, **told
        )
        pupils = [(pupil.number, pupil.name) for pupil in plan]
        fill_class(held, pupils=pupils)
        made.append(held)
    return made
