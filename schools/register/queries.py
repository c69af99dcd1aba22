"""Reads about the register: regions to choose from, teachers who wait and whom to tell."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from schools.languages.collation import sort_key
from schools.models import Country, Region, RegisterUpload, Role, TeacherDecision, User

type Choice = tuple[int, str]
# In a list of choices each level stands further in.
INDENT = "\N{EN DASH} "
REMEMBERED = 5
# What was decided is told so long, and a mail server that would not take it gets a rest.
TOLD_WITHIN = timedelta(days=3)
REST = timedelta(minutes=10)
TRIES = 5


def region_choices(regions: QuerySet[Region]) -> list[tuple[str, list[Choice]]]:
    """Regions as a tree for a field of choices: ``[(country, [(id, "– – name")])]``."""
    countries: dict[Country, list[Region]] = {}
    for region in regions.select_related("country"):
        countries.setdefault(region.country, []).append(region)
    return [
        (str(country), _tree(found, country.collation))
        for country, found in sorted(countries.items(), key=lambda item: item[0].pk)
    ]


def _tree(regions: Iterable[Region], collation: str) -> list[Choice]:
    names = {region.pk: str(region) for region in regions}
    ways = [[int(step) for step in region.path.strip("/").split("/") if step] for region in regions]
    # An area may begin below the country's first level.
    own = [[step for step in way if step in names] for way in ways]
    own.sort(key=lambda way: [sort_key(names[step], collation) for step in way])
    return [(way[-1], INDENT * (len(way) - 1) + names[way[-1]]) for way in own if way]


def with_first(roles: QuerySet[Role]) -> QuerySet[Role]:
    """Teachers who wait, oldest first; ``is_first`` where their school has none approved.

    ``is_twice``: another account of the same name teaches or waits there; ``since``: asked or made.
    """
    approved = Role.objects.filter(
        school=OuterRef("school"), kind=Role.Kind.TEACHER, approved_at__isnull=False
    )
    roles = roles.select_related("user", "school__country", "school__region", "inquiry")
    same = Role.objects.filter(
        school=OuterRef("school"),
        kind=Role.Kind.TEACHER,
        user__name__iexact=OuterRef("user__name"),
    )
    twice = Exists(same.exclude(user=OuterRef("user")).exclude(user__name=""))
    since = Coalesce("asked_at", "user__joined_at")
    told = roles.annotate(is_first=~Exists(approved), is_twice=twice, since=since)
    return told.order_by("since", "pk")


def latest_upload(user: User) -> RegisterUpload | None:
    """The register the user brought and that is not imported yet."""
    unread = RegisterUpload.objects.filter(uploaded_by=user, read_at__isnull=True)
    return unread.defer("content").select_related("job").order_by("-pk").first()


def latest_imports(user: User) -> QuerySet[RegisterUpload]:
    """The registers the user imported last."""
    read = RegisterUpload.objects.filter(uploaded_by=user, read_at__isnull=False)
    return read.defer("content").order_by("-read_at")[:REMEMBERED]


def decisions_to_tell(at: datetime) -> QuerySet[TeacherDecision]:
    """Decisions of which nobody has written to the teacher; never to an e-mail that is unproved."""
    free = Q(taken_at__isnull=True) | Q(taken_at__lt=at - REST)
    own = EmailAddress.objects.filter(user=OuterRef("user"), verified=True)
    fresh = TeacherDecision.objects.filter(
        free, told_at__isnull=True, decided_at__gt=at - TOLD_WITHIN, tries__lt=TRIES
    )
    return fresh.filter(Exists(own), user__is_active=True).order_by("pk")
