"""The keys of answer files: whether this server opens what computers without network bring."""

from __future__ import annotations

from datetime import datetime

from django.db.models import BinaryField
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from competition.answer_keys import answer_keys
from competition.models import AnswerFile
from competition.readiness.lines import ServerLine
from competition.rules.server_limits import Light

# Where the name of its key stands in a file (`intake.sealed_answers`): all of it is not read.
NAME = Substr("content", len(b"quiz-answers-1 ") + 1, 16, output_field=BinaryField())
# Names that no language translates.
WHERE = {
    "setting": "ANSWER_KEYS=new,old",
    "older": "SECRET_KEY_FALLBACKS",
    "page": "docs/running.md",
}


def file_keys(at: datetime) -> ServerLine:
    """Files that wait for a decision are the ones that a changed key would lose."""
    names = [key.name for key in answer_keys()]
    kept = AnswerFile.objects.exclude(content=b"").order_by().values_list(NAME, flat=True)
    sealed_for = [bytes(name).decode(errors="replace") for name in kept]
    lost = sum(name not in names for name in sealed_for)
    told = {"keys": len(names), "files": len(sealed_for), "lost": lost, **WHERE}
    return ServerLine(
        Light.RED if lost else Light.GREEN,
        _(
            "Keys that open files: %(keys)d. Files kept: %(files)d, of which no key here opens: "
            "%(lost)d."
        ),
        _(
            "Put the earlier key behind the new one, in every process: %(setting)s or %(older)s. "
            "The steps: %(page)s."
        ),
        told,
    )
