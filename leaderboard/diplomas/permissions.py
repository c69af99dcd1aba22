"""Whose diplomas somebody makes, and who revokes one; views use no other way in."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from base.models import MadeFile, MadePiece, User
from competition.editions.permissions import desk_of, get_desk_edition, get_part
from competition.editions.queries.taking_part import countries_of
from competition.models import Edition
from competition.rules.edition_steps import SEALED
from leaderboard.made_files import DIPLOMAS
from leaderboard.models import IssuedDiploma
from schools.models import Country
from schools.permissions import classes_taught
from schools.roles import Visitor


def get_own_countries(user: User, slug: str) -> tuple[Edition, Sequence[Country]]:
    """An edition, and its countries that somebody organizes as a whole; 404 where there is none."""
    desk = desk_of(user)
    edition = get_desk_edition(desk, slug)
    countries = [one for one in countries_of(edition) if desk.edits(one)]
    if not countries:
        raise Http404
    return edition, countries


def get_own_country(user: Visitor, slug: str, code: str) -> tuple[Edition, Country]:
    """The same of one country."""
    return get_part(desk_of(user), slug, code.lower())


def get_diploma_piece(
    user: Visitor, slug: str, code: str, kind: str, number: int
) -> tuple[Edition, MadePiece]:
    """A PDF of a country somebody organizes, of the latest that are made; 404 for any other."""
    edition, country = get_own_country(user, slug, code)
    there = {"kind": DIPLOMAS, "about": edition.pk, "part": f"{kind}/{country.pk}"}
    made = MadeFile.objects.filter(**there, finished_at__isnull=False).order_by("pk").last()
    return edition, get_object_or_404(MadePiece, file=made, number=number - 1)


def editions_with_diplomas(teacher: User) -> QuerySet[Edition]:
    """Sealed editions in which a class somebody teaches takes part, the newest first."""
    own = Edition.objects.filter(
        entries__school_class__in=classes_taught(teacher), state__in=SEALED
    )
    return own.distinct().order_by("-year", "-pk")


def get_taught_edition(teacher: User, slug: str) -> Edition:
    """One of them; 404 for any other."""
    # Compared here: a form may send what no database takes.
    found = next((one for one in editions_with_diplomas(teacher) if one.slug == slug), None)
    if found is None:
        raise Http404
    return found


def may_revoke(user: Visitor, diploma: IssuedDiploma) -> bool:
    """Whether somebody organizes the country that gave it."""
    return desk_of(user).edits(diploma.country)
