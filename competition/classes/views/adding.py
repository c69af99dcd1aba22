"""A class in two minutes: four fields, and what its numbers mean said back."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base.clock import now
from base.models import User
from base.refusal import Refusal
from competition.classes.actions.adding import add_entered
from competition.classes.permissions import schools_for_classes
from competition.classes.queries.years_on import taken_over
from competition.editions.queries.taking_part import editions_taking
from competition.sittings.forms import WhichEditionForm
from schools.classes.forms.classes import ClassForm, numbers_typed, said_back
from schools.models import SchoolClass
from schools.roles import staff_of


@login_required
@never_cache
def add_class(request: HttpRequest) -> HttpResponse:
    """Four fields make a class with its cards, entered in the edition that is on or in another."""
    own, at = schools_for_classes(staff_of(request)), now()
    begun = taken_over(request.user, request.GET.get("from", ""))
    form = ClassForm(request.POST or None, schools=own, initial=begun)
    editions = editions_taking({school.country_id for school in own}, at=at)
    choice = WhichEditionForm(request.POST or None, editions=editions)
    is_sent = request.method == "POST" and form.is_valid() and choice.is_valid()
    if is_sent and _is_understood(request, form.cleaned_data["size"]):
        try:
            made = _add(form, choice.chosen(), staff_of(request), at)
        except Refusal as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The class is ready. Print the cards now or later."))
            return redirect("schools:cards", class_id=made.pk)
    numbers = form.cleaned_data.get("size") if form.is_bound and form.is_valid() else None
    context = {
        "form": form,
        "choice": choice,
        "understood": numbers and _understood(numbers),
    }
    return render(request, "competition/classes/add_class.html", context)


@require_safe
@login_required
@never_cache
def numbers_understood(request: HttpRequest) -> JsonResponse:
    """What the numbers that somebody types mean, while they type: ``{said, key}``."""
    try:
        numbers = numbers_typed(request.GET.get("size", "")[:200])
    except ValidationError as fault:
        return JsonResponse({"said": " ".join(fault.messages), "key": ""})
    return JsonResponse(_understood(numbers))


def _understood(numbers: list[int]) -> dict[str, str]:
    """The sentence, and the key by which the form says that it was read."""
    return {"said": said_back(numbers), "key": ",".join(map(str, numbers))}


def _is_understood(request: HttpRequest, numbers: list[int]) -> bool:
    """Whether the sentence was told for these numbers; a plain number needs none."""
    plain = request.POST.get("size", "").strip().isdecimal()
    return plain or request.POST.get("understood") == _understood(numbers)["key"]


def _add(form: ClassForm, asked: str, teacher: User, at: datetime) -> SchoolClass:
    told = dict(form.cleaned_data)
    return add_entered(asked=asked, teacher=teacher, at=at, numbers=told.pop("size"), **told)
