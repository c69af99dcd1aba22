"""Who may take questions along and bring some; views use no other way in."""

from __future__ import annotations

from django.http import Http404

from competition.models import QuestionFile
from competition.permissions_questions import QuestionDesk, desk_of_questions
from competition.queries.question_work import keys_to_answer
from quizbank.exchange import Rights
from quizbank.formats.catalogue import FORMATS, Format
from schools.permissions import Visitor


def get_format(user: Visitor, name: str) -> tuple[QuestionDesk, Format]:
    """A format for a file to take along, for all who work on questions; 404 for others."""
    desk = desk_of_questions(user)
    if name not in FORMATS:
        raise Http404
    return desk, FORMATS[name]


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
    return Rights(languages=desk.may_put_into, writes=desk.may_write, hidden=hidden)
