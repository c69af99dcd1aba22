"""What is looked at before a list is laid before, and the boards of an edition."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from base.languages.dates import moment_in_sentence
from base.languages.texts import in_reader_language
from competition.models import AwardRule, Edition
from competition.setup.checks import Check
from leaderboard.awards.queries import EditionAward, awards_of, draw_of, is_source_sealed
from leaderboard.models import Board, Draw, Seal
from leaderboard.rules.lots import BEFORE_THE_NUMBER
from leaderboard.seals.queries import LEFT, is_waiting, newest_seal

# Awards in which pupils may be equal.
PLACES = (AwardRule.Kind.RANK, AwardRule.Kind.PERCENTILE)


def draws_have_a_number(edition: Edition, at: datetime) -> Check:
    """Told before a list is laid, which is refused without it.

    Of a list that waits it is known what is left to a draw; before it what is drawn in any case
    stops, and what only equals would leave to a draw is to be looked at.
    """
    draw, seal = draw_of(edition), newest_seal(edition)
    laid = seal if seal is not None and is_waiting(seal) else None
    drawn, perhaps = (_left_by(laid), []) if laid else _by_rules(awards_of(edition))
    check = Check(
        _("Draws have a public number that nobody can know yet"),
        url=reverse("leaderboard:awarding", args=[edition.slug]),
    )
    if (drawn or perhaps) and not is_source_sealed(edition):
        check.faults = list(_faults(drawn, perhaps, draw, at))
        check.look = not drawn
    if draw and draw.comes_at and drawn and not check.faults:
        text = _("%(number)s, known from %(moment)s. The list is sealed at least an hour before.")
        moment = moment_in_sentence(localtime(draw.comes_at))
        check.notes = [text % {"number": draw.source, "moment": moment}]
    return check


def _faults(drawn: list[str], perhaps: list[str], draw: Draw | None, at: datetime) -> Iterator[str]:
    comes_at = draw.comes_at if draw else None
    if comes_at is not None and comes_at >= at + BEFORE_THE_NUMBER:
        return
    if drawn:
        yield _("Left to a draw: %(awards)s.") % {"awards": ", ".join(drawn)}
    if perhaps:
        text = _("Left to a draw where pupils are equal: %(awards)s.")
        yield text % {"awards": ", ".join(perhaps)}
    if comes_at is None:
        yield _("No public number is named. Without one no list with a draw can be laid before.")
    else:
        yield _("The number is known already, or will be within the hour. Name a later one.")


def _left_by(seal: Seal) -> list[str]:
    """Awards of a list that was laid before of which something is drawn, each once."""
    told = (seal.look or {}).get("given", ())
    names = [
        in_reader_language(one["names"], one["award"])
        for one in told
        if any(one[part] for part in LEFT)
    ]
    return list(dict.fromkeys(names))


def _by_rules(awards: list[EditionAward]) -> tuple[list[str], list[str]]:
    """What is drawn in any case, and what only among equals."""
    drawn, perhaps = [], []
    for one in awards:
        if one.rule.kind == AwardRule.Kind.DRAW:
            drawn.append(str(one.rule))
        elif one.rule.kind in PLACES and not one.terms.share:
            perhaps.append(str(one.rule))
    return list(dict.fromkeys(drawn)), list(dict.fromkeys(perhaps))


def all_boards(edition: Edition) -> QuerySet[Board]:
    """All boards of an edition, those across countries last."""
    mine = Q(division__edition=edition) | Q(edition=edition)
    boards = Board.objects.filter(mine).select_related("division__edition", "edition", "country")
    return boards.order_by("country", "division", "kind")


def frozen_boards(edition: Edition) -> QuerySet[Board]:
    """Those of its boards that stand still."""
    return all_boards(edition).filter(frozen_at__isnull=False)
