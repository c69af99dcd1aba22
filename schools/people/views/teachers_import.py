"""Teachers are invited from a sheet: the file, what it would bring about, and what became of it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from schools.pages.addresses import public_address
from schools.pages.numbers import digest
from schools.people.actions.teacher_sheets import keep_sheet, try_again
from schools.people.permissions import get_brought_sheet, get_kept_sheet, get_sheet
from schools.people.queries.teacher_sheets import latest_sheets, mails_of, waiting_sheet
from schools.people.tasks import ask_invitations
from schools.people.teacher_sheet import preview_of, rows_of
from schools.register.forms import TeachersForm
from schools.roles import get_reach, staff_of
from schools.spreadsheets.blank_sheet import XLSX, blank_teachers
from schools.spreadsheets.columns import TEACHERS, named
from schools.spreadsheets.uploads import dataset_of

# Of each kind of row the preview shows so many, and tells how many more there are.
SHOWN = 200


@login_required
@never_cache
def teachers_import(request: HttpRequest) -> HttpResponse:
    """Choose a file; it is kept until it is confirmed or dropped."""
    get_reach(request)
    user = staff_of(request)
    form = TeachersForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _is_readable(form):
        content, name = form.cleaned_data["teachers"], str(form.files["teachers"])
        sheet = keep_sheet(content, name=name, by=user, at=timezone.now())
        return redirect("schools:teachers_preview", sheet_id=sheet.pk)
    context = {
        "form": form,
        "columns": named(list(TEACHERS), "teachers"),
        "sheets": latest_sheets(user),
        "waiting": waiting_sheet(user),
    }
    return render(request, "schools/people/teachers_import.html", context)


@login_required
@never_cache
@require_safe
def blank_teachers_sheet(request: HttpRequest) -> HttpResponse:
    """The sheet to fill in."""
    response = HttpResponse(blank_teachers(get_reach(request).register()), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="teachers.xlsx"'
    return response


@login_required
@never_cache
@require_safe
def teachers_preview(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """What the file would bring about; once that is confirmed, how far it is."""
    reach = get_reach(request)
    sheet = get_brought_sheet(staff_of(request), sheet_id)
    if sheet.read_at:
        return redirect("schools:teachers_sheet", sheet_id=sheet_id)
    if sheet.is_under_way:
        return render(request, "schools/people/teachers_progress.html", {"sheet": sheet})
    try:
        preview = preview_of(dataset_of(bytes(sheet.content)), reach=reach, at=timezone.now())
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return redirect("schools:teachers_import")
    context = {"sheet": sheet, "preview": preview, "shown": f":{SHOWN}", "most": SHOWN}
    return render(request, "schools/people/teachers_preview.html", context)


@require_POST
@login_required
def teachers_confirm(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """Have all invited that the preview showed, or nobody; in the background."""
    get_reach(request)
    user = staff_of(request)
    sheet, address = get_kept_sheet(user, sheet_id), public_address(request)
    ask_invitations(sheet, seen=digest(request.POST.get("seen", "")), address=address, by=user)
    return redirect("schools:teachers_preview", sheet_id=sheet_id)


@require_POST
@login_required
def teachers_drop(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """Forget the file, unless its teachers are being invited."""
    get_reach(request)
    sheet = get_kept_sheet(staff_of(request), sheet_id)
    if sheet.is_under_way:
        return redirect("schools:teachers_preview", sheet_id=sheet_id)
    sheet.delete()
    messages.success(request, _("The file is dropped. Nobody was invited."))
    return redirect("schools:teachers_import")


@login_required
@never_cache
def teachers_sheet(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """How far the mails are; a POST tries those again that could not be sent."""
    get_reach(request)
    sheet = get_sheet(staff_of(request), sheet_id)
    if request.method == "POST":
        try_again(sheet)
        return redirect("schools:teachers_sheet", sheet_id=sheet.pk)
    context = {"sheet": sheet, "mails": mails_of(sheet), "shown": f":{SHOWN}", "most": SHOWN}
    return render(request, "schools/people/teachers_sheet.html", context)


def _is_readable(form: TeachersForm) -> bool:
    try:
        rows_of(dataset_of(form.cleaned_data["teachers"]))
    except ValidationError as problem:
        form.add_error("teachers", problem)
    return form.is_valid()
