"""Who may take questions along and bring some; views use no other way in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404
from django.utils.module_loading import import_string

from quizbank.exchange.taking_over import Rights
from quizbank.formats.catalogue import FORMATS, Format
from quizbank.models import QuestionFile
from quizbank.workshop.permissions import QuestionDesk, desk_of_questions
from quizbank.workshop.queries.tasks import keys_to_answer
from schools.roles import Visitor


def get_format(user: Visitor, name: str) -> tuple[QuestionDesk, Format]:
    """A format for a file to take along, for all who work on questions; 404 for others."""
    desk = desk_of_questions(user)
    if name not in FORMATS:
        raise Http404
    return desk, FORMATS[name]


def may_take_keys(user: Visitor) -> bool:
    """Whether right answers may leave with them in a file; ``MAY_TAKE_KEYS`` says it."""
    may: Callable[[Visitor], bool] = import_string(settings.MAY_TAKE_KEYS)
    return may(user)


@dataclass(frozen=True, slots=True)
class Taking:
    """What somebody may take along in files of questions."""

    desk: QuestionDesk
    keys: bool

    @property
    def untold(self) -> frozenset[str]:
        """Columns of our sheet that stay here; who only reviews has to find the answer alone."""
        if self.keys:
            return frozenset()
        return frozenset({"right"} if self.desk.languages else {"right", "explanation"})

    def may_take_as(self, format_: Format) -> bool:
        """Whether a format does without what is not for them."""
        return self.keys or format_.without_key

    def may_take(self, language: str) -> bool:
        """Whether texts in a language or country variant are for them to take along."""
        return self.keys or self.desk.may_check(language)


def taking_of(desk: QuestionDesk) -> Taking:
    """What a member of the workshop may take along."""
    return Taking(desk, may_take_keys(desk.user))


def get_import(user: Visitor, name: str) -> tuple[QuestionDesk, Format]:
    """A format for a file to bring, for those who write or translate questions; 404 for others."""
    desk, format_ = get_format(user, name)
    if not desk.languages:
        raise Http404
    return desk, format_


def get_kept(user: Visitor, file_id: int) -> tuple[QuestionDesk, QuestionFile]:
    """The user's own file that waits to be imported; 404 for any other."""
    desk = desk_of_questions(user)
    waiting = QuestionFile.objects.filter(way=QuestionFile.Way.IN, read_at__isnull=True)
    found = waiting.filter(pk=file_id, made_by=desk.user).first()
    if found is None or not desk.languages:
        raise Http404
    return desk, found


def rights_of(desk: QuestionDesk) -> Rights:
    """What of a file the user may import."""
    hidden = frozenset(keys_to_answer(desk))
    keys = may_take_keys(desk.user)
    return Rights(languages=desk.may_put_into, writes=desk.may_write, hidden=hidden, keys=keys)
