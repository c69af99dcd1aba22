"""What keeps a set of questions from being a paper, and an edition's papers from being played."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from base.models import User
from competition.models import Division, Edition, PaperDraft
from competition.papers.queries.ages import of_other_ages
from competition.papers.queries.asked_before import known_elsewhere, still_asked
from competition.papers.queries.candidates import CandidateFilters, bank_of
from competition.papers.queries.replacing import too_late
from competition.papers.queries.set_texts import TextFacts, fingerprint_of
from competition.papers.queries.sets import (
    KINDS,
    PaperSet,
    QuestionFacts,
    divisions_with_papers,
    drafted_sets,
    known_of,
    paper_name,
    sets_of,
)
from competition.rules.edition_steps import OVER
from quizbank.languages.codes import name_of
from quizbank.languages.variants import is_variant, readers, source, variant
from quizbank.models import Paper, Question
from quizbank.papers.blueprint import SIZE


@dataclass(frozen=True, slots=True)
class Checked:
    """A set with what is known, and who would answer for it (nobody: it is published already)."""

    one: PaperSet
    known: QuestionFacts
    by: User | None = None

    @property
    def is_official(self) -> bool:
        return self.one.kind == Paper.Kind.OFFICIAL

    @property
    def said(self) -> TextFacts:
        """The texts it is judged by."""
        return self.known.texts_of(self.one)

    def numbers(self, fits: Callable[[Question], bool]) -> str:
        """The numbers of the questions for which something is so."""
        return self.one.numbers(fits)


@dataclass(frozen=True, slots=True)
class PapersReadiness:
    """What keeps an edition's papers from being played, and what somebody should know of them."""

    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def paper_faults(edition: Edition) -> list[str]:
    """Every reason, in the reader's language; empty when all divisions have their official paper
    and nothing is wrong with what there is beside it."""
    return papers_standing(edition).faults


def papers_standing(edition: Edition) -> PapersReadiness:
    """All papers of an edition in their places.

    Nine queries at most, however many divisions and questions there are; one more for each division
    without an official paper.
    """
    divisions = divisions_with_papers(edition)
    sets = sets_of(divisions)
    known = known_of(edition, sets)
    by_place = {one.place: one for one in sets}
    found = PapersReadiness()
    for division in divisions:
        division.edition = edition
        for kind in KINDS:
            one, name = by_place.get((division.pk, kind)), paper_name(division, kind)
            if one is not None:
                found.faults.extend(_said(name, _faults_in_place(one, known)))
                found.notes.extend(_said(name, _notes_on(one)))
            elif kind == Paper.Kind.OFFICIAL:
                found.faults.extend(_said(name, [_missing(division, known)]))
    return found


def _said(name: str, sentences: Iterable[str]) -> list[str]:
    return [_("%(paper)s: %(fault)s") % {"paper": name, "fault": one} for one in sentences]


def _missing(division: Division, known: QuestionFacts) -> str:
    """What a paper still needs: questions, or somebody who publishes it."""
    draft = PaperDraft.objects.filter(division=division, kind=Paper.Kind.OFFICIAL).first()
    size = (draft.size if draft else None) or SIZE
    filters = CandidateFilters(reviewed=True, unused=True)
    there = bank_of(division, filters, known.languages, known.countries).count()
    if there >= size:
        return _("it is missing.")
    text = ngettext(
        "it is missing, and so is %(count)d reviewed question.",
        "it is missing, and so are %(count)d reviewed questions.",
        size - there,
    )
    return text % {"count": size - there}


def _notes_on(one: PaperSet) -> Iterator[str]:
    """Nobody stops an edition because a question is retired: what classes take stays as it is."""
    numbers = one.numbers(_is_retired)
    if numbers and one.division.edition.state not in OVER:
        yield _("These questions were retired after it was published: %(numbers)s.") % {
            "numbers": numbers
        }


def _faults_in_place(one: PaperSet, known: QuestionFacts) -> list[str]:
    paper: Paper = getattr(one.division, one.kind)
    if paper.published_at is None:
        return [_("it is not published.")]
    return refusals(Checked(one, known))


def check_set(one: PaperSet, *, by: User) -> tuple[Checked, list[str]]:
    """A set with all that is known around it, and what keeps it from its place in the edition."""
    edition = one.division.edition
    present = [*sets_of(divisions_with_papers(edition)), *drafted_sets(edition)]
    around = [other for other in present if other.place != one.place]
    checked = Checked(one, known_of(edition, [one], around), by)
    late = too_late(one.division, one.kind)
    against = [*([late] if late else []), *refusals(checked)]
    return checked, against


def refusals(checked: Checked) -> list[str]:
    """All reasons against a set, each with the numbers of the questions."""
    if not checked.one.questions:
        return [_("It has no question yet.")]
    return [fault for check in CHECKS for fault in check(checked)]


def reasons_against(checked: Checked) -> list[str]:
    """The same in few words and without numbers, for a question that is not chosen yet."""
    return [str(IN_SHORT[check]) for check in CHECKS if any(True for _fault in check(checked))]


