"""Pictures that a file of questions brings along: drawn anew, and named by what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from intake.file_refusal import RefusedFile
from intake.phrases import gettext_noop
from intake.scene_pictures import CleanPicture
from quizbank.exchange.completing import Placed, Refused
from quizbank.formats.item import BadFile, FileFault
from quizbank.formats.scene_cells import named_in, renamed
from quizbank.pictures.actions import keep_picture
from quizbank.pictures.queries import stored_among
from quizbank.pictures.taking_in import taken_in

# New ones, each of which is drawn by a process of its own.
MOST_NEW = 200
TOO_MANY = gettext_noop("The file brings more than %(most)d pictures. Split it.")


@dataclass(slots=True)
class BroughtPictures:
    """Rows that call pictures as the bank does or would, and those that are not there yet."""

    placed: Placed
    new: dict[str, CleanPicture] = field(default_factory=dict)
    refused: Refused = field(default_factory=list)


def brought(placed: Placed, sent: Mapping[str, bytes]) -> BroughtPictures:
    """What the rows show of the pictures a file sent; what is in the bank is not read again."""
    named = named_in(row.get("scene", "") for _place, row in placed)
    wanted = (named & set(sent)) - stored_among(named)
    if len(wanted) > MOST_NEW:
        raise BadFile(TOO_MANY, most=MOST_NEW)
    found, names = BroughtPictures(placed), dict[str, str]()
    for name in sorted(wanted):
        try:
            picture = taken_in(sent[name])
        except RefusedFile as refusal:
            found.refused += _refused(placed, name, refusal)
        else:
            names[name] = picture.name
            found.new[picture.name] = picture
    if names:
        found.placed = [
            (place, row | {"scene": renamed(row.get("scene", ""), names)}) for place, row in placed
        ]
    return found


def _refused(placed: Placed, name: str, refusal: RefusedFile) -> Refused:
    firsts = {
        row.get("id", ""): place for place, row in reversed(placed) if name in row.get("scene", "")
    }
    return [
        (key, FileFault(place, "scene", refusal.text, refusal.values))
        for key, place in firsts.items()
    ]


def keep_shown(placed: Placed, new: Iterable[CleanPicture], *, at: datetime) -> None:
    """Store those of the new pictures that the rows show."""
    named = named_in(row.get("scene", "") for _place, row in placed)
    for picture in new:
        if picture.name in named:
            keep_picture(picture, at=at)
