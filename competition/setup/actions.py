"""Beginning an edition, and the only way from one of its states to the next."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.models import User
from base.registry import Registry
from competition.exceptions import CompetitionError
from competition.models import AwardRule, Division, Edition, EditionStep, Window
from competition.rules import edition_steps
from competition.rules.edition_steps import moved, safer_internet_day
from competition.setup.checks import Check, checks_before
from schools.models import Country

# What is the same every year until somebody changes it.
KEPT = (
    *("names", "ranking", "grace_seconds", "reveal_early", "half_points"),
    *("objection_days", "publishing_threshold"),
)

# What goes along with awards, called with each new one by the old one's id.
award_copies = Registry[Callable[[Mapping[int, AwardRule]], None]]()


class StepAct(Protocol):
    """What is done together with a step of an edition, in its transaction."""

    def __call__(self, edition: Edition, /, *, by: User, at: datetime) -> object: ...


# Each with the step, ``(before, after)``, that it goes with.
step_acts = Registry[tuple[tuple[str, str], StepAct]]()


def locked(edition: Edition) -> Edition:
    """The edition as it is now, held until the transaction ends."""
    return Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)


# ---------------------------------------------------------------- beginning


@transaction.atomic
def begin(
    source: Edition | None,
    *,
    slug: str,
    year: int,
    countries: Collection[Country],
    by: User,
    at: datetime,
) -> Edition:
    """A draft, empty or like another edition, windows as far from the new Safer Internet Day.

    Papers, which may not be used again, slogan, theme, entries, results and state are not taken
    over.
    """
    edition = Edition(slug=slug, year=year)
    if source is not None:
        edition.languages = source.languages
        for name in KEPT:
            setattr(edition, name, getattr(source, name))
    edition.save()
    edition.countries.set(countries)
    EditionStep.objects.create(edition=edition, after=edition.state, by=by, at=at)
    if source is not None:
        divisions = _copy_divisions(source, edition)
        _copy_awards(source, edition, countries, divisions)
        _copy_partners(source, edition, countries)
        _copy_windows(source, edition, countries)
    return edition


def _copy_divisions(source: Edition, edition: Edition) -> dict[int, Division]:
    """The new division by the old one's id."""
    return {
        old.pk: Division.objects.create(edition=edition, code=old.code, minutes=old.minutes)
        for old in source.divisions.all()
    }


def _copy_awards(
    source: Edition,
    edition: Edition,
    countries: Collection[Country],
    divisions: dict[int, Division],
) -> None:
    taking_part = {None, *(country.pk for country in countries)}
    copied = dict[int, AwardRule]()
    for award in source.award_rules.all():
        if award.country_id in taking_part:
            old = award.pk
            award.division = divisions[award.division_id] if award.division_id else None
            award.pk, award.edition = None, edition
            award.save()
            copied[old] = award
    for copy in award_copies:
        copy(copied)


def _copy_partners(source: Edition, edition: Edition, countries: Collection[Country]) -> None:
    for partner in source.partners.filter(country__in=countries):
        partner.pk, partner.edition = None, edition
        partner.save()


def _copy_windows(source: Edition, edition: Edition, countries: Collection[Country]) -> None:
    before, after = safer_internet_day(source.year), safer_internet_day(edition.year)
    for window in source.windows.filter(country__in=countries).select_related("country"):
        zone = ZoneInfo(window.country.timezone)
        Window.objects.create(
            edition=edition,
            country=window.country,
            opens_at=moved(window.opens_at, zone, before=before, after=after),
            closes_at=moved(window.closes_at, zone, before=before, after=after),
        )


# ---------------------------------------------------------------- steps


class NotThatStep(CompetitionError):
    message = gettext_lazy(
        "This step is not possible from the state the edition has now. Perhaps somebody else has "
        "just taken it."
    )


class SecondPersonNeeded(CompetitionError):
    message = gettext_lazy(
        "Sealing needs two people: one lays the list before, another one confirms it."
    )


class ReopeningNeedsTwo(CompetitionError):
    message = gettext_lazy(
        "Reopening a sealed list needs two people: one asks for it on the page Close, another one "
        "does it there."
    )


class ReasonNeeded(CompetitionError):
    message = gettext_lazy("Say why the edition goes a step back.")


class LookFirst(CompetitionError):
    message = gettext_lazy("Something is still open. Tick that you have seen it.")


class NotReady(CompetitionError):
    """Something is missing; the message says what."""

    def __init__(self, checks: Sequence[Check]) -> None:
        super().__init__(checks)
        self.faults = " ".join(fault for check in checks for fault in check.faults)

    def __str__(self) -> str:
        return _("The edition is not ready for this step. %s") % self.faults


@transaction.atomic
def take_step(
    edition: Edition,
    *,
    to: str,
    by: User,
    at: datetime,
    note: str = "",
    seen: bool = False,
    second: User | None = None,
) -> EditionStep:
    """Bring an edition to another state and write down who did it.

    ``seen``: what does not stop the step was looked at. ``second``: who laid the list before that
    ``by`` seals, or asked for the list to be reopened. What goes with the step in features above is
    done with it or not at all. Of two who do it at once one is refused. Raises ``NotThatStep``,
    ``SecondPersonNeeded``, ``ReopeningNeedsTwo``, ``ReasonNeeded``, ``NotReady``, ``LookFirst``,
    and what goes with the step raises.
    """
    held = locked(edition)
    if not edition_steps.is_step(held.state, to):
        raise NotThatStep
    alone, reopens = second is None or second == by, held.state in edition_steps.SEALED
    if to == Edition.State.SEALED and alone:
        raise SecondPersonNeeded
    if to == Edition.State.REVIEW and reopens and alone:
        raise ReopeningNeedsTwo
    if edition_steps.is_back(held.state, to) and not note:
        raise ReasonNeeded
    _look(checks_before(held, to, at=at), seen=seen)
    before, held.state = held.state, Edition.State(to)
    if to == Edition.State.REVIEW and not reopens:
        held.answers_until = at + edition_steps.STILL_TAKEN
    held.save(update_fields=["state", "answers_until"])
    step = EditionStep.objects.create(
        edition=held, before=before, after=to, by=by, second=second, at=at, note=note
    )
    for with_step, act in step_acts:
        if with_step == (str(before), str(to)):
            act(held, by=by, at=at)
    return step


def _look(checks: Sequence[Check], *, seen: bool) -> None:
    stopping = [check for check in checks if check.stops]
    if stopping:
        raise NotReady(stopping)
    if not seen and any(check.faults for check in checks):
        raise LookFirst
