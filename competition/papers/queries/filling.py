"""Which questions would close a draft's gaps, and why just these."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from base.languages.texts import in_reader_language
from base.models import User
from competition.models import DraftQuestion, PaperDraft
from competition.papers.queries.candidates import CandidateFilters, bank_of
from competition.papers.queries.drafts import blueprint_of
from competition.papers.queries.paper_checks import Checked, reasons_against
from competition.papers.queries.sets import (
    PaperSet,
    QuestionFacts,
    divisions_with_papers,
    drafted_sets,
    known_of,
    sets_of,
)
from quizbank.bank.queries import topic_names
from quizbank.models import PaperQuestion, Question
from quizbank.papers.blueprint import CandidateOffer, Proposal, fill


@dataclass(frozen=True, slots=True)
class Proposed:
    """A question that is proposed, in the reader's language, with the reason."""

    question: Question
    stem: str
    reason: str


@dataclass(frozen=True, slots=True)
class Filling:
    """What is proposed for a draft's gaps, and what keeps the rest of the bank from it.

    ``rest``: questions of the bank that are not chosen; ``fitting``: those of them that may stand
    in the paper; ``against``: ``[(reason, how many of the others)]``, the most frequent first; a
    question may have several. ``is_full``: whether the number is reached.
    """

    proposed: list[Proposed]
    rest: int
    fitting: int
    against: list[tuple[str, int]]
    is_full: bool

    @property
    def refused(self) -> int:
        """How many may not stand in it."""
        return self.rest - self.fitting


def filling(draft: PaperDraft, items: Sequence[DraftQuestion], *, by: User) -> Filling:
    """Questions for the gaps, without any that would be refused; a fixed number of queries."""
    edition, chosen = draft.division.edition, {item.question_id for item in items}
    bank = list(bank_of(draft.division, CandidateFilters(), []).exclude(pk__in=chosen))
    whole = PaperSet(draft.division, draft.kind, bank)
    present = [*sets_of(divisions_with_papers(edition)), *drafted_sets(edition)]
    known = known_of(edition, [whole], [one for one in present if one.place != whole.place])
    # What is asked again is a person's choice.
    known.again = set()
    uses = PaperQuestion.objects.filter(question__in=bank).values_list("question", "neutralised")
    # Of a question that was used, whether it was ever neutralised.
    used = dict(sorted(uses))
    against = {
        one.pk: _reasons(
            Checked(PaperSet(draft.division, draft.kind, [one]), known, by),
            faulty=used.get(one.pk, False),
        )
        for one in bank
    }
    fitting = {one.pk: one for one in bank if not against[one.pk]}
    asked = [(item.question.topic_id, item.question.difficulty) for item in items]
    names = topic_names()
    blueprint = blueprint_of(draft, names)
    proposed = [
        _proposed(one, fitting[one.offer.key], known, names)
        for one in fill(blueprint, asked, _offers(fitting, used))
    ]
    counts = Counter(reason for reasons in against.values() for reason in reasons)
    is_full = len(items) >= blueprint.size
    return Filling(proposed, len(bank), len(fitting), counts.most_common(), is_full)


def _reasons(checked: Checked, *, faulty: bool) -> list[str]:
    """What keeps a question, as a set of its own, from being proposed.

    What was found faulty is a person's choice as well.
    """
    return [*reasons_against(checked), *([_("neutralised")] if faulty else [])]


def _proposed(
    one: Proposal, question: Question, known: QuestionFacts, names: dict[str, str]
) -> Proposed:
    stems = {code: text.stem for code, text in known.present.texts[question.pk].items()}
    return Proposed(question, in_reader_language(stems), _reason(one, question, names))


def _offers(fitting: dict[int, Question], used: Container[int]) -> list[CandidateOffer]:
    """What was used before and what is sensitive comes later."""
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
