"""Questions go out as files and come in from files."""

from __future__ import annotations

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base.clock import now
from base.record.actions.record import record_access
from base.uploads.forms import UploadForm
from base.uploads.permissions import get_waiting
from base.uploads.taking import latest_upload
from quizbank.exchange.actions import give_up_reviews
from quizbank.exchange.fault_messages import bad_file
from quizbank.exchange.files import MOST_MEGABYTES, asked_for, export
from quizbank.exchange.format_labels import words_of
from quizbank.exchange.forms import ExportForm
from quizbank.exchange.importing import QUESTIONS, check, format_of
from quizbank.exchange.permissions import get_format, get_import, rights_of, taking_of
from quizbank.exchange.taking_over import faulty_as_sheet
from quizbank.formats.catalogue import FORMATS
from quizbank.formats.item import BadFile
from quizbank.languages.codes import name_of
from quizbank.workshop.permissions import desk_of_questions
from quizbank.workshop.queries.tasks import keys_to_answer
from schools.roles import zone_of

type Context = dict[str, object]
MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xlf": "application/xliff+xml",
}


@login_required
@never_cache
@require_safe
def question_files(request: HttpRequest) -> HttpResponse:
    """The formats and what each is for."""
    desk = desk_of_questions(request.user)
    taking = taking_of(desk)
    context: Context = {
        "formats": list(map(words_of, FORMATS.values())),
        "keys": taking.keys,
        "may_import": bool(desk.languages),
        "upload": latest_upload(QUESTIONS.name, desk.user),
    }
    return render(request, "quizbank/exchange/files.html", context)


@login_required
@never_cache
@require_safe
def export_questions(request: HttpRequest, format_name: str) -> HttpResponse:
    """Choose what goes into a file; says what will be in it before it is taken along."""
    desk, format_ = get_format(request.user, format_name)
    taking, hidden = taking_of(desk), keys_to_answer(desk)
    form = ExportForm(request.GET or None, format_=format_, taking=taking, waiting=len(hidden))
    context: Context = {"form": form, "format": words_of(format_), "untold": taking.untold}
    if form.is_valid():
        without = () if form.with_waiting else hidden
        try:
            chosen = asked_for(format_, **form.asked(), without=without)
        except BadFile as problem:
            form.add_error(None, bad_file(problem))
        else:
            context |= {"asked": True, "count": len(chosen.there)}
            context |= {"gone": _by_language(chosen.gone), "hidden": list(without)}
    return render(request, "quizbank/exchange/export.html", context)


def _by_language(gone: list[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for key, code in gone:
        found.setdefault(name_of(code), []).append(key)
    return list(found.items())


@login_required
@never_cache
@require_safe
def exported_questions(request: HttpRequest, format_name: str) -> HttpResponse:
    """The file."""
    desk, format_ = get_format(request.user, format_name)
    taking, hidden = taking_of(desk), keys_to_answer(desk)
    form = ExportForm(request.GET, format_=format_, taking=taking, waiting=len(hidden))
    if not form.is_valid():
        return redirect("quizbank:export_questions", format_name)
    asked = form.asked()
    without = () if form.with_waiting else hidden
    try:
        made = export(format_, **asked, without=without, untold=taking.untold)
    except BadFile as problem:
        raise Http404 from problem
    if not made.count:
        raise Http404
    if form.with_waiting:
        give_up_reviews(hidden, by=desk.user, at=now())
    with timezone.override(zone_of(desk.user)):
        day = f"{timezone.localdate(now()):%Y-%m-%d}"
    parts = ["questions", format_.name, asked["division"], asked["source"], *asked["codes"], day]
    name = f"{'-'.join(part for part in parts if part)}.{format_.suffix}"
    record_access(desk.user, by=desk.user, file=name, at=now())
    return _attached(made.content, name)


@login_required
@never_cache
def import_questions(request: HttpRequest, format_name: str) -> HttpResponse:
    """Choose a file; if it can be read, it is kept until it is confirmed or dropped."""
    desk, format_ = get_import(request.user, format_name)
    ending = _("A file that ends in .%(suffix)s, at most %(most)d megabytes.")
    form = UploadForm(
        request,
        megabytes=MOST_MEGABYTES,
        help_text=ending % {"suffix": ", .".join(format_.read_as), "most": MOST_MEGABYTES},
        check=partial(check, format_=format_, desk=desk),
    )
    if form.is_valid():
        held = form.keep(QUESTIONS.name, by=desk.user, at=now(), format_=format_.name)
        return redirect("base:upload", held.pk)
    context = {"form": form, "format": words_of(format_), "may_write": desk.may_write}
    return render(request, "quizbank/exchange/import.html", context)


@login_required
@never_cache
@require_safe
def file_sheet(request: HttpRequest, upload_id: int) -> HttpResponse:
    """What is wrong of the file as our sheet, to mend it there."""
    desk = desk_of_questions(request.user)
    _user, held = get_waiting(request, upload_id)
    if held.kind != QUESTIONS.name:
        raise Http404
    try:
        content = faulty_as_sheet(format_of(held), bytes(held.content), rights=rights_of(desk))
    except BadFile as problem:
        raise Http404 from problem
    return _attached(content, "questions-to-mend.xlsx")


def _attached(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=MEDIA_TYPES[name.rpartition(".")[2]])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
