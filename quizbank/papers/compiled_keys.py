"""What is told after the quiz: a paper's questions with the right answers, compiled like a paper.

Made when somebody may first know it, so that an explanation can be corrected until then; from then
on it stays as it is. Questions and answers are those that were asked. A correction counts once
people have passed it; what they have not passed is told in the words the paper was published with.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from django.db.models import QuerySet

from base import clock
from quizbank.bank.kept_wordings import Kept, history_of, stood_or_passed
from quizbank.bank.queries import items_of
from quizbank.languages.variants import parts_of, wording
from quizbank.models import CompiledKey, CompiledPaper, PaperQuestion
from quizbank.papers.compiling import Compiled, explained
from quizbank.rules.permutation import digest


def key_digests(paper_id: int) -> dict[str, str]:
    """``{language or variant: address}`` of a paper's keys; compiles them where there are none.

    Two who come first at once make the same bytes, and one of them stores them.
    """
    found = _stored(paper_id)
    if found:
        return found
    CompiledKey.objects.bulk_create(_compiled(paper_id), ignore_conflicts=True)
    return _stored(paper_id)


def _stored(paper_id: int) -> dict[str, str]:
    rows = CompiledKey.objects.filter(paper=paper_id).values_list("language", "digest")
    return dict(rows)


def _compiled(paper_id: int) -> Iterator[CompiledKey]:
    for sent, questions in _told(CompiledPaper.objects.filter(paper=paper_id), paper_id):
        body = json.dumps({"language": sent.language, "questions": questions}, ensure_ascii=False)
        address = digest(body, seed=sent.paper.seed)
        yield CompiledKey(paper=sent.paper, language=sent.language, body=body, digest=address)


def told_in(paper_id: int, language: str) -> dict[int, Compiled]:
    """``{number: question}`` in a language or variant as pupils are told of it, or would be now."""
    stored = CompiledKey.objects.filter(paper=paper_id, language=language).first()
    if stored:
        questions = json.loads(stored.body)["questions"]
    else:
        sent = CompiledPaper.objects.filter(paper=paper_id, language=language)
        questions = [one for _sent, many in _told(sent, paper_id) for one in many]
    return {one["number"]: one for one in questions}


def _told(
    papers: QuerySet[CompiledPaper], paper_id: int
) -> Iterator[tuple[CompiledPaper, list[Compiled]]]:
    items = items_of([paper_id], scenes=True).get(paper_id, [])
    history = history_of(item.question_id for item in items)
    for sent in papers.select_related("paper"):
        texts = stood_or_passed(history, sent.paper.published_at or clock.now())
        yield sent, _questions(sent, items, texts)


def _questions(sent: CompiledPaper, items: Sequence[PaperQuestion], texts: Kept) -> list[Compiled]:
    """What was sent, with the key beside it."""
    asked = {one["number"]: one for one in json.loads(sent.body)["questions"]}
    found = []
    for item in items:
        text = wording(texts.get(item.question_id, {}), *parts_of(sent.language))
        told = explained(item.question.asked, text.words, item.order) if text else {}
        whole = _with_answer(asked[item.number], told)
        found.append(whole | {"sensitive": item.question.sensitive})
    return found


def _with_answer(asked: Compiled, told: Compiled) -> Compiled:
    """A question as it was asked with what ``explained`` tells of it now: key, reasons, notes."""
    found = asked | {name: told[name] for name in ("key", "explanation", "notes") if name in told}
    return found | ({"scene": _told_scene(asked["scene"], told)} if "scene" in asked else {})


def _told_scene(asked: Compiled, told: Compiled) -> Compiled:
    """The scene as it was asked with the present notes; none beside parts that are others now."""
    present = told.get("scene", {}).get("parts", ())
    if [_is_what(part) for part in present] != [_is_what(part) for part in asked["parts"]]:
        return asked
    pairs = zip(asked["parts"], present, strict=True)
    return asked | {"parts": [_noted(part, new) for part, new in pairs]}


def _is_what(part: Compiled) -> tuple[object, object]:
    return part["as"], part.get("choice")


def _noted(part: Compiled, present: Compiled) -> Compiled:
    return part | ({"note": present["note"]} if "note" in present else {})
