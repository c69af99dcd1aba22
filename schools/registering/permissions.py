"""Where a teacher may register, and whom a colleague or an organizer may decide about."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from base.models import User
from schools.models import Country, Role, School
from schools.permissions import managed_schools
from schools.registering.queries.colleagues import waiting_colleagues
from schools.registering.queries.finding import schools_to_choose
from schools.registering.queries.open_countries import is_open


def get_country(code: str) -> Country:
    """A country, open or not; 404 when there is none."""
    return get_object_or_404(Country, pk=code)


def get_open_country(code: str) -> Country:
    """A country in which teachers may register; else 404."""
    country = get_country(code)
    if not is_open(country):
        raise Http404
    return country


def get_school_to_choose(country: Country, school_id: int) -> School:
    """An open school of the country's register; 404 for a proposal and any other."""
    schools = schools_to_choose().select_related("country", "region")
    return get_object_or_404(schools, country=country, pk=school_id)


def get_waiting_colleague(user: User, role_id: int) -> Role:
    """Who waits at a school at which the user is approved; 404 for anybody else."""
    return get_object_or_404(waiting_colleagues(user), pk=role_id)


def get_proposal(user: User, school_id: int) -> School:
    """A proposed school of the user's area that nobody has decided about; else 404."""
    waiting = managed_schools(user).filter(proposed_at__isnull=False, refused_for="")
    related = waiting.select_related("country", "region", "proposed_by")
    return get_object_or_404(related, pk=school_id)
