"""How the class did, on a page and as files, and the record of what was decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import IO, Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from base.clock import now
from base.languages.scripts import to_latin
from base.languages.speech import spoken_variant
from base.pages.context import active_language
from base.record.actions.reads import note_read
from base.record.actions.record import record_access
from base.spreadsheets.downloads import download
from base.spreadsheets.workbook import CSV_TYPE, MEDIA_TYPE, write, write_csv
from competition.deeds import NAMES
from competition.editions.queries.visible import objections_until
from competition.exceptions import CompetitionError
from competition.models import Sitting
from competition.public.drawn_questions import DrawnQuestion, drawn_questions
from competition.results.actions import ORGANIZERS_REASONS, REASONS, object_to
from competition.results.beside import add_country
from competition.results.class_sheets import class_sheets, pupil_sheet
from competition.results.queries import ClassResults, class_results, record_of
from competition.results.sentences import sentences
from competition.rules.edition_steps import SEALED
from competition.rules.lesson_end import may_reopen
from competition.sittings.actions.marks_told import note_results_seen
from competition.sittings.permissions import get_attempt, get_sitting
from competition.sittings.queries.apart import sittings_apart
from competition.sittings.queries.class_clock import zone_of_class
from competition.sittings.queries.monitor import locked_cards
from competition.sittings.queries.progress import class_so_far
from competition.sittings.queries.running import ended_and_on
from schools.classes.permissions import sees_pupils
from schools.roles import organizes, staff_of


@login_required
@never_cache
def sitting_results(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """The results of a closed sitting; names only when they are asked for."""
    sitting = get_sitting(request.user, sitting_id)
    if sitting.closed_at is None:
        messages.info(request, _("Results appear here as soon as the quiz has ended."))
        return redirect("competition:sitting", sitting_id=sitting_id)
    note_results_seen(sitting, at=now())
    may_name = sees_pupils(request.user, sitting.entry.school_class, at=now())
    names = may_name and "names" in request.GET
    if names:
        school_class = sitting.entry.school_class
        note_read(school_class, way=NAMES, by=staff_of(request), at=now())
    results = class_results(sitting, at=now(), names=names)
    add_country(results, sitting)
    of_class = sittings_apart([sitting.entry_id]).get(sitting.pk)
    is_on = bool(ended_and_on([sitting], now()))
    # In a rehearsal everybody may play again as it is.
    stopped = results["not_handed_in"] if sitting.kind == Sitting.Kind.OFFICIAL else 0
    context = {
        "sitting": sitting,
        "of_class": of_class,
        "may_name": may_name,
        "results": results,
        "sentences": sentences(results, of_class=of_class is None),
        "drawn": _drawn(results),
        "names": names,
        "record": record_of(sitting),
        "locked": locked_cards(sitting),
        "is_on": is_on,
        "may_reopen": is_on and may_reopen(sitting.closed_at, now()),
        "may_play_anew": is_on and stopped > 0,
        **class_so_far(sitting),
        "zone": zone_of_class(sitting),
        "objections": _objections(sitting) if may_name else None,
        "reasons_to_take_out": _reasons_to_take_out(request, sitting),
        "talk_url": _in_its_language(sitting),
    }
    with timezone.override(zone_of_class(sitting)):
        return render(request, "competition/results/results.html", context)


def _objections(sitting: Sitting) -> dict[str, Any] | None:
    """Until when a teacher may object, and why one may; nothing where nothing is objected to.

    ``sealed``: a list that was sealed before that day is why one no longer may.
    """
    edition = sitting.entry.division.edition
    until, sealed = objections_until(edition), edition.state in SEALED
    if sitting.kind != Sitting.Kind.OFFICIAL or until is None:
        return None
    reasons = [(one.value, one.label) for one in REASONS]
    early = now() < until
    return {
        "until": until,
        "open": early and not sealed,
        "sealed": early and sealed,
        "reasons": reasons,
    }


def _reasons_to_take_out(request: HttpRequest, sitting: Sitting) -> list[tuple[str, str]]:
    """For an organizer, of what still counts; nothing for others, and once the list is sealed."""
    official = sitting.kind == Sitting.Kind.OFFICIAL
    open_ = sitting.entry.division.edition.state not in SEALED
    if not (official and open_ and organizes(request.user)):
        return []
    return [(reason.value, str(reason.label)) for reason in ORGANIZERS_REASONS]


@require_POST
@login_required
def object_to_attempt(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """A teacher of the class takes one attempt out of the count."""
    sitting = get_sitting(request.user, sitting_id)
    if not sees_pupils(request.user, sitting.entry.school_class, at=now()):
        raise Http404
    card = request.POST.get("card", "")
    attempt = get_attempt(sitting, int(card) if card.isdecimal() and len(card) < 4 else 0)
    reason = request.POST.get("reason", "")
    try:
        object_to(attempt, reason=reason, by=staff_of(request), at=now())
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    else:
        told = {"number": attempt.card.number}
        messages.success(request, _("The attempt of card %(number)s counts no more.") % told)
    return redirect("competition:sitting_results", sitting_id=sitting_id)


def _in_its_language(sitting: Sitting) -> str:
    """The wall to talk at, in the language and script of the class."""
    language = sitting.entry.school_class.language
    with translation.override(language if language in settings.ENDONYMS else get_language()):
        return reverse("competition:discussion", args=[sitting.pk])


def _drawn(results: ClassResults) -> dict[str, Any]:
    """The questions with what the class said of their parts, once the key may be told."""
    language = spoken_variant(active_language())
    return drawn_questions(
        DrawnQuestion(
            f"{one['number']}", language, one["told"], [said for _part, said in one["parts"]]
        )
        for one in results["questions"]
        if one["told"]
    )


@login_required
@never_cache
@require_safe
def results_file(request: HttpRequest, sitting_id: int, form: str) -> HttpResponseBase:
    """The results for a spreadsheet: all three tables as a workbook, the pupils' alone as CSV."""
    sitting = get_sitting(request.user, sitting_id)
    if sitting.closed_at is None or form not in ("xlsx", "csv"):
        raise Http404
    at, school_class = now(), sitting.entry.school_class
    note_results_seen(sitting, at=at)
    results = class_results(sitting, at=at)
    add_country(results, sitting)
    names = sees_pupils(request.user, school_class, at=at)
    writers: Mapping[str, tuple[Callable[[IO[bytes]], None], str]] = {
        "xlsx": (lambda to: write(class_sheets(sitting, results, names=names), to), MEDIA_TYPE),
        "csv": (lambda to: write_csv(pupil_sheet(sitting, results, names=names), to), CSV_TYPE),
    }
    day = timezone.localdate(sitting.opened_at, zone_of_class(sitting))
    name = f"{slugify(to_latin(school_class.label)) or school_class.pk}-{day:%Y-%m-%d}.{form}"
    record_access(school_class, by=staff_of(request), file=name, at=at)
    return download(request, writers[form][0], name=name, media_type=writers[form][1])
