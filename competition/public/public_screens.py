"""What the public pages of a country show, worked out for one reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.formats import number_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.clock import now
from base.languages.dates import day_in_sentence, window_words
from base.languages.texts import in_reader_language
from competition.models import Edition
from competition.public.pools import open_pools
from competition.public.queries.public_countries import (
    OUT,
    WITH_BOARDS,
    divisions_of,
    edition_of,
    editions_of,
    partners_of,
    windows_of,
)
from competition.public.queries.rulebook import facts_of
from competition.public.queries.so_far import Registered, has_earlier_years, registered
from competition.public.rulebook import Facts, rulebook
from competition.rules.countdown import Countdown, VisitorPhase, countdown
from quizbank.bank.queries import topic_names
from quizbank.models import Question
from schools.models import DIVISION_CODES, Country


def home_screen(country: Country) -> dict[str, Any]:
    """What it is, when it is, and the ways on."""
    at = now()
    editions = editions_of(country, at=at)
    edition = next(iter(editions), None)
    when = when_screen(edition, country, at=at)
    boards = _boards(edition, country) if when["phase"] != VisitorPhase.NONE else []
    # While the next one is prepared the last one's results stay in reach.
    last = None if boards else next((one for one in editions[1:] if one.state in OUT), None)
    return {
        "edition": edition,
        "is_demo": settings.DEMO,
        "slogan": in_reader_language(edition.slogans) if edition else "",
        "when": when,
        "boards": boards or _boards(last, country),
        "boards_of": last,
        "earlier": has_earlier_years(country),
        "practice": open_pools(country),
        "so_far": _so_far(registered(edition, country)) if edition else [],
        "partners": partners_of(edition, country) if edition else [],
    }


def when_screen(edition: Edition | None, country: Country, *, at: datetime) -> dict[str, Any]:
    """The countdown in words, and what its script goes on counting from."""
    zone = ZoneInfo(country.timezone)
    windows = windows_of(edition, country) if edition else []
    spans = [(one.opens_at, one.closes_at) for one in windows]
    told = countdown(spans, at=at, zone=zone)
    coming = [span for span in spans if span[1] > at]
    return {
        "phase": told.phase.value,
        "title": _title(told),
        "detail": _detail(told, edition),
        "days": [window_words(*(one.astimezone(zone) for one in span)) for span in coming],
        "left": _left(told, at),
    }


def _title(told: Countdown) -> str:
    if told.phase is VisitorPhase.BEFORE:
        if told.days == 1:
            return _("Tomorrow!")
        text = ngettext("In %(count)d day", "In %(count)d days", told.days)
        return text % {"count": told.days}
    return {
        VisitorPhase.NONE: _("The day is not fixed yet"),
        VisitorPhase.TODAY: _("Today!"),
        VisitorPhase.OPEN: _("The quiz is open"),
        VisitorPhase.OVER: _("The quiz is over"),
    }[told.phase]


def _detail(told: Countdown, edition: Edition | None) -> str:
    if told.moment is None:
        return _("It will stand here. Until then you can practise.")
    words = {
        "day": day_in_sentence(told.moment),
        "time": time_format(told.moment, "H:i"),
    }
    if told.phase is VisitorPhase.OVER:
        out = edition is not None and edition.state in OUT
        checked = _(
            "It ended on %(day)s; the results are being checked, then they stand on the boards."
        )
        return (_("It ended on %(day)s, and the results are out.") if out else checked) % words
    if told.phase is VisitorPhase.OPEN:
        return _("Until %(day)s at %(time)s. Your teacher says when your class plays.") % words
    return _("It begins on %(day)s at %(time)s.") % words


def _left(told: Countdown, at: datetime) -> dict[str, int]:
    """Days, hours and minutes until the opening; empty unless there is one."""
    if told.moment is None or told.phase not in (VisitorPhase.BEFORE, VisitorPhase.TODAY):
        return {}
    seconds = int((told.moment - at).total_seconds())
    return {
        "seconds": seconds,
        "days": seconds // 86400,
        "hours": seconds // 3600 % 24,
        "minutes": seconds // 60 % 60,
    }


def _so_far(found: Registered) -> list[dict[str, object]]:
    """What may be told of who takes part, as numbers with their words."""
    told = (
        (found.classes, ngettext("class is registered", "classes are registered", found.classes)),
        (found.schools, ngettext("school takes part", "schools take part", found.schools)),
        (found.pupils, ngettext("pupil has finished", "pupils have finished", found.pupils)),
    )
    return [{"many": number_format(many), "words": words} for many, words in told if many]


def _boards(edition: Edition | None, country: Country) -> list[dict[str, object]]:
    """The boards of the country's age groups, once the edition has gone live."""
    if edition is None or edition.state not in (*WITH_BOARDS, *OUT):
        return []
    place = country.code.lower()
    return [
        {
            "division": division,
            "url": reverse("leaderboard:board", args=[edition.slug, place, division.code]),
        }
        for division in divisions_of(edition)
    ]


def rules_screen(country: Country) -> dict[str, Any]:
    """The rules of the country's edition with their version; none while there is no edition."""
    edition = edition_of(country)
    if edition is None:
        return {"edition": None}
    facts = facts_of(edition, country)
    return {
        "edition": edition,
        "groups": facts.groups,
        "secondary": any("I" in group.grades for group in facts.groups),
        "sections": rulebook(facts),
        "kinds": _kinds(facts),
        "version": facts.version(),
        "as_of": now().astimezone(ZoneInfo(country.timezone)),
    }


def _kinds(facts: Facts) -> list[dict[str, object]]:
    """What each kind of question gives: "2", or "0–1" where that differs."""
    return [
        {
            "code": one.kind,
            "name": Question.Kind(one.kind).label,
            "right": _span(one.right),
            "slip": _span(one.slip),
        }
        for one in facts.worth
    ]


def _span(points: Sequence[int]) -> str:
    return "–".join(str(one) for one in sorted({points[0], points[-1]}))


def about_screen() -> dict[str, Any]:
    """For whom it is and what it asks about."""
    return {"age_groups": DIVISION_CODES, "topics": _topics()}


def _topics() -> list[dict[str, str]]:
    return [{"code": code, "name": name} for code, name in topic_names().items()]


def practice_screen(country: Country) -> dict[str, Any]:
    """The age groups there are questions for, with the grades that children know of themselves."""
    grades: dict[str, list[str]] = {}
    for grade in country.grades.all():
        grades.setdefault(grade.division_code, []).append(grade.code)
    return {
        "topics": _topics(),
        "divisions": [
            {"division": one, "grades": grades.get(one.code, [])} for one in open_pools(country)
        ],
    }
