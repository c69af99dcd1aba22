"""What parts of a scene have besides their text: address, who speaks, price, whether it is on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from quizbank.rules.scene_kinds import IMAGE, attributes_of, is_understood
from quizbank.workshop.forms.part_picture import UPLOAD, PartPicture, picture_fields
from quizbank.workshop.scene_labels import SPEAKER_NAMES

MOST_PRICE = 99_999
PRICE_UNITS = {
    "gems": _("gems"),
    "stars": _("stars"),
    "money": _("money of the country"),
}


class SceneForm(forms.Form):
    """The attributes of the parts of a scene; the field of one ends in its letter or number."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's signature
        scene: Mapping[str, Any],
        **kwargs: Any,  # noqa: ANN401 - Django's signature
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names: dict[str, list[str]] = {}
        self.images: dict[str, str] = {}
        for part in scene.get("parts", ()):
            fields = _fields_of(str(scene["kind"]), part)
            if IMAGE in fields:
                fields |= picture_fields(part, scene)
                self.images[str(part["id"])] = str(part.get(IMAGE, ""))
            named = {f"{name}_{part['id']}": field for name, field in fields.items()}
            self.fields.update(named)
            self.names[str(part["id"])] = list(named)

    def of_part(self, key: str) -> Iterator[forms.BoundField]:
        """The fields of one part, without those of its picture."""
        own = (f"{IMAGE}_{key}", f"{UPLOAD}_{key}")
        return (self[name] for name in self.names.get(key, ()) if name not in own)

    def picture_of(self, key: str, refused: Mapping[str, str]) -> PartPicture | None:
        """The picture of one part; none where it is none that could have one."""
        if key not in self.images:
            return None
        chosen, upload = self[f"{IMAGE}_{key}"], self[f"{UPLOAD}_{key}"]
        return PartPicture(chosen, upload, self.images[key], refused.get(key, ""))


def _fields_of(kind: str, part: Mapping[str, Any]) -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {}
    for name in attributes_of(kind, str(part["as"])):
        found |= _price(part) if name == "price" else {name: _field(name, part.get(name))}
    return found


def _field(name: str, value: object) -> forms.Field:
    if name == IMAGE:
        return forms.CharField(required=False)
    if name == "who":
        offered = list(SPEAKER_NAMES.items())
        return forms.ChoiceField(label=_("Who speaks"), choices=offered, initial=value)
    if name == "address":
        return forms.CharField(
            label=_("Address"),
            initial=value,
            required=False,
            max_length=60,
            validators=[_is_nobodys],
            help_text=_("The same in all languages: ends in .example, or begins with @."),
        )
    label = _("switched on") if name == "switched" else _("secure connection")
    return forms.BooleanField(label=label, initial=value, required=False)


def _is_nobodys(address: str) -> None:
    if not is_understood("address", address):
        raise ValidationError(
            _(
                "This might belong to somebody. An address ends in .example and has at most 24"
                " small Latin letters, a user name begins with @."
            )
        )


def _price(part: Mapping[str, Any]) -> dict[str, forms.Field]:
    number, _space, unit = str(part.get("price", "0")).partition(" ")
    return {
        "price": forms.IntegerField(
            label=_("Price (0: free)"), min_value=0, max_value=MOST_PRICE, initial=number
        ),
        "unit": forms.ChoiceField(
            label=_("Paid in"), choices=list(PRICE_UNITS.items()), initial=unit or "gems"
        ),
    }
