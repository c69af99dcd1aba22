"""What an organizer types: a letter in one language, and to whom a free one goes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition.letters.letter_words import unknown_words
from competition.models import Letter
from schools.models import Region
from schools.register.queries import region_choices

LONGEST_SUBJECT, LONGEST_BODY = 120, 6000


class LinesField(forms.CharField):
    """Text of several lines with ends of lines as everywhere; a browser sends others."""

    def to_python(self, value: Any) -> str:  # noqa: ANN401 - Django's signature
        """Before its length is counted."""
        return str(super().to_python(value)).replace("\r\n", "\n")

    def has_changed(self, initial: Any, data: Any) -> bool:  # noqa: ANN401 - Django's signature
        """What was prepared counts as it would come back."""
        return super().has_changed(self.to_python(initial), data)


class LetterForm(forms.Form):
    """Subject and text in one language; both empty for the prepared text."""

    subject = forms.CharField(
        label=gettext_lazy("Subject"), max_length=LONGEST_SUBJECT, required=False
    )
    body = LinesField(
        label=gettext_lazy("Text"),
        max_length=LONGEST_BODY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
    )

    def __init__(self, *args: Any, kind: str, tag: str, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.kind = kind
        for one in self.fields.values():
            one.widget.attrs["lang"] = tag

    def clean_subject(self) -> str:
        """Only words in braces that mean something."""
        return self._known("subject")

    def clean_body(self) -> str:
        """The same."""
        return self._known("body")

    def _known(self, name: str) -> str:
        text: str = self.cleaned_data[name]
        unknown = unknown_words(text, self.kind)
        if unknown:
            said = _("{%(word)s} means nothing here. Take one of the words in braces below.")
            raise ValidationError(said % {"word": unknown[0]})
        return text

    def clean(self) -> dict[str, Any]:
        """Both or neither."""
        data = super().clean() or {}
        if not self.errors and bool(data["subject"]) != bool(data["body"]):
            raise ValidationError(_("Write both, a subject and a text, or leave both empty."))
        return data


class ReadersForm(forms.Form):
    """To whom a free letter goes."""

    readers = forms.ChoiceField(label=gettext_lazy("To whom"), choices=Letter.Readers.choices)
    region = forms.ModelChoiceField(
        Region.objects.none(),
        label=gettext_lazy("Region"),
        required=False,
    )

    def __init__(self, *args: Any, regions: QuerySet[Region], **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        field = self.fields["region"]
        field.queryset = regions  # type: ignore[attr-defined]  # a field by its name
        tree = [one for _country, ones in region_choices(regions) for one in ones]
        field.widget.choices = [("", gettext_lazy("the whole country")), *tree]
