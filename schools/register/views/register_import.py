"""A national register comes in: the page on which one begins, and the empty sheet."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base.clock import now
from base.uploads.forms import UploadForm
from base.uploads.taking import latest_upload
from schools.permissions import managed_regions, manager_of
from schools.register.blank_sheet import XLSX, blank_sheet
from schools.register.columns import NAMES, named
from schools.register.import_rows import REGISTER, check_columns


@login_required
@never_cache
def register_import(request: HttpRequest) -> HttpResponse:
    """Choose a file; it is kept until it is confirmed or dropped."""
    user = manager_of(request)
    form = UploadForm(
        request,
        megabytes=5,
        help_text=_("At most 5 megabytes and 20,000 rows. The first row names the columns."),
        check=check_columns,
    )
    form.fields["file"].label = _("File (XLSX or CSV)")
    if form.is_valid():
        return redirect("base:upload", form.keep(REGISTER.name, by=user, at=now()).pk)
    context = {
        "form": form,
        "columns": named(list(NAMES)),
        "upload": latest_upload(REGISTER.name, user),
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
