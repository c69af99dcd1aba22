"""What a teacher uploads: one file of answers or several."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from base.intake.sealed_answers import MOST_BYTES

MOST_FILES = 40


class ManyFilesInput(forms.ClearableFileInput):
    """Lets several files be chosen at once."""

    allow_multiple_selected = True


class AnswerFilesField(forms.FileField):
    """A list of uploaded files."""

    widget = ManyFilesInput(attrs={"accept": ".answers"})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:  # noqa: ANN401 - Django's signature
        """Each one, as the field of one file does; no more than a class has."""
        given = data if isinstance(data, list | tuple) and data else [data]
        if len(given) > MOST_FILES:
            raise forms.ValidationError(self.error_messages["too_many"])
        return [super(AnswerFilesField, self).clean(one, initial) for one in given]


class AnswerFilesForm(forms.Form):
    """The files; each is looked at by itself."""

    brought = AnswerFilesField(
        label=_("Files of answers"),
        allow_empty_file=True,
        max_length=200,
        error_messages={
            "required": _("Choose a file first."),
            "too_many": _("Choose at most 40 files at once."),
        },
    )

    def contents(self) -> list[tuple[str, bytes]]:
        """(name, content); of what is larger than a file of ours only so much that this shows."""
        given = self.cleaned_data["brought"]
        return [(str(one.name)[:40], one.read(MOST_BYTES + 1)) for one in given]
