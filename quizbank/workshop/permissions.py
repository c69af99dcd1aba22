"""Who may do what with the questions of the bank; views use no other way in."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404

from base.models import User
from quizbank.languages.codes import base_of
from quizbank.models import Question
from schools.models import Role
from schools.roles import PROTECTORS, TRANSLATORS, WRITERS, Visitor, holdings_of


@dataclass(frozen=True, slots=True)
class QuestionDesk:
    """What somebody may do with questions. Languages are ``None`` for all there are."""

    user: User
    may_write: bool
    may_protect: bool
    may_translate: bool
    own_languages: frozenset[str] | None
    written_languages: frozenset[str] | None

    @property
    def languages(self) -> frozenset[str]:
        """Languages, without country variants, that the user may write texts in."""
        if not (self.may_write or self.may_translate):
            return frozenset()
        every = frozenset(settings.ENDONYMS)
        return every if self.written_languages is None else self.written_languages & every

    def may_put_into(self, language: str) -> bool:
        """Whether the user may write the text in a language or country variant."""
        return base_of(language) in self.languages

    def may_edit(self, question: Question, language: str) -> bool:
        """Whether the user may change a text: the source is for those who write questions."""
        writes = self.may_write if language == question.source else self.may_translate
        return writes and self.may_put_into(language)

    def may_check(self, language: str) -> bool:
        """Whether the user reads a language well enough to check a translation into it."""
        return self.own_languages is None or base_of(language) in self.own_languages


def desk_of_questions(user: Visitor) -> QuestionDesk:
    """What the user may do in the workshop; 404 for whom it is not."""
    found = find_desk(user)
    if found is None:
        raise Http404
    return found


def get_question(user: Visitor, key: str) -> tuple[QuestionDesk, Question]:
    """A question of the bank, which all who work on questions share; 404 for all others."""
    desk = desk_of_questions(user)
    found = Question.objects.select_related("topic").filter(key=key).first()
    if found is None:
        raise Http404
    return desk, found


def find_desk(user: Visitor) -> QuestionDesk | None:
    """What the user may do in the workshop, if it is for them."""
    if not isinstance(user, User):
        return None
    holdings = holdings_of(user)
    if holdings.everything:
        return QuestionDesk(user, True, True, True, None, None)
    held = holdings.of_questions
    if not held:
        return None
    kinds = {Role.Kind(role.kind) for role in held}
    return QuestionDesk(
        user,
        may_write=bool(kinds & WRITERS),
        may_protect=bool(kinds & PROTECTORS),
        may_translate=bool(kinds & TRANSLATORS),
        own_languages=_languages(held),
        # To look after the children of a country is no word in what its languages say.
        written_languages=_languages([role for role in held if role.kind in TRANSLATORS]),
    )


def _languages(roles: list[Role]) -> frozenset[str] | None:
    """Those of the countries; English, in which they understand each other, is everybody's."""
    countries = [role.country for role in roles]
    if None in countries:
        return None
    return frozenset({"en"}.union(*(country.languages for country in countries if country)))
