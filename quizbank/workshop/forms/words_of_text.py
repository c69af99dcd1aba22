"""The words of a question in one language: a field for each unit, with its own limit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizbank.rules.question_faults import most_characters
from quizbank.rules.responses import QuestionKind
from quizbank.rules.text_units import ASKED, TextWords, Unit
from quizbank.workshop.unit_labels import in_reading_order, label_of
from quizbank.workshop.units_needed import Needed

TOO_LONG = _("This has %(show_value)d characters, and at most %(limit_value)d fit. Shorten it.")
# Unit → the name of its field; stem and explanation stand alone.
NAMES = {
    "choices": "choice",
    "bins": "bin",
    "parts": "part",
    "people": "person",
    "notes": "note",
}
ROWS = {"stem": 2, "explanation": 5, "notes": 2}
# From so many characters on a unit is written in several lines.
ONE_LINE = 90
WHY = _(
    "Why the right answer is right, and why the tempting one is not. A draft may still lack it."
)
# More than any unit may have; what is longer is cut off where nothing is stored.
LONGEST = 2_000


def field_name(unit: Unit) -> str:
    """As in ``choice_a``, ``part_1``."""
    field, key = unit
    return f"{NAMES[field]}_{key}" if field in NAMES else field


def as_typed(needed: Needed, data: Mapping[str, Any]) -> TextWords:
    """What stands in the fields now, for a check or a preview; nothing is refused."""
    names = {unit: field_name(unit) for unit in needed.words.shape}
    said = {unit: str(data.get(name, "")).strip()[:LONGEST] for unit, name in names.items()}
    return needed.filled(said)


class TextForm(forms.Form):
    """The words of a question in one language, a field for each unit it needs.

    ``lenient``: a draft may still lack all but the question itself.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's signature
        needed: Needed,
        version: int = 0,
        lenient: bool = False,
        **kwargs: Any,  # noqa: ANN401 - Django's signature
    ) -> None:
        said = {field_name(unit): words for unit, words in needed.words.units()}
        kwargs["initial"] = {"version": version, **said}
        super().__init__(*args, **kwargs)
        self.needed = needed
        self.units = in_reading_order(needed.words.shape, needed.asked)
        for unit in self.units:
            self.fields[field_name(unit)] = self._field(unit, lenient=lenient)

    def _field(self, unit: Unit, *, lenient: bool) -> forms.CharField:
        name, asked = unit[0], self.needed.asked
        most = most_characters(asked.kind, unit)
        needed = name == "stem" or (name in ASKED and unit not in self.needed.optional)
        field = forms.CharField(
            label=label_of(unit, asked),
            max_length=most,
            required=needed and not (lenient and name != "stem"),
            widget=_widget(name, most),
            help_text=WHY if name == "explanation" else "",
            error_messages={"max_length": TOO_LONG},
        )
        # Browsers would cut off in silence what is pasted; the counter and the form say it.
        field.widget.attrs.pop("maxlength", None)
        field.widget.attrs["data-most"] = most
        return field

    def clean(self) -> dict[str, Any]:
        """No two answers say the same."""
        data = super().clean() or self.cleaned_data
        seen: dict[str, str] = {}
        for name in self._choices():
            words = str(data.get(name, "")).casefold()
            if words and words in seen:
                self.add_error(name, _("Another answer says the same."))
            seen.setdefault(words, name)
        return data

    def words(self) -> TextWords:
        """As the actions take it."""
        return self.needed.filled(
            {unit: self.cleaned_data[field_name(unit)] for unit in self.units}
        )

    def of_unit(self, *unit: str) -> forms.BoundField:
        """The field of a unit."""
        field, key = unit
        return self[field_name((field, key))]

    def beside(self, source: TextWords | None) -> Iterator[tuple[forms.BoundField, str]]:
        """Each field with what the source says there, empty where it is not to be shown."""
        there = dict(source.units()) if source else {}
        for unit in self.units:
            yield self[field_name(unit)], there.get(unit, "")

    def in_language(self, tag: str) -> None:
        """Tell browsers which language is typed, for their spelling and their letters."""
        for name, field in self.fields.items():
            if name != "version":
                field.widget.attrs |= {"lang": tag, "spellcheck": "true"}

    def _choices(self) -> list[str]:
        return [field_name(unit) for unit in self.units if unit[0] == "choices"]


def _widget(name: str, most: int) -> forms.Widget:
    if name in ROWS or most > ONE_LINE:
        return forms.Textarea(attrs={"rows": ROWS.get(name, 2)})
    return forms.TextInput()


def is_plain(needed: Needed) -> bool:
    """Whether it is a question of one choice without a scene, which reads at a glance."""
    return needed.asked.kind is QuestionKind.SINGLE and not needed.asked.scene
