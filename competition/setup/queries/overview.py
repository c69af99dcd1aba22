"""An edition as its organizer sees it: its parts, what is done, what is missing, and the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from base.languages.texts import in_reader_language
from competition.editions.queries.taking_part import codes_of
from competition.models import AwardRule, Division, Edition, Partner, Window
from competition.rules.edition_steps import FROZEN_FROM, OVER, is_frozen, safer_internet_day
from competition.setup.edition_labels import WHY_FROZEN
from competition.setup.queries.helpers_ahead import HelperCount, helpers_ahead
from competition.setup.queries.language_checks import names_lacking
from schools.contacts.queries import with_contacts
from schools.models import Contact, Country, Grade
from schools.rules.contacts import is_verified

NOBODY = HelperCount()


@dataclass(slots=True)
class EditionLine:
    """An edition in the list; ``missing``: names of the parts that are not done."""

    edition: Edition
    opens_at: datetime | None
    closes_at: datetime | None
    missing: list[str]


@dataclass(slots=True)
class CountryPart:
    """A country's part; ``editable`` by who looks."""

    country: Country
    editable: bool
    windows: list[Window] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    partners: list[Partner] = field(default_factory=list)
    helpers: HelperCount = NOBODY

    @property
    def old(self) -> int:
        """How many contacts have to be verified."""
        return sum(not one.is_fresh for one in self.contacts)


@dataclass(slots=True)
class DivisionPart:
    """A division with the grades that play in it, by country."""

    division: Division
    grades: list[tuple[Country, list[Grade]]]


@dataclass(slots=True)
class Overview:
    """Everything the page shows."""

    edition: Edition
    day: date
    countries: list[CountryPart]
    divisions: list[DivisionPart]
    awards: list[AwardRule]
    missing: dict[str, str]
    # Parts that lack something and can no longer be given it.
    closed: frozenset[str]
    frozen: dict[str, str]

    @property
    def is_over(self) -> bool:
        """Whether nobody is needed for its day any more."""
        return self.edition.state in OVER

    @property
    def languages(self) -> list[str]:
        """Languages offered, by their own names."""
        return [settings.ENDONYMS[code] for code in self.edition.languages]

    @property
    def slogan(self) -> str:
        """In the reader's language."""
        return in_reader_language(self.edition.slogans)

    @property
    def theme(self) -> str:
        """In the reader's language."""
        return in_reader_language(self.edition.themes)


def whole(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """With all that the list and the overview look at, in a fixed number of queries."""
    return editions.prefetch_related(
        "countries",
        "windows",
        "divisions",
        "award_rules__division",
        "award_rules__country",
        "partners",
    )


def lines(editions: QuerySet[Edition], *, at: datetime) -> list[EditionLine]:
    """The list, in a fixed number of queries for any number of editions."""
    packs = _packs()
    return [_line(edition, packs, at) for edition in whole(editions)]


def overview(edition: Edition, *, own: Iterable[str] | None, at: datetime) -> Overview:
    """One edition; ``own``: countries whose part the reader may change, all if there is none."""
    [edition] = whole(Edition.objects.filter(pk=edition.pk))
    countries = _taking_part(edition, _packs())
    mine = None if own is None else set(own)
    helpers = helpers_ahead(at=at)
    lacking = _lacking(edition, countries, at)
    return Overview(
        edition=edition,
        day=safer_internet_day(edition.year),
        countries=[_country_part(edition, one, mine, helpers, at) for one in countries],
        divisions=[_division_part(one, countries) for one in edition.divisions.all()],
        awards=list(edition.award_rules.all()),
        missing=_missing(edition, lacking),
        closed=frozenset(part for part in lacking if _is_closed(part, edition)),
        frozen={
            part: str(why) for part, why in WHY_FROZEN.items() if is_frozen(part, edition.state)
        },
    )


def _packs() -> dict[str, Country]:
    countries = with_contacts(Country.objects.prefetch_related("grades"))
    return {country.pk: country for country in countries.order_by("pk")}


def _taking_part(edition: Edition, packs: dict[str, Country]) -> list[Country]:
    return [packs[code] for code in sorted(codes_of(edition))]


def _line(edition: Edition, packs: dict[str, Country], at: datetime) -> EditionLine:
    windows = edition.windows.all()
    return EditionLine(
        edition,
        min((window.opens_at for window in windows), default=None),
        max((window.closes_at for window in windows), default=None),
        list(_missing(edition, _lacking(edition, _taking_part(edition, packs), at)).values()),
    )


def _missing(edition: Edition, lacking: Mapping[str, str]) -> dict[str, str]:
    """What somebody can still do something about."""
    return {part: words for part, words in lacking.items() if not _is_closed(part, edition)}


def _is_closed(part: str, edition: Edition) -> bool:
    """Whether a part can no longer be given what it lacks: no step leads back from a review."""
    is_fixed = part not in FROZEN_FROM or is_frozen(part, edition.state)
    return edition.state in OVER and is_fixed


def _lacking(edition: Edition, countries: Sequence[Country], at: datetime) -> dict[str, str]:
    """What is not there, in words, by the part where it is mended."""
    divisions = list(edition.divisions.all())
    papers = all(one.official_id and one.rehearsal_id and one.practice_id for one in divisions)
    opened = {window.country_id for window in edition.windows.all()}
    today = localdate(at)
    old = any(
        not is_verified(one.verified_on, today) for each in countries for one in each.contacts.all()
    )
    lacking = {
        "basics": "" if countries else _("countries"),
        "texts": _("names") if names_lacking(edition) else "",
        "divisions": "" if divisions else _("divisions"),
        "papers": "" if divisions and papers else _("papers"),
        "windows": "" if all(one.pk in opened for one in countries) else _("windows"),
        "contacts": _("help contacts") if old else "",
        "awards": "" if edition.award_rules.all() else _("awards"),
    }
    return {part: words for part, words in lacking.items() if words}


def _country_part(
    edition: Edition,
    country: Country,
    own: set[str] | None,
    helpers: Mapping[str, HelperCount],
    at: datetime,
) -> CountryPart:
    code = country.pk
    return CountryPart(
        country,
        editable=own is None or code in own,
        windows=[one for one in edition.windows.all() if one.country_id == code],
        contacts=list(country.contacts.all()),
        partners=[one for one in edition.partners.all() if one.country_id == code],
        helpers=helpers.get(code, NOBODY),
    )


def _division_part(division: Division, countries: Sequence[Country]) -> DivisionPart:
    grades = [
        (country, [one for one in country.grades.all() if one.division_code == division.code])
        for country in countries
    ]
    return DivisionPart(division, grades)
