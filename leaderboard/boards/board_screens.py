"""What the public pages show, worked out for one reader's language."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from competition.rules.edition_steps import PUBLISHED, SEALED
from leaderboard.boards.final_boards import final_board
from leaderboard.boards.permissions import ALL
from leaderboard.boards.shown_rows import on_podium, shown_rows
from leaderboard.boards.zones import zone_of
from leaderboard.models import Board, Freeze
from leaderboard.results.decided_by import STEPS
from leaderboard.rules import snapshots
from leaderboard.rules.suppression import FEWEST_SCHOOLS
from leaderboard.rules.threshold import fewest

# What kinds of boards are called, and what stands above their columns.
TEXTS = {
    Board.Kind.PUPILS: {"title": gettext_lazy("Best pupils")},
    Board.Kind.SCHOOLS: {
        "title": gettext_lazy("Schools that take part"),
        "name": gettext_lazy("School"),
        "value": gettext_lazy("Share of pupils"),
    },
    Board.Kind.REGIONS: {
        "title": gettext_lazy("Regions that take part"),
        "name": gettext_lazy("Region"),
        "value": gettext_lazy("Share of pupils"),
    },
    Board.Kind.COUNTRIES: {
        "title": gettext_lazy("Countries that take part"),
        "name": gettext_lazy("Country"),
        "value": gettext_lazy("Share of pupils"),
    },
}


def address_of(board: Board, name: str = "board") -> str:
    """The page of a board in the active language, or its page for frames: ``"embed"``."""
    country = ALL if board.country_id is None else board.country_id.lower()
    return reverse(f"leaderboard:{name}", args=[board.season.slug, country, board.part])


def board_screen(board: Board, language: str, *, mark: str = "") -> dict[str, Any]:
    """Context of one board's page; ``shell`` is what its script has to know.

    ``mark`` names the row of the reader's own school, if it has one.
    """
    content = snapshots.content_of(board.text())
    zone = zone_of(board)
    edition, words = board.season, {**board_words(board), **frozen_words(content, zone)}
    mark = mark if board.kind == Board.Kind.SCHOOLS else ""
    rows = shown_rows(content, language)
    chain = board.division.chain if board.division else ()
    return {
        "board": board,
        "edition": edition,
        "content": content,
        "texts": TEXTS[Board.Kind(board.kind)],
        "count": count_words(board, content),
        "rows": rows,
        "podium": on_podium(rows),
        "timed": "time" in chain,
        "steps": [STEPS[step] for step in chain[1:]],
        "least": fewest(edition.publishing_threshold),
        "updated": _moment(board.published_at, zone) if board.published_at else "",
        "final": final_board(board),
        "words": words,
        "mark": mark,
        "shell": _shell(board, language, zone) | {"mark": mark, "words": words},
    }


def _shell(board: Board, language: str, zone: ZoneInfo) -> dict[str, Any]:
    """Where the page's script finds the board anew, and how it writes a time."""
    return {
        "kind": board.kind,
        "snapshot": reverse("leaderboard_plain:snapshot", args=[board.pk]),
        "socket": f"/ws/boards/{board.pk}/",
        "language": language,
        "tag": settings.HTML_LANGUAGES[language],
        "zone": zone.key,
        "form": get_format("SHORT_DATETIME_FORMAT"),
        "version": board.version,
    }


def _moment(moment: datetime, zone: ZoneInfo, form: str = "SHORT_DATETIME_FORMAT") -> str:
    return date_format(timezone.localtime(moment, zone), form)


def board_words(board: Board) -> dict[str, str]:
    """Every sentence of a board that its script says too, so that both say the same."""
    pupils = board.kind == Board.Kind.PUPILS
    moves = pupils and board.season.state not in PUBLISHED
    return {
        "live": _("Live"),
        "polling": _("Live, every few seconds"),
        "paused": _("Paused by you"),
        "frozen": _("Frozen: the results are being checked"),
        "reconnecting": _("No connection. Trying again…"),
        "pause": _("Pause"),
        "resume": _("Resume"),
        "finished": _("Finished so far: %(total)s") if moves else _("Pupils counted: %(total)s"),
        "leader": (
            _("In first place: %(name)s, points: %(points)s.")
            if pupils
            else _("In first place: %(name)s.")
        ),
        "ours": _("our school"),
        "minutes": _("%(minutes)s min"),
        **nothing_words(board),
    }


def nothing_words(board: Board) -> dict[str, str]:
    """What an empty board says, while it moves and when it was stopped before it had a row."""
    stopped = _("This board was stopped before there was anything to show.")
    if board.kind == Board.Kind.PUPILS:
        moving = _waits_for(board)
    elif board.season.state in PUBLISHED:
        moving = _(
            "There is nothing to show: too few have finished, and somebody could be guessed."
        )
    else:
        moving = _(
            "There is nothing to show yet. Figures appear here by themselves when enough pupils "
            "have finished."
        )
    return {"nothing": moving, "nothing_frozen": stopped}


def _waits_for(board: Board) -> str:
    """What brings a board of pupils its rows; the same for nobody and for one too few."""
    if board.season.state in SEALED:
        return _("No names appear here: too few took part, and somebody could guess who is who.")
    least = fewest(board.season.publishing_threshold)
    if board.country_id is None:
        text = ngettext(
            "Names appear here by themselves as soon as %(least)s pupil from %(schools)s schools "
            "of one country has finished. So nobody can guess who is who.",
            "Names appear here by themselves as soon as %(least)s pupils from %(schools)s schools "
            "of one country have finished. So nobody can guess who is who.",
            least,
        )
    else:
        text = ngettext(
            "Names appear here by themselves as soon as %(least)s pupil from %(schools)s schools "
            "has finished. So nobody can guess who is who.",
            "Names appear here by themselves as soon as %(least)s pupils from %(schools)s schools "
            "have finished. So nobody can guess who is who.",
            least,
        )
    return text % {"least": least, "schools": FEWEST_SCHOOLS}


def frozen_words(content: snapshots.Content, zone: ZoneInfo) -> dict[str, str]:
    """Why a board stands still and since when, if it does; and every reason for its script."""
    said = _("Frozen since %(time)s: %(reason)s")
    reasons = {
        f"frozen_{reason}": said % {"time": "%(time)s", "reason": reason.label}
        for reason in Freeze.Reason
    }
    stop = content.get("freeze")
    if not content["frozen"] or stop is None or f"frozen_{stop['reason']}" not in reasons:
        return reasons
    since = datetime.fromisoformat(stop["since"])
    today = timezone.localdate(since, zone) == timezone.localdate(timezone=zone)
    time = _moment(since, zone, "H:i" if today else "SHORT_DATETIME_FORMAT")
    return {**reasons, "frozen": reasons[f"frozen_{stop['reason']}"] % {"time": time}}


def hall_words() -> dict[str, str]:
    """What the big screen's script says."""
    return {
        "pause": _("Stay on this board"),
        "resume": _("Go on to the others"),
        "place": _("Board %(place)s of %(all)s"),
    }


def count_words(board: Board, content: snapshots.Content) -> str:
    """How many have finished, as far as the public may know."""
    if content["total"] is None:
        return ""
    return board_words(board)["finished"] % {"total": content["total"]}
