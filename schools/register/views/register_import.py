"""A national register comes in: the file, what it would change, and the word to import it."""

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

from base.models import User
from base.pages.numbers import digest, ids
from base.refusal import Refusal
from base.spreadsheets.uploads import dataset_of
from schools.models import RegisterUpload
from schools.permissions import (
    get_brought,
    get_upload,
    managed_regions,
    managed_schools,
    manager_of,
)
from schools.register.actions.register import keep_upload
from schools.register.blank_sheet import XLSX, blank_sheet
from schools.register.columns import NAMES, named
from schools.register.forms import RegisterForm
from schools.register.import_rows import check_columns, preview_of
from schools.register.previews import SheetPreview
from schools.register.queries import latest_imports, latest_upload
from schools.register.tasks import ask_import

# Of each kind of row the preview shows so many, and tells how many more there are.
SHOWN = 200


@login_required
@never_cache
def register_import(request: HttpRequest) -> HttpResponse:
    """Choose a file; it is kept until it is confirmed or dropped."""
    user = manager_of(request)
    form = RegisterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _names_the_columns(form):
        content, name = form.cleaned_data["register"], str(form.files["register"])
        upload = keep_upload(content, name=name, by=user, at=timezone.now())
        return redirect("schools:import_preview", upload_id=upload.pk)
    context = {
        "form": form,
        "columns": named(list(NAMES)),
        "imports": latest_imports(user),
        "upload": latest_upload(user),
    }
    return render(request, "schools/register/register_import.html", context)


@login_required
@never_cache
@require_safe
def blank_register(request: HttpRequest) -> HttpResponse:
    """The sheet to fill in."""
    regions = managed_regions(manager_of(request))
    response = HttpResponse(blank_sheet(regions), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="register.xlsx"'
    return response


@login_required
@never_cache
@require_safe
def import_preview(request: HttpRequest, upload_id: int) -> HttpResponse:
    """What the file would change; once that is confirmed, how far it is and what became of it."""
    user = manager_of(request)
    upload = get_brought(user, upload_id)
    if upload.read_at:
        text = _("Imported. New: %(new)d, changed: %(changed)d, marked as closed: %(closed)d.")
        messages.success(request, text % upload.counts)
        return redirect("schools:register_import")
    if upload.is_being_imported:
        return render(request, "schools/register/import_progress.html", {"upload": upload})
    try:
        preview = _preview(user, upload)
    except (ValidationError, Refusal) as problem:
        messages.error(request, _told(problem))
        return redirect("schools:register_import")
    context = {"upload": upload, "preview": preview, "shown": f":{SHOWN}", "most": SHOWN}
    return render(request, "schools/register/import_preview.html", context)


@require_POST
@login_required
def import_confirm(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Have imported what the preview showed, all of it or nothing; in the background."""
    user = manager_of(request)
    upload = get_upload(user, upload_id)
    closing = ids(request.POST.getlist("closing"))
    ask_import(upload, seen=digest(request.POST.get("seen", "")), closing=closing, by=user)
    return redirect("schools:import_preview", upload_id=upload_id)


@require_POST
@login_required
def import_drop(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Forget the file, unless it is being imported."""
    upload = get_upload(manager_of(request), upload_id)
    if upload.is_being_imported:
        return redirect("schools:import_preview", upload_id=upload_id)
    upload.delete()
    messages.success(request, _("The file is dropped. Nothing was imported."))
    return redirect("schools:register_import")


def _names_the_columns(form: RegisterForm) -> bool:
    try:
        check_columns(form.cleaned_data["register"])
    except ValidationError as problem:
        form.add_error("register", problem)
    return form.is_valid()


def _preview(user: User, upload: RegisterUpload) -> SheetPreview:
    rows = dataset_of(bytes(upload.content))
    return preview_of(rows, regions=managed_regions(user), schools=managed_schools(user))


def _told(problem: ValidationError | Refusal) -> str:
    return " ".join(problem.messages) if isinstance(problem, ValidationError) else str(problem)
