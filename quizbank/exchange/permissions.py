"""Who may take questions along and bring some; views use no other way in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404

from base.registry import Registry
from quizbank.exchange.sheet import NOTES
from quizbank.exchange.taking_over import Rights
from quizbank.formats.catalogue import FORMATS, Format
from quizbank.workshop.permissions import QuestionDesk, desk_of_questions, find_desk
from quizbank.workshop.queries.tasks import keys_to_answer
from schools.roles import Visitor

# Whether right answers may leave with somebody in a file.
key_rights = Registry[Callable[[Visitor], bool]]()


def get_format(user: Visitor, name: str) -> tuple[QuestionDesk, Format]:
    """A format for a file to take along, for all who work on questions; 404 for others."""
    desk = desk_of_questions(user)
    if name not in FORMATS:
        raise Http404
    return desk, FORMATS[name]


def may_take_keys(user: Visitor) -> bool:
    """Whether right answers may leave with them in a file."""
    return key_rights.only(user)


@dataclass(frozen=True, slots=True)
class Taking:
    """What somebody may take along in files of questions."""

    desk: QuestionDesk
    keys: bool

    @property
    def untold(self) -> frozenset[str]:
        """Columns of our sheet that stay here; who only reviews has to find the answer alone.

        Notes tell what is a sign, as explanations do.
        """
        if self.keys:
            return frozenset()
        return frozenset({"right"} if self.desk.languages else {"right", "explanation", *NOTES})

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


def importing_desk(user: Visitor) -> QuestionDesk | None:
    """What somebody may do who may import questions at all."""
    desk = find_desk(user)
    return desk if desk is not None and desk.languages else None


def rights_of(desk: QuestionDesk) -> Rights:
    """What of a file the user may import."""
    hidden = frozenset(keys_to_answer(desk))
    keys = may_take_keys(desk.user)
    return Rights(languages=desk.may_put_into, writes=desk.may_write, hidden=hidden, keys=keys)