def _missing_texts(checked: Checked) -> Iterator[str]:
    for code in checked.known.languages:
        numbers = checked.numbers(partial(_is_missing, checked, code))
        if numbers:
            yield _("There is no text in this language: %(language)s. Questions: %(numbers)s.") % {
                "language": settings.ENDONYMS[code],
                "numbers": numbers,
            }


def _not_compiled(checked: Checked) -> Iterator[str]:
    compiled = checked.one.compiled
    if compiled is not None:
        for code in checked.known.languages:
            if code not in compiled:
                yield _(
                    "It was published without this language: %(language)s. Publish it again."
                ) % {"language": settings.ENDONYMS[code]}


def _unreviewed(checked: Checked) -> Iterator[str]:
    waiting = {one.pk: _waiting(checked, one) for one in checked.one.questions}
    languages = checked.known.languages
    variants = {code for codes in waiting.values() for code in codes}.difference(languages)
    for code in [*languages, *sorted(variants)]:
        numbers = checked.numbers(partial(_is_among, waiting, code))
        if numbers:
            yield _(
                "Nobody has reviewed the texts in this language: %(language)s."
                " Questions: %(numbers)s."
            ) % {"language": name_of(code), "numbers": numbers}


def _waiting(checked: Checked, question: Question) -> set[str]:
    """The codes of texts that pupils would read unreviewed.

    A paper that is published brings only the variants it was compiled in, of whole texts.
    """
    known, said, compiled = checked.known, checked.said, checked.one.compiled
    there = said.usable.get(question.pk, {})
    begun = said.texts.get(question.pk, {}) if compiled is None else there
    passed = said.approved.get(question.pk, frozenset())
    codes = {
        source(begun, language, country)
        for language, country in readers(known.languages, known.countries)
        if not country or compiled is None or variant(language, country) in compiled
    }
    return {one for one in codes if one and one not in passed and (one in there or is_variant(one))}


def _is_among(waiting: dict[int, set[str]], code: str, question: Question) -> bool:
    return code in waiting[question.pk]


def _is_missing(checked: Checked, code: str, question: Question) -> bool:
    return code not in checked.said.usable.get(question.pk, {})


def _twice(checked: Checked) -> Iterator[str]:
    """The papers of an edition share no question."""
    shared: dict[str, list[int]] = {}
    for number, question in enumerate(checked.one.questions, start=1):
        for place, name in checked.known.places.get(question.pk, {}).items():
            if place != checked.one.place:
                shared.setdefault(name, []).append(number)
    for name, numbers in shared.items():
        yield _("Also in another paper of this edition: %(paper)s. Questions: %(numbers)s.") % {
            "paper": name,
            "numbers": ", ".join(map(str, dict.fromkeys(numbers))),
        }


def _known_elsewhere(checked: Checked) -> Iterator[str]:
    if checked.is_official:
        yield from known_elsewhere(checked.one, checked.known)
    elif checked.one.kind != Paper.Kind.PRACTICE:
        # Practice may have them: it keeps them back until they may be known.
        yield from still_asked(checked.one, checked.known)


def _retired(checked: Checked) -> Iterator[str]:
    """A paper that stands in its place goes on with them: ``papers_standing`` says so."""
    numbers = checked.numbers(_is_retired)
    if checked.by is not None and numbers:
        yield _("These questions are retired. Take them out. Questions: %(numbers)s.") % {
            "numbers": numbers
        }


def _is_retired(question: Question) -> bool:
    return question.retired_at is not None


def _other_ages(checked: Checked) -> Iterator[str]:
    yield from of_other_ages(checked.one)


def _sensitive(checked: Checked) -> Iterator[str]:
    numbers = checked.numbers(lambda one: one.sensitive and not is_signed(checked, one))
    if numbers:
        yield _(
            "These questions on sensitive topics wait for the sign-off for child protection"
            " by a second person. Questions: %(numbers)s."
        ) % {"numbers": numbers}


def is_signed(checked: Checked, question: Question) -> bool:
    """Whether somebody else than the person who publishes answers for the wording."""
    wording = fingerprint_of(checked.said.texts.get(question.pk, {}))
    place, known = (question.pk, wording), checked.known
    signers = known.signed.get(place, set()) - {checked.by.pk if checked.by else 0}
    # A published paper stays as it was signed, whatever became of its questions.
    is_draft = checked.one.compiled is None
    return bool(signers - known.overtaken.get(place, set()) if is_draft else signers)


CHECKS: tuple[Callable[[Checked], Iterator[str]], ...] = (
    _missing_texts,
    _not_compiled,
    _unreviewed,
    _twice,
    _known_elsewhere,
    _retired,
    _other_ages,
    _sensitive,
)

IN_SHORT: dict[Callable[[Checked], Iterator[str]], object] = {
    _missing_texts: gettext_lazy("a text is missing in a language"),
    _not_compiled: gettext_lazy("published without a language"),
    _unreviewed: gettext_lazy("nobody has reviewed a text"),
    _twice: gettext_lazy("in another paper of this edition"),
    _known_elsewhere: gettext_lazy("known to pupils of another edition"),
    _retired: gettext_lazy("retired"),
    _other_ages: gettext_lazy("for another age group"),
    _sensitive: gettext_lazy("the sign-off for child protection is missing"),
}
