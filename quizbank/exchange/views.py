"""Questions go out as files and come in from files."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from base.clock import now
from base.pages.numbers import digest
from quizbank.exchange.actions import give_up_reviews, keep_file, note_export
from quizbank.exchange.fault_messages import bad_file
from quizbank.exchange.files import asked_for, export
from quizbank.exchange.format_labels import told, words_of
from quizbank.exchange.forms import ExportForm, ImportForm
from quizbank.exchange.permissions import (
    get_brought_file,
    get_format,
    get_import,
    get_kept,
    rights_of,
    taking_of,
)
from quizbank.exchange.queries import (
    SHOWN,
    format_of,
    latest_files,
    looked_at,
    waiting_file,
)
from quizbank.exchange.taking_over import faulty_as_sheet, preview
from quizbank.exchange.tasks import ask_questions
from quizbank.formats.catalogue import FORMATS, Format
from quizbank.formats.item import BadFile
from quizbank.languages.codes import name_of
from quizbank.models import QuestionFile
from quizbank.workshop.permissions import QuestionDesk, desk_of_questions
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
    """The formats and what each is for; the latest files of the user."""
    desk = desk_of_questions(request.user)
    taking = taking_of(desk)
    context: Context = {
        "formats": list(map(words_of, FORMATS.values())),
        "keys": taking.keys,
        "may_import": bool(desk.languages),
        "files": list(latest_files(desk.user)),
        "waiting": waiting_file(desk.user),
    }
    with timezone.override(zone_of(desk.user)):
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
    note_export(name, format_=format_, count=made.count, by=desk.user, at=now())
    return _attached(made.content, name)


@login_required
@never_cache
def import_questions(request: HttpRequest, format_name: str) -> HttpResponse:
    """Choose a file; if it can be read, it is kept until it is confirmed or dropped."""
    desk, format_ = get_import(request.user, format_name)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ImportForm(*sent, format_=format_)
    if form.is_valid() and _can_be_read(form, format_, desk):
        content, name = form.cleaned_data["file"], str(form.files["file"])
        held = keep_file(content, name=name, format_=format_, by=desk.user, at=now())
        return redirect("quizbank:file_preview", held.pk)
    context = {"form": form, "format": words_of(format_), "may_write": desk.may_write}
    return render(request, "quizbank/exchange/import.html", context)


def _can_be_read(form: ImportForm, format_: Format, desk: QuestionDesk) -> bool:
    try:
        preview(format_, form.cleaned_data["file"], rights=rights_of(desk))
    except BadFile as problem:
        form.add_error("file", bad_file(problem))
    return form.is_valid()


@login_required
@never_cache
@require_safe
def file_preview(request: HttpRequest, file_id: int) -> HttpResponse:
    """What the file would change; once that is confirmed, how far it is and what became of it."""
    desk, held = get_brought_file(request.user, file_id)
    if held.read_at:
        _tell_stored(request, held)
        return redirect("quizbank:question_files")
    if held.is_being_imported:
        return render(request, "quizbank/exchange/file_progress.html", {"file": held})
    try:
        found = looked_at(held, rights=rights_of(desk))
    except BadFile as problem:
        messages.error(request, bad_file(problem))
        return redirect("quizbank:import_questions", held.format)
    context = {
        "file": held,
        "format": words_of(format_of(held)),
        "preview": told(found),
        "shown": f":{SHOWN}",
        "most": SHOWN,
    }
    return render(request, "quizbank/exchange/file_preview.html", context)


def _tell_stored(request: HttpRequest, held: QuestionFile) -> None:
    text = _("Stored. New texts: %(new)d, changed texts: %(changed)d. They are drafts now.")
    messages.success(request, text % held.counts)
    if faults := held.counts.get("faults"):
        left = _("What has faults is left out: %(count)d. Mend it and import it by itself.")
        messages.warning(request, left % {"count": faults})


@require_POST
@login_required
def file_confirm(request: HttpRequest, file_id: int) -> HttpResponse:
    """Have imported what is ticked of the preview, all of that or nothing; in the background."""
    desk, held = get_kept(request.user, file_id)
    take = [name for name in request.POST.getlist("take") if name.isprintable()]
    seen = digest(request.POST.get("seen", ""))
    if take:
        ask_questions(held, seen=seen or "nothing", take=take, by=desk.user)
    else:
        messages.error(request, _("Nothing is ticked, so nothing is stored."))
    return redirect("quizbank:file_preview", file_id)


@require_POST
@login_required
def file_drop(request: HttpRequest, file_id: int) -> HttpResponse:
    """Forget the file, unless it is being imported."""
    _desk, held = get_kept(request.user, file_id)
    if held.is_being_imported:
        return redirect("quizbank:file_preview", file_id)
    held.delete()
    messages.success(request, _("The file is dropped. Nothing was imported."))
    return redirect("quizbank:question_files")


@login_required
@never_cache
@require_safe
def file_sheet(request: HttpRequest, file_id: int) -> HttpResponse:
    """What is wrong of the file as our sheet, to mend it there."""
    desk, held = get_kept(request.user, file_id)
    try:
        content = faulty_as_sheet(format_of(held), bytes(held.content), rights=rights_of(desk))
    except BadFile as problem:
        raise Http404 from problem
    return _attached(content, "questions-to-mend.xlsx")


def _attached(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=MEDIA_TYPES[name.rpartition(".")[2]])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
