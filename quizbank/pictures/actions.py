"""Pictures are kept, and forgotten once nothing shows them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from base import clock
from base.intake.scene_pictures import CleanPicture
from quizbank.models import Picture
from quizbank.pictures.queries import shown_somewhere


def keep_picture(picture: CleanPicture, *, at: datetime) -> str:
    """Store it, unless it is there; its name. From now on it stays for a week at least."""
    Picture.objects.update_or_create(
        name=picture.name,
        defaults={"needed_at": at},
        create_defaults={"content": picture.content, "needed_at": at},
    )
    return picture.name


def forget_unseen(old: QuerySet[Picture]) -> int:
    """Delete those of the pictures that nothing shows, the others stay on; how many went."""
    shown = shown_somewhere()
    # First what is needed still, so that two who do this at once delete nothing of it.
    old.filter(pk__in=shown).update(needed_at=clock.now())
    return old.exclude(pk__in=shown).delete()[0]
