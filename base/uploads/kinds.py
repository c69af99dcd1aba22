"""What kinds of files come in: the apps register theirs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from base.jobs.performing import Progress
from base.models import Upload, User
from base.registry import Registry

# Of each list a preview shows so many, and tells how many more there are.
SHOWN = 200


class Preview(Protocol):
    """What a file would change, for its template."""

    @property
    def seen(self) -> str:
        """The digest of all that is promised; what is confirmed has to be the same."""

    @property
    def may_be_stored(self) -> bool:
        """Whether there is anything to confirm."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What somebody confirmed: the preview they saw, and what is ticked in it."""

    seen: str
    take: Sequence[str]
    by: User
    at: datetime


@dataclass(frozen=True, slots=True)
class UploadKind[R]:
    """One kind of file.

    ``read`` gives its rows, before anything is locked; ``preview`` says what they would change, and
    ``store`` changes it, inside a transaction, and counts. They raise ``ValidationError`` for what
    cannot be read, ``store`` also ``ChangedMeanwhile`` and ``FaultyRows``. ``template`` extends
    ``base/uploads/upload.html``; ``place`` names the address where one begins.
    """

    name: str
    template: str
    place: str
    may: Callable[[User], bool]
    read: Callable[[Upload], R]
    preview: Callable[[R, Upload, User], Preview]
    store: Callable[[R, Upload, Confirmed, Progress], Mapping[str, int]]
    told: Callable[[Upload], str]
    # Whether nothing is stored where nothing is ticked.
    is_ticked: bool = False


upload_kinds = Registry[UploadKind[Any]]()


def kind_of(upload: Upload) -> UploadKind[Any]:
    """The kind of a file. Raises ``KeyError`` where a newer program has none of that name."""
    return {kind.name: kind for kind in upload_kinds}[upload.kind]
