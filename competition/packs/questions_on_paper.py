"""A question as it stands on paper, by its kind: what is circled or written, and its key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from competition.packs.scenes_on_paper import printed_scene
from competition.public.queries.practice import PractisedQuestion
from quizbank.papers.answers_in_words import right_in_words, told_form
from quizbank.rules.responses import QuestionKind, decoded, said_of_parts

type Part = dict[str, object]

# Points of the letters, the largest that needs no more pages; young children read larger ones.
YOUNG, OLDER = (13, 12, 11), (12, 11, 10)
LATIN, CYRILLIC = "ABCDEFGHIJKLMNOP", "АБВГДЂЕЖЗИЈКЛЉМН"


def letters_of(language: str) -> str:
    """What choices, groups and parts are named by, in the script of a class."""
    return CYRILLIC if language == "sr" else LATIN


def part_on_paper(
    asked: Sequence[PractisedQuestion],
    *,
    language: str,
    division: str,
    pictures: Mapping[str, bytes],
) -> Part:
    """The pages of the pupils and the key; ``pictures``: the bytes of those that are stored."""
    letters = letters_of(language)
    return {
        "kind": "questions",
        "title": _("Questions on paper"),
        "lead": _("This does not count: it is for talking. Each question says how to answer it."),
        "who": _("Number or name"),
        "key-title": _("Right answers, for the teacher"),
        "key-lead": _("Go through them together: first what the class thinks, then why."),
        "sizes": YOUNG if division == "9-11" else OLDER,
        "questions": [printed_question(one, letters, pictures) for one in asked],
    }


def printed_question(
    one: PractisedQuestion, letters: str, pictures: Mapping[str, bytes]
) -> dict[str, object]:
    """What the template asks for of one question."""
    kind = told_form(dict(one)).kind
    shown = _shown(one)
    bins = one.get("bins", [])
    return {
        "stem": one["stem"],
        "how": _how(kind),
        "scene": printed_scene(one, letters, pictures) if "scene" in one else None,
        "groups": [_row(letters[at], name) for at, name in enumerate(bins)],
        "rows": [_row(_mark(kind, at, letters), one["choices"][at]) for at in shown],
        "key": _key(one, letters),
    }


def _row(mark: str, text: str) -> Part:
    return {"mark": mark, "text": text}


def _how(kind: QuestionKind) -> str:
    """What a pupil does with a pencil."""
    return {
        QuestionKind.SINGLE: _("Circle one letter."),
        QuestionKind.MULTI: _("Circle the letters of all that fit: there are several."),
        QuestionKind.SORT: _("Write the letter of its group on each line."),
        QuestionKind.ORDER: _("Write numbers on the lines: 1 is the first."),
        QuestionKind.SPOTS: _("Circle the letter of each part that you mark."),
    }[kind]


def _shown(one: PractisedQuestion) -> Sequence[int]:
    """The positions of what stands below the scene: of places only the answer that is in no part.

    Steps that happen to stand in their right order are turned round.
    """
    form = told_form(dict(one))
    positions = range(form.size)
    if form.kind is QuestionKind.SPOTS:
        inside = {part.get("choice") for part in one.get("scene", {}).get("parts", ())}
        return [at for at in positions if at + 1 not in inside]
    if form.kind is QuestionKind.ORDER and decoded(form, one["key"]) == tuple(positions):
        return positions[::-1]
    return positions


def _mark(kind: QuestionKind, at: int, letters: str) -> str:
    """The letter to circle; nothing where there is something to write."""
    return "" if kind in (QuestionKind.SORT, QuestionKind.ORDER) else letters[at]


def _key(one: PractisedQuestion, letters: str) -> Part:
    told = dict(one)
    return {
        "short": _short_key(one, letters),
        "words": right_in_words(told),
        "why": one["explanation"],
    }


def _short_key(one: PractisedQuestion, letters: str) -> str:
    """What stands on a paper that is all right: the letters, or what is on its lines."""
    form = told_form(dict(one))
    said = said_of_parts(form, one["key"])
    if form.kind is QuestionKind.SORT:
        return _on_lines([letters[said[at] - 1] for at in _shown(one)])
    if form.kind is QuestionKind.ORDER:
        return _on_lines([str(said[at]) for at in _shown(one)])
    return ", ".join(letters[at] for at, marked in enumerate(said) if marked)


def _on_lines(marks: Sequence[str]) -> str:
    return _("From top to bottom: %(marks)s.") % {"marks": ", ".join(marks)}
