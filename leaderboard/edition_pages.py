"""Pages of an edition from the day on, in its menu, and who gets them."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from competition.editions.edition_menu import EditionPages, EditionTab, leads
from competition.editions.permissions import Desk
from competition.models import Edition
from competition.rules.precedence import MEANT

EARLY = (Edition.State.DRAFT, Edition.State.REGISTRATION, Edition.State.REHEARSAL)


def _meant(_desk: Desk, edition: Edition, _at: datetime) -> bool:
    return edition.state in MEANT


def _played(_desk: Desk, edition: Edition, _at: datetime) -> bool:
    return edition.state not in EARLY


def _reads_figures(desk: Desk, edition: Edition, at: datetime) -> bool:
    return edition.state not in EARLY and desk.reads_figures(edition, at=at)


def _ruled(desk: Desk, edition: Edition, at: datetime) -> bool:
    return edition.state not in EARLY and leads(desk, edition, at)


def _closes(desk: Desk, edition: Edition, _at: datetime) -> bool:
    return edition.state not in EARLY and desk.has_country(edition)


CLOSE = pgettext_lazy("page of an edition", "Close")
PAGES = (
    EditionPages(
        _("The day"),
        [EditionTab(_("The day"), "leaderboard:day", _meant, named="?edition={edition.slug}")],
    ),
    EditionPages(
        pgettext_lazy("page of an edition", "Check"),
        [
            EditionTab(_("Attempts"), "leaderboard:desk", _played),
            EditionTab(_("Appeals"), "leaderboard:appeals", _played),
            EditionTab(_("Questions"), "leaderboard:item_review", _reads_figures),
            EditionTab(_("Neutralise"), "leaderboard:neutralising", _ruled),
        ],
    ),
    EditionPages(CLOSE, [EditionTab(CLOSE, "leaderboard:seal", _closes)]),
    EditionPages(
        _("Winners"),
        [
            EditionTab(_("Winners"), "leaderboard:winner_table", _played),
            EditionTab(_("Awards and the draw"), "leaderboard:awarding"),
            EditionTab(_("Dates"), "leaderboard:winners_plan", _ruled),
        ],
    ),
    EditionPages(
        _("Ceremony and papers"),
        [
            EditionTab(_("Ceremony"), "leaderboard:ceremony", _closes),
            EditionTab(_("Diplomas"), "leaderboard:diplomas", _closes),
        ],
    ),
    EditionPages(
        _("Spreadsheets"),
        [
            EditionTab(
                _("Spreadsheets"),
                "leaderboard:spreadsheets",
                _played,
                named="#edition-{edition.pk}",
            )
        ],
    ),
)
