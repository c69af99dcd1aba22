"""Which questions would close a draft's gaps, and why just these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from competition.models import DraftQuestion, PaperDraft
from competition.papers.queries.candidates import CandidateFilters, bank_of
from competition.papers.queries.drafts import blueprint_of
from competition.papers.queries.paper_checks import Checked, refusals
from competition.papers.queries.sets import (
    PaperSet,
    divisions_with_papers,
    drafted_sets,
    known_of,
    sets_of,
)
from quizbank.bank.queries import topic_names
from quizbank.models import PaperQuestion, Question
from quizbank.papers.blueprint import CandidateOffer, Proposal, fill
from schools.models import User, in_reader_language


@dataclass(frozen=True, slots=True)
class Proposed:
    """A question that is proposed, in the reader's language, with the reason."""

    question: Question
    stem: str
    reason: str


def proposals(draft: PaperDraft, items: Sequence[DraftQuestion], *, by: User) -> list[Proposed]:
    """Questions for the gaps, without any that would be refused; a fixed number of queries."""
    edition, chosen = draft.division.edition, {item.question_id for item in items}
    bank = list(bank_of(draft.division, CandidateFilters(), []).exclude(pk__in=chosen))
    whole = PaperSet(draft.division, draft.kind, bank)
    present = [*sets_of(divisions_with_papers(edition)), *drafted_sets(edition)]
    known = known_of(edition, [whole], [one for one in present if one.place != whole.place])
    fitting = {
        question.pk: question
        for question in bank
        if not refusals(Checked(PaperSet(draft.division, draft.kind, [question]), known, by))
    }
    asked = [(item.question.topic_id, item.question.difficulty) for item in items]
    names = topic_names()
    return [
        Proposed(
            fitting[one.offer.key],
            in_reader_language({c: t.stem for c, t in known.texts[one.offer.key].items()}),
            _reason(one, fitting[one.offer.key], names),
        )
        for one in fill(blueprint_of(draft, names), asked, _offers(fitting))
    ]


def _offers(fitting: dict[int, Question]) -> list[CandidateOffer]:
    """What was used before and what is sensitive comes later."""
    used = set(
        PaperQuestion.objects.filter(question__in=list(fitting)).values_list("question", flat=True)
    )
    return [
        CandidateOffer(pk, one.topic_id, one.difficulty, worn=(pk in used) + one.sensitive)
        for pk, one in fitting.items()
    ]


def _reason(proposal: Proposal, question: Question, names: dict[str, str]) -> str:
    words = {
        "topic": names.get(question.topic_id, question.topic_id),
        "difficulty": question.get_difficulty_display(),
    }
    texts = {
        "cell": _("Closes the gap %(topic)s, %(difficulty)s."),
        "topic": _(
            "Closes the gap %(topic)s; no question of the missing difficulty is left there."
        ),
        "difficulty": _("Closes the gap “%(difficulty)s”; no missing topic has a question left."),
        "number": _("Closes no gap of topic or difficulty, only that of the number."),
    }
    return texts[proposal.closes] % words
