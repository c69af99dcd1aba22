"""A teacher registers: the country, the school, then the person; the e-mail is proved by a code."""

from __future__ import annotations

from typing import Any

from allauth.account.views import SignupView
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from schools.models import Country, School
from schools.registering.forms import PersonForm, ProposingForm
from schools.registering.permissions import get_country, get_open_country, get_school_to_choose
from schools.registering.queries.finding import LONGEST, find_schools
from schools.registering.queries.open_countries import is_open


@never_cache
@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """Choose the country; where but one is open, its page at once."""
    if request.user.is_authenticated:
        return redirect("schools:own_schools")
    countries = [(one, is_open(one)) for one in Country.objects.all()]
    open_ones = [one for one, opened in countries if opened]
    if len(open_ones) == 1:
        return redirect("schools:find_school", country=open_ones[0].pk)
    return render(request, "schools/registering/begin.html", {"countries": countries})


@never_cache
@require_safe
def find_school(request: HttpRequest, country: str) -> HttpResponse:
    """Find the own school; a country that is closed says so."""
    there = get_country(country)
    if request.user.is_authenticated:
        return redirect("schools:own_schools")
    if not is_open(there):
        return _closed(request, there)
    words = request.GET.get("q", "").strip()[:LONGEST]
    context = {"country": there, "q": words, "found": find_schools(there, words)}
    return render(request, "schools/registering/find_school.html", context)


@never_cache
@require_safe
def schools_found(request: HttpRequest, country: str) -> JsonResponse:
    """The same list while somebody types."""
    there = get_open_country(country)
    found = find_schools(there, request.GET.get("q", ""))
    rows = [_row(there, school) for school in found.schools]
    return JsonResponse({"schools": rows, "more": found.more})


def _row(country: Country, school: School) -> dict[str, str]:
    way = reverse("schools:register_person", args=[country.pk, school.pk])
    return {"name": str(school), "region": str(school.region), "way": way}


def _closed(request: HttpRequest, country: Country) -> HttpResponse:
    return render(request, "schools/registering/closed.html", {"country": country})


class RegisterPerson(SignupView):
    """Name, e-mail and password of a teacher of a school that is in the register."""

    template_name = "schools/registering/person.html"

    @cached_property
    def country(self) -> Country:
        """The country of the address."""
        return get_country(self.kwargs["country"])

    @cached_property
    def school(self) -> School | None:
        """The school of the address."""
        return get_school_to_choose(self.country, self.kwargs["school_id"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 - allauth's signature
        """What the address names has to be there, whoever asks."""
        _there = self.country, self.school
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def is_open(self) -> bool:
        """Whether this country takes teachers now."""
        return is_open(self.country)

    def closed(self) -> HttpResponseBase:
        """Say that nobody can register now."""
        return _closed(self.request, self.country)

    def get_form_class(self) -> type[PersonForm]:
        """Our own form."""
        return PersonForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the school."""
        return {**super().get_form_kwargs(), "school": self.school}

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        """With country and school."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "country": self.country, "school": self.school}


class RegisterMissing(RegisterPerson):
    """The same with a school that is missing in the register."""

    @cached_property
    def school(self) -> None:
        """None of the register."""
        return

    def get_form_class(self) -> type[PersonForm]:
        """With the school's fields."""
        return ProposingForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the regions to choose from."""
        return {**super().get_form_kwargs(), "country": self.country}
