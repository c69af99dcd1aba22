"""Staff and invitations as the page of people lists them."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from schools.accounts.queries import has_factor, unconfirmed_people
from schools.models import Invitation, Role, User
from schools.roles import Reach

ON_A_PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """What the page is narrowed to: words in name, e-mail or school, and a role."""

    words: str = ""
    kind: str = ""


def known_people(reach: Reach) -> QuerySet[User]:
    """Who has a role in the area. Nobody who registered and never confirmed the e-mail: it may be a
    stranger's, and goes by itself unless somebody takes the role away."""
    return reach.people().exclude(pk__in=unconfirmed_people())


def people_page(reach: Reach, wanted: Wanted, number: str | None) -> Page[User]:
    """A page of people with ``roles_here``, their roles in the area, and ``has_factor``."""
    people = _narrowed(known_people(reach), reach, wanted).prefetch_related(roles_here(reach))
    told: QuerySet[User] = people.annotate(has_factor=has_factor()).order_by("name", "email")
    return Paginator(told, ON_A_PAGE).get_page(number)


def roles_here(reach: Reach) -> Prefetch[str, QuerySet[Role], str]:
    """Roles of the area and none beside it."""
    related = Role.objects.select_related("school", "region", "country").order_by("pk")
    return Prefetch("roles", related.filter(reach.roles()), to_attr="roles_here")


def waiting_invitations(reach: Reach, wanted: Wanted) -> QuerySet[Invitation]:
    """Who is invited and not here yet, the latest first."""
    found = reach.invitations().select_related("school", "region", "country", "invited_by")
    if wanted.words:
        found = found.filter(_says(wanted.words) | Q(school__name__icontains=wanted.words))
    return found.filter(kind=wanted.kind) if wanted.kind else found


def _says(words: str) -> Q:
    return Q(name__icontains=words) | Q(email__icontains=words)


def _narrowed(people: QuerySet[User], reach: Reach, wanted: Wanted) -> QuerySet[User]:
    roles = Role.objects.filter(reach.roles(), user=OuterRef("pk"))
    if wanted.kind:
        people = people.filter(Exists(roles.filter(kind=wanted.kind)))
    if wanted.words:
        at_school = Exists(roles.filter(school__name__icontains=wanted.words))
        people = people.filter(_says(wanted.words) | at_school)
    return people
