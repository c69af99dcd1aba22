"""Preparing an edition as a whole: beginning it, its basics, texts, divisions, rules, awards.

Every action locks the edition first, and refuses what its state has frozen.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from base.models import User
from competition.exceptions import CompetitionError
from competition.models import AwardRule, Division, Edition, EditionStep, Window
from competition.rules.edition_steps import is_frozen
from competition.setup.edition_labels import WHY_FROZEN
from schools.models import Country


class Frozen(CompetitionError):
    """A part of the edition no longer changes; the message says since when and why."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.message = WHY_FROZEN[part]


class SlugTaken(CompetitionError):
    message = _("Another edition has this short name already.")


class WindowOnRecord(CompetitionError):
    message = _("A window whose change is on record can be moved, not removed.")


class DivisionInUse(CompetitionError):
    message = _("Classes have entered in an age group you want to remove.")


def locked(edition: Edition, part: str = "") -> Edition:
    """The edition as it is now, held until the transaction ends. Raises ``Frozen``."""
    held = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    if part and is_frozen(part, held.state):
        raise Frozen(part)
    return held


@transaction.atomic
def begin(
    *,
    slug: str,
    year: int,
    countries: Collection[Country],
    languages: Sequence[str],
    by: User,
    at: datetime,
) -> Edition:
    """An empty draft. Raises ``SlugTaken``."""
    try:
        with transaction.atomic():
            edition = Edition.objects.create(slug=slug, year=year, languages=list(languages))
    except IntegrityError as error:
        raise SlugTaken from error
    edition.countries.set(countries)
    EditionStep.objects.create(edition=edition, after=edition.state, by=by, at=at)
    return edition


@transaction.atomic
def set_basics(edition: Edition, *, slug: str, year: int, countries: Collection[Country]) -> None:
    """Name in addresses, year, and who takes part.

    Raises ``Frozen``, ``SlugTaken`` and ``WindowOnRecord``.

    A country that no longer takes part loses its windows and partners.
    """
    held = locked(edition, "basics")
    held.slug, held.year = slug, year
    try:
        with transaction.atomic():
            held.save(update_fields=["slug", "year"])
    except IntegrityError as error:
        raise SlugTaken from error
    held.countries.set(countries)
    for window in held.windows.exclude(country__in=countries):
        remove_window(window)
    held.partners.exclude(country__in=countries).delete()
    held.award_rules.filter(country__isnull=False).exclude(country__in=countries).delete()


@transaction.atomic
def add_countries(edition: Edition, countries: Collection[Country]) -> None:
    """Let further countries take part; those that do stay. Raises ``Frozen``."""
    held = locked(edition, "countries")
    held.countries.add(*countries)


def remove_window(window: Window) -> None:
    """Take a window away. Raises ``WindowOnRecord``."""
    try:
        window.delete()
    except ProtectedError as error:
        raise WindowOnRecord from error


@transaction.atomic
def set_texts(
    edition: Edition,
    *,
    names: Mapping[str, str],
    slogans: Mapping[str, str],
    themes: Mapping[str, str],
) -> None:
    """Name, slogan and theme by language. Raises ``Frozen``."""
    held = locked(edition, "texts")
    held.names, held.slogans, held.themes = dict(names), dict(slogans), dict(themes)
    held.save(update_fields=["names", "slogans", "themes"])


@transaction.atomic
def set_divisions(
    edition: Edition, *, minutes: Mapping[str, int], languages: Sequence[str]
) -> None:
    """Which age groups play for how many minutes, and in which languages.

    Raises ``Frozen``, and ``DivisionInUse`` for one that is left out with classes in it.
    """
    held = locked(edition, "divisions")
    held.languages = list(languages)
    held.save(update_fields=["languages"])
    try:
        held.divisions.exclude(code__in=minutes).delete()
    except ProtectedError as error:
        raise DivisionInUse from error
    for code, length in sorted(minutes.items()):
        Division.objects.update_or_create(edition=held, code=code, defaults={"minutes": length})


@transaction.atomic
def set_rules(
    edition: Edition,
    *,
    ranking: str,
    grace_seconds: int,
    reveal_early: bool,
    half_points: bool,
    objection_days: int,
    publishing_threshold: int,
) -> None:
    """How it is ranked and what is shown of it. Raises ``Frozen``."""
    held = locked(edition, "rules")
    held.ranking, held.grace_seconds, held.reveal_early = ranking, grace_seconds, reveal_early
    held.half_points, held.objection_days = half_points, objection_days
    held.publishing_threshold = publishing_threshold
    held.save(
        update_fields=[
            *("ranking", "grace_seconds", "reveal_early", "half_points", "objection_days"),
            "publishing_threshold",
        ]
    )


@transaction.atomic
def save_award(award: AwardRule) -> AwardRule:
    """Store a new award or a changed one. Raises ``Frozen``."""
    locked(award.edition, "awards")
    award.save()
    return award


@transaction.atomic
def remove_award(award: AwardRule) -> None:
    """Take an award away. Raises ``Frozen``."""
    locked(award.edition, "awards")
    award.delete()
