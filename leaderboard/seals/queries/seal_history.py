"""Every seal of an edition for anybody to read, with what each correction changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from base.languages.texts import in_reader_language
from competition.models import Edition
from leaderboard.awards.queries.school_pools import WHOLE
from leaderboard.models import Seal, SealChange
from leaderboard.results.queries.current_seal import LARGE, confirmed_seals
from leaderboard.seals.queries.sealed_rows import name_of
from schools.models import Country


@dataclass(frozen=True, slots=True)
class ChangedBoard:
    """What changed on one board, aliases in the reader's language."""

    country: str
    division: str
    hidden: bool
    rescored: Sequence[str]
    came: Sequence[str]
    gone: Sequence[str]
    moved: int
    below_came: int
    below_gone: int


@dataclass(frozen=True, slots=True)
class ChangedAward:
    """Who got an award by a correction, who lost it, and who has another place, by tickets.

    ``waits``: who had it, and may have it still by a draw that was not made yet.
    """

    name: str
    division: str
    country: str
    got: Sequence[str]
    lost: Sequence[str]
    moved: Sequence[str]
    waits: Sequence[str]


@dataclass(frozen=True, slots=True)
class SealedOnce:
    """One seal in the order of sealing; ``decided``: what was decided, and how many were
    deleted since, in sentences."""

    number: int
    seal: Seal
    decided: Sequence[str]
    boards: Sequence[ChangedBoard]
    awards: Sequence[ChangedAward]


def history_of(edition: Edition, language: str) -> list[SealedOnce]:
    """The first seal first; two statements, and none of the large texts."""
    countries = {one.pk: str(one) for one in Country.objects.all()}
    seals = confirmed_seals(edition).defer(*LARGE)
    return [_once(number, seal, countries, language) for number, seal in enumerate(seals, start=1)]


def corrects_in_words(seal: Seal, language: str) -> SealedOnce:
    """What a correction changes, for who seals it: awards of small boards as well."""
    countries = {one.pk: str(one) for one in Country.objects.all()}
    awards = (seal.look or {}).get("awards", ())
    once = _once(0, seal, countries, language)
    return replace(once, awards=[_award(one, countries) for one in awards])


def _once(number: int, seal: Seal, countries: Mapping[str, str], language: str) -> SealedOnce:
    told: dict[str, Any] = seal.changes or {}
    return SealedOnce(
        number=number,
        seal=seal,
        decided=[
            *_decided(told.get("decided", {})),
            *map(_ruled, told.get("questions", ())),
            *_deleted(told.get("deleted", 0)),
        ],
        boards=[_board(one, countries, language) for one in told.get("boards", ())],
        awards=[_award(one, countries) for one in told.get("awards", ())],
    )


def _decided(counts: Mapping[str, int]) -> Sequence[str]:
    words = {
        SealChange.Kind.VOID: _("Cards taken out of the count: %d."),
        SealChange.Kind.ACCEPT_LATE: _("Cards whose late answers count now: %d."),
        SealChange.Kind.UNVOID: _("Cards that count again: %d."),
        SealChange.Kind.UNDO_LATE: _("Cards whose late answers count no longer: %d."),
    }
    return [text % counts[kind] for kind, text in words.items() if kind in counts]


def _ruled(one: Mapping[str, Any]) -> str:
    text = _("Question %(number)d of ages %(division)s counts again.")
    if one["neutral"]:
        text = _("Question %(number)d of ages %(division)s counts for nobody now.")
    return text % {"number": one["number"], "division": one["division"]}


def _deleted(many: int) -> Sequence[str]:
    """Not of which boards: who is gone from one of them is called by no alias."""
    text = _(
        "Pupils who are not counted any more, because all that was kept of them was deleted: %d."
    )
    return [text % many] if many else []


def _board(one: Mapping[str, Any], countries: Mapping[str, str], language: str) -> ChangedBoard:
    def named(part: str) -> list[str]:
        return [name_of(codes, language) for codes in one[part]]

    return ChangedBoard(
        country=countries.get(one["country"], one["country"]),
        division=one["division"],
        hidden=one["hidden"],
        rescored=named("rescored"),
        came=named("came"),
        gone=named("gone"),
        moved=one["moved"],
        below_came=one["below_came"],
        below_gone=one["below_gone"],
    )


def _award(one: Mapping[str, Any], countries: Mapping[str, str]) -> ChangedAward:
    _rule, division, country = one["award"].split("/")
    return ChangedAward(
        name=in_reader_language(one["names"], one["award"]),
        division=_("schools") if division == WHOLE else division,
        country=countries.get(country, _("all countries")),
        got=one["got"],
        lost=one["lost"],
        moved=one["moved"],
        waits=one.get("waits", ()),
    )
