"""What the public pages show, worked out for one reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base import clock
from base.languages.dates import day_in_sentence
from base.languages.texts import in_reader_language
from competition.rules.edition_steps import PUBLISHED, SEALED
from leaderboard.boards.queries import open_winners
from leaderboard.models import Board, Freeze
from leaderboard.results.queries import current_seal, reopened_seal
from leaderboard.results.words import STEPS
from leaderboard.rules import snapshots
from leaderboard.rules.suppression import FEWEST_SCHOOLS
from leaderboard.rules.threshold import fewest
from schools.rules.percents import share_of

# With more who share the first three places there are no steps for all of them.
ON_PODIUM = 5

type ShownRow = dict[str, Any]


def zone_of(board: Board) -> ZoneInfo:
    """By whose clock a board tells the time: its country's; across countries the product's."""
    return ZoneInfo(board.country.timezone if board.country else settings.TIME_ZONE)


def board_screen(board: Board, language: str, *, mark: str = "") -> dict[str, Any]:
    """Context of one board's page; ``shell`` is what its script has to know.

    ``mark`` names the row of the reader's own school, if it has one.
    """
    content, zone = snapshots.content_of(board.text()), zone_of(board)
    edition, words = board.season, {**board_words(board), **_frozen_words(content, zone)}
    mark = mark if board.kind == Board.Kind.SCHOOLS else ""
    rows = [_shown_row(row, language) for row in content["rows"]]
    chain = board.division.chain if board.division else ()
    total = content["total"]
    return {
        "board": board,
        "edition": edition,
        "content": content,
        "count": "" if total is None else words["finished"] % {"total": total},
        "rows": rows,
        "podium": on_podium(rows),
        "timed": "time" in chain,
        "steps": [STEPS[step] for step in chain[1:]],
        "least": fewest(edition.publishing_threshold),
        "updated": _moment(board.published_at, zone) if board.published_at else "",
        "final": final_board(board),
        "words": words,
        "mark": mark,
        # Where the page's script finds the board anew, and how it writes a time.
        "shell": {
            "kind": board.kind,
            "snapshot": reverse("leaderboard_plain:snapshot", args=[board.pk]),
            "socket": f"/ws/boards/{board.pk}/",
            "language": language,
            "tag": settings.HTML_LANGUAGES[language],
            "zone": zone.key,
            "form": get_format("SHORT_DATETIME_FORMAT"),
            "version": board.version,
            "mark": mark,
            "words": words,
        },
    }


def final_board(board: Board) -> dict[str, Any] | None:
    """From the publication on, in words that a board is final and, of what is sealed, since when,
    or why it was ``reopened``; ``winners``, ``seal``: addresses. Figures are no part of the sealed
    list. Three statements at most, one before the publication."""
    edition, pupils = board.season, board.is_of_pupils
    if edition.state not in PUBLISHED:
        return _reopened_board(board) if pupils else None
    final = {"words": _("Final results") if pupils else _("Final figures")}
    if board.country_id and open_winners([edition.pk], at=clock.now()):
        place = [edition.slug, board.country_id.lower()]
        final["winners"] = reverse("leaderboard:public_winners", args=place)
    seal = current_seal(edition)
    if seal is not None and seal.confirmed_at is not None:
        final["seal"] = reverse("leaderboard:sealed", args=[edition.slug])
        if pupils:
            day = _day(seal.confirmed_at, board)
            final["words"] = _("Final results, sealed on %(day)s") % {"day": day}
    return final


def _reopened_board(board: Board) -> dict[str, Any] | None:
    """Of a list that was sealed, and that two people look at again."""
    seal = reopened_seal(board.season)
    if seal is None or seal.reopened_at is None:
        return None
    told = {"day": _day(seal.reopened_at, board), "reason": seal.get_reopen_reason_display()}
    return {
        "words": _("The list is being looked at again since %(day)s: %(reason)s") % told,
        "seal": reverse("leaderboard:sealed", args=[board.season.slug]),
        "reopened": True,
    }


def _day(moment: datetime, board: Board) -> str:
    return day_in_sentence(timezone.localdate(moment, zone_of(board)))


def _moment(moment: datetime, zone: ZoneInfo, form: str = "SHORT_DATETIME_FORMAT") -> str:
    return date_format(timezone.localtime(moment, zone), form)


# ------------------------------------------------------------------ rows


def _shown_row(row: snapshots.BoardRow | snapshots.Figure, language: str) -> ShownRow:
    """A row with the texts of the reader's language; ``bar``: how far its bar goes, of 100."""
    shown: ShownRow = {**row}
    if "alias" not in shown:
        return {**shown, "name": named(shown["names"], language), "bar": shown["value"] or 0}
    return {
        **shown,
        "key": shown["alias"]["en"],
        "name": named(shown["alias"], language),
        "country": named(shown["country"], language) if "country" in shown else "",
        "bar": share_of(shown["score"], shown["max_score"]),
    }


def on_podium(rows: Sequence[ShownRow]) -> list[ShownRow]:
    """Those of the first three places; nobody where they are too many, or of before animals."""
    best = [row for row in rows if "alias" in row and row["rank"] <= 3]
    told = all(row.get("animal") for row in best)
    return best if told and len(best) <= ON_PODIUM else []


def named(texts: Mapping[str, str], language: str) -> str:
    """An alias or a place in a language."""
    return texts.get(language) or in_reader_language(dict(texts))


# ------------------------------------------------------------------ words


def board_words(board: Board) -> dict[str, str]:
    """Every sentence of a board that its script says too, so that both say the same."""
    pupils = board.is_of_pupils
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
        "nothing": _waits_for(board) if pupils else _no_figures(board),
        "nothing_frozen": _("This board was stopped before there was anything to show."),
    }


def _no_figures(board: Board) -> str:
    if board.season.state in PUBLISHED:
        return _("There is nothing to show: too few have finished, and somebody could be guessed.")
    return _(
        "There is nothing to show yet. Figures appear here by themselves when enough pupils "
        "have finished."
    )


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


def _frozen_words(content: snapshots.Content, zone: ZoneInfo) -> dict[str, str]:
    """Why a board stands still and since when, if it does; and every reason for its script."""
    said = _("Frozen since %(time)s: %(reason)s")
    reasons = {
        f"frozen_{reason}": said % {"time": "%(time)s", "reason": reason.label}
        for reason in Freeze.Reason
    }
    stop = content.get("freeze")
    if not content["frozen"] or stop is None:
        return reasons
    since = datetime.fromisoformat(stop["since"])
    today = timezone.localdate(since, zone) == timezone.localdate(timezone=zone)
    time = _moment(since, zone, "H:i" if today else "SHORT_DATETIME_FORMAT")
    return {**reasons, "frozen": reasons[f"frozen_{stop['reason']}"] % {"time": time}}
