"""What somebody brings: a file that is not too large and can be read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.models import Upload, User
from base.uploads.taking import keep_upload


class UploadForm(forms.Form):
    """A file."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        max_length=200,
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy("This file is empty. Choose another one."),
        },
    )

    def __init__(
        self,
        request: HttpRequest,
        *,
        megabytes: int,
        help_text: str,
        check: Callable[[bytes], object],
    ) -> None:
        """``check`` raises ``ValidationError`` for what cannot be read."""
        sent: tuple[Any, ...] = (request.POST, request.FILES) if request.method == "POST" else ()
        super().__init__(*sent)
        self._megabytes, self._check = megabytes, check
        self.fields["file"].help_text = help_text

    def clean_file(self) -> bytes:
        """The content."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > self._megabytes * 1024 * 1024:
            text = _("This file is larger than %(most)d megabytes. Split it.")
            raise ValidationError(text % {"most": self._megabytes})
        content = bytes(file.read())
        self._check(content)
        return content

    def keep(self, kind: str, *, by: User, at: datetime, format_: str = "") -> Upload:
        """The file, kept until it is confirmed."""
        content, name = self.cleaned_data["file"], str(self.files["file"])
        return keep_upload(kind, content, name=name, by=by, at=at, format_=format_)
