"""A teacher reads decisions about the own classes and appeals; organizers decide it."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from base.clock import now
from competition.editions.permissions import desk_of
from competition.exceptions import CompetitionError
from competition.models import Sitting
from competition.results.actions import ORGANIZERS_REASONS
from competition.rules.edition_steps import SEALED
from competition.sittings.queries.running import zone_of_class
from leaderboard.appeals.actions import decide, lodge
from leaderboard.appeals.permissions import (
    area_appeals,
    get_appealed_edition,
    get_sitting_to_appeal,
)
from leaderboard.appeals.queries import (
    CLASS,
    appeal_until,
    appeals,
    case_lines,
    organizers_decisions,
)
from leaderboard.models import Appeal
from leaderboard.models.appeal import LONGEST
from schools.permissions import classes_taught
from schools.roles import staff_of, zone_of

# Newer ones stand on top; older editions have their own.
SHOWN = 100


class AppealForm(forms.ModelForm):  # type: ignore[type-arg]
    """An appeal about the own class: the result of a card, a question, or how the quiz went."""

    class Meta:
        model = Appeal
        fields: ClassVar = ["about", "card", "question", "text"]
        widgets: ClassVar = {"text": forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST})}

    def __init__(self, *args: Any, sitting: Sitting, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        self._sitting = sitting

    def clean(self) -> dict[str, Any]:
        """What it is about is named, and is there; what it is not about is left out."""
        data = super().clean() or {}
        about = data.get("about")
        data["card"] = self._named(data, "card", about == Appeal.About.RESULT)
        data["question"] = self._named(data, "question", about == Appeal.About.QUESTION)
        return data

    def _named(self, data: dict[str, Any], name: str, is_about: bool) -> int | None:
        number: int | None = data.get(name)
        if not is_about or name in self.errors:
            return None
        if number is None:
            self.add_error(name, _("Write the number."))
        elif not self._is_there(name, number):
            self.add_error(name, _("There is no such number."))
        return number

    def _is_there(self, name: str, number: int) -> bool:
        if name == "card":
            return self._sitting.entry.school_class.cards.filter(number=number).exists()
        return self._sitting.paper.items.filter(number=number).exists()


class EndForm(forms.Form):
    """How an organizer ends an appeal."""

    appeal = forms.IntegerField(min_value=1)
    act = forms.ChoiceField(choices=[(act, act) for act in ("uphold", "refuse")])
    sentence = forms.CharField(max_length=LONGEST)


@login_required
@never_cache
@require_safe
def own_appeals(request: HttpRequest) -> HttpResponse:
    """What organizers decided about the own classes, and appeals with their ends."""
    user = staff_of(request)
    taught = classes_taught(user)
    related = ("card", "attempt__entry__school_class", "attempt__entry__edition")
    context = {
        "decisions": organizers_decisions(taught).select_related(*related)[:SHOWN],
        "appeals": appeals().filter(**{f"{CLASS}__in": taught})[:SHOWN],
        "sealed": SEALED,
    }
    with timezone.override(zone_of(user)):
        return render(request, "leaderboard/appeals/own.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def lodge_appeal(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """An appeal about a sitting of an own class; ``?card=`` it is about."""
    user = staff_of(request)
    sitting = get_sitting_to_appeal(user, sitting_id)
    form = AppealForm(request.POST or None, sitting=sitting, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        try:
            lodge(form.instance, sitting, by=user, at=now())
        except CompetitionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your appeal is with the organizers. You get a mail."))
            return redirect("leaderboard:own_appeals")
    until = appeal_until(sitting)
    early, sealed = until is not None and now() < until, sitting.entry.edition.state in SEALED
    context = {
        "sitting": sitting,
        "form": form,
        "until": until,
        "open": early and not sealed,
        "sealed": early and sealed,
    }
    with timezone.override(zone_of_class(sitting)):
        return render(request, "leaderboard/appeals/lodge.html", context)


@login_required
@never_cache
def edition_appeals(request: HttpRequest, edition: str) -> HttpResponse:
    """Open ones first, by the date until which they are to be decided, then how others ended; one
    is upheld or not. What was written and refused is written still."""
    user = staff_of(request)
    found = get_appealed_edition(user, edition)
    mine = area_appeals(user, found)
    with timezone.override(zone_of(user)):
        if request.method == "POST" and _decided(request, mine):
            return redirect("leaderboard:appeals", found.slug)
        lines = case_lines(list(mine), at=now())
        context = {
            "edition": found,
            "open": [line for line in lines if line.appeal.ended_at is None],
            "ended": [line for line in lines if line.appeal.ended_at is not None],
            "leads": desk_of(user).leads(found),
            "sealed": found.state in SEALED,
            "reasons": [(reason.value, reason.label) for reason in ORGANIZERS_REASONS],
            "now": now(),
            "kept": request.POST,
        }
        return render(request, "leaderboard/appeals/area.html", context)


def _decided(request: HttpRequest, mine: QuerySet[Appeal]) -> bool:
    """Whether an appeal was ended as it was sent."""
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write a sentence for the teacher."))
        return False
    data = form.cleaned_data
    appeal, upheld = get_object_or_404(mine, pk=data["appeal"]), data["act"] == "uphold"
    try:
        decide(appeal, upheld=upheld, sentence=data["sentence"], by=staff_of(request), at=now())
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, _("Decided. The teachers of the class get a mail."))
    return True
