"""Staff and invitations as the page of people lists them."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Value
from django.db.models.functions import Coalesce

from base.languages.search_text import folded, is_found
from base.models import User
from schools.accounts.queries import has_factor, unconfirmed_people
from schools.models import Invitation, Role
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
    if words := folded(wanted.words).split():
        school = Coalesce("school__name", Value(""))
        rows = found.order_by().values_list("pk", "name", "email", school)
        found = found.filter(pk__in=[pk for pk, *texts in rows if is_found(words, *texts)])
    return found.filter(kind=wanted.kind) if wanted.kind else found


def _narrowed(people: QuerySet[User], reach: Reach, wanted: Wanted) -> QuerySet[User]:
    roles = Role.objects.filter(reach.roles(), user=OuterRef("pk"))
    if wanted.kind:
        people = people.filter(Exists(roles.filter(kind=wanted.kind)))
    if words := folded(wanted.words).split():
        people = people.filter(pk__in=_called(people, reach, words))
    return people


def _called(people: QuerySet[User], reach: Reach, words: list[str]) -> list[int]:
    """Whose name, e-mail and schools of the area have every word, in either script; two queries."""
    told = {pk: [name, email] for pk, name, email in people.values_list("pk", "name", "email")}
    schools = Role.objects.filter(reach.roles(), user__in=people, school__isnull=False)
    for pk, school in schools.order_by().values_list("user", "school__name"):
        # Somebody may have come since.
        told.get(pk, []).append(school)
    return [pk for pk, texts in told.items() if is_found(words, *texts)]
