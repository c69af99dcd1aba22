"""What of a country is public; views use no other way in."""

from __future__ import annotations

from django.http import Http404

from competition.public.pools import open_pools
from competition.public.queries.practice import Pool
from competition.public.queries.public_countries import public_countries
from schools.models import Country


def get_public_country(code: str) -> Country:
    """The country for its public pages, with contacts and grades; 404 when there is none."""
    found = public_countries().filter(pk=code).first()
    if found is None:
        raise Http404
    return found


def get_practice_pool(country: Country, code: str) -> Pool:
    """The questions of an age group that are open for practice; 404 when none are."""
    for pool in open_pools(country):
        if pool.code == code:
            return pool
    raise Http404
