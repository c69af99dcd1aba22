"""What stands already of a server that is being set up, and one thing to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import QuerySet
from django.urls import reverse

from competition.editions.permissions import desk_editions, desk_of, is_over
from competition.editions.queries.taking_part import countries_of
from competition.editions.queries.visible import editions_for
from competition.models import Edition
from competition.rules.precedence import TAKING, TO_COME
from schools.contacts.queries import with_contacts
from schools.models import Country, Role, User
from schools.roles import area_of

# Done by those who lead the edition, and by those who organize a whole country.
LEADERS = ("papers", "registration")
WHOLE = ("edition", "questions", "windows", "contacts", *LEADERS)


@dataclass(slots=True)
class FirstStep:
    """One thing to do; ``lacks`` says what is open, ``url`` and ``way`` lead to where it is done.

    ``can_wait``: the next one may be begun before it; ``skipped``: it has no meaning for a
    demonstration.
    """

    key: str
    title: str
    lacks: str = ""
    url: str = ""
    way: str = ""
    can_wait: bool = False
    skipped: bool = False
    is_next: bool = False

    @property
    def done(self) -> bool:
        """Whether nothing of it is open."""
        return not self.lacks


def _how_far(edition: Edition) -> tuple[bool, bool, int, bool]:
    """Of two that stand alike the order in which they come decides."""
    comes, live = edition.state in TO_COME, edition.state == Edition.State.LIVE
    return edition.demonstration, not comes, 0 if comes else -edition.year, live


class Ground:
    """What stands already, as one organizer may see it; everything is asked for at most once."""

    def __init__(self, user: User, at: datetime) -> None:
        self.user, self.at = user, at
        self.area = area_of(user)
        self.desk = desk_of(user)

    @cached_property
    def countries(self) -> list[Country]:
        """Countries of the own area."""
        found = Country.objects.order_by("pk")
        return list(found if self.area.everywhere else found.filter(pk__in=self.area.near))

    @cached_property
    def edition(self) -> Edition | None:
        """The edition that is prepared, else the one that is live and not over.

        A real one stands before each that only demonstrates; one that takes classes before a draft,
        and a draft before what is live unless it is of an earlier year.
        """
        open_ones = [one for one in editions_for(self.user, at=self.at) if one.state in TAKING]
        drafts = desk_editions(self.desk).filter(state=Edition.State.DRAFT)
        found = sorted([*open_ones, *drafts], key=_how_far)
        return next((one for one in found if not self._is_played(one)), None)

    def _is_played(self, edition: Edition) -> bool:
        return edition.state == Edition.State.LIVE and is_over(edition, at=self.at)

    @cached_property
    def taking_part(self) -> list[Country]:
        """Own countries in that edition."""
        if self.edition is None:
            return []
        own = {one.pk for one in self.countries}
        return [one for one in with_contacts(countries_of(self.edition)) if one.pk in own]

    @cached_property
    def concerned(self) -> list[Country]:
        """Own countries to be prepared: packs of others lie on every server, so once an edition
        says who takes part, only those."""
        return self.taking_part or self.countries

    def may(self, key: str) -> bool:
        """Whether the way of a step is open to them: a part of a country prepares no edition, and
        who does not lead one takes no step of it."""
        if key in LEADERS and self.edition is not None:
            return self.desk.leads(self.edition)
        return key not in WHOLE or self.area.everywhere or bool(self.area.countries)

    def roles(self, kind: str) -> QuerySet[Role]:
        """Approved roles of people who can log in."""
        return Role.objects.filter(kind=kind, approved_at__isnull=False, user__is_active=True)

    def page(self, name: str) -> str:
        """A page of that edition; of all editions while there is none."""
        if self.edition is None:
            return reverse("competition:editions")
        return reverse(f"competition:{name}", args=[self.edition.slug])
