"""The picture of a part of a scene: one of the question's, or one that is brought."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.clock import now
from base.intake.file_refusal import RefusedFile
from base.intake.phrases import Phrase
from base.intake.picture_names import size_of
from base.intake.scene_pictures import FORMATS, MOST_UPLOADED
from quizbank.checks.finding_messages import say
from quizbank.pictures.actions import keep_picture
from quizbank.pictures.taking_in import taken_in
from quizbank.rules.scene_kinds import IMAGE, PICTURES, images_in

UPLOAD = "upload"
# More than a scene has parts: who sends more files has no form of ours.
MOST_FILES = 20


@dataclass(frozen=True, slots=True)
class PartPicture:
    """What the page shows of a part's picture; ``name`` is empty where there is none."""

    chosen: BoundField
    upload: BoundField
    name: str
    refused: str

    @property
    def address(self) -> str:
        """Where it is."""
        return f"{PICTURES}{self.name}" if self.name else ""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return size_of(self.name) or (0, 0)


def picture_fields(part: Mapping[str, Any], scene: Mapping[str, Any]) -> dict[str, forms.Field]:
    """To choose a picture of the question, and to bring another one."""
    there = list(dict.fromkeys(images_in(scene).values()))
    named = [(name, _("Picture %d") % number) for number, name in enumerate(there, start=1)]
    return {
        IMAGE: forms.ChoiceField(
            label=gettext_lazy("Picture"),
            choices=[("", _("No picture: its words in a frame")), *named],
            initial=part.get(IMAGE, ""),
            required=False,
        ),
        UPLOAD: forms.FileField(
            label=gettext_lazy("Bring a picture"),
            help_text=gettext_lazy(
                "PNG, JPEG, WebP or GIF; it is made smaller. The words above describe it for those"
                " who do not see it, in every language: nothing may be asked that only eyes can"
                " find out, and no words stand in the picture."
            ),
            required=False,
            widget=forms.FileInput(
                attrs={"accept": ",".join(f"image/{one.lower()}" for one in FORMATS)}
            ),
        ),
    }


def with_uploads(data: QueryDict, files: Mapping[str, Any]) -> tuple[QueryDict, dict[str, str]]:
    """What was typed, naming the pictures that were brought; why others are not taken, by part.

    ``files`` are those of the request.
    """
    typed, refused = data.copy(), dict[str, str]()
    for field, key in _brought(files):
        file = files[field]
        try:
            picture = taken_in(file.read(MOST_UPLOADED + 1))
        except RefusedFile as refusal:
            refused[key] = say(Phrase(refusal.text, **refusal.values))
        else:
            typed[f"{IMAGE}_{key}"] = keep_picture(picture, at=now())
    return typed, refused


def _brought(files: Iterable[str]) -> list[tuple[str, str]]:
    """Fields of files with the part each belongs to."""
    there = [(name, name.removeprefix(f"{UPLOAD}_")) for name in files]
    return [(name, key) for name, key in there if name != key][:MOST_FILES]
