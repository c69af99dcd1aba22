"""A division is looked through: what is odd, with its evidence, the oddest first."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from competition.models import Division
from competition.papers.queries.papers import scoring_items
from competition.rules.scoring import ScoredQuestion
from leaderboard.item_review.measuring import measure_paper
from leaderboard.review_desk.queries.played_lessons import PlayedLesson, played_lessons
from leaderboard.review_desk.what_is_usual import SHIFT_ERRORS, Background, Expectations
from leaderboard.rules.irregularities import (
    DayShift,
    Expected,
    LikePair,
    Played,
    at_least,
    day_shift,
    is_too_fast,
    like_pairs,
    outlier,
    surplus,
    told_score,
    too_fast,
)
from leaderboard.rules.item_findings import ItemFault
from schools.jobs.performing import Progress

type Told = dict[str, Any]
# What is expected of one pupil.
type Hoped = Callable[[Played], Expected]

# Results about three times for the figures of questions, answers once, sittings three times.
PASSES = 7
# Pairs less likely than this are listed where a class has more of them than chance gives.
RARE = 1e-3
# By chance a pair is so rare much seldomer than that: mistakes are whole numbers, and the less
# telling of both directions counts.
BY_CHANCE = 1e-4
# A class is listed from here on; of a thousand classes one in ten thousand by chance is none.
RARE_CLASS = 1e-4
# What fewer than one pair in a million has is told by itself, whatever its class does.
RARE_PAIR = 1e-6
TOLD_BY_TEACHER = 8.0
ALL_KNOW = 5.0
# A class is compared with all others of the country from so many on.
FEWEST_PUPILS, FEWEST_CLASSES = 8, 20
SHIFT_QUESTION = 0.15
# What is listed for whoever looks, and is no fault: no report of faults tells it.
NOTES = ("offline", "outside_lesson")
OFFLINE_SECONDS = 120
SCHOOL_OPENS, SCHOOL_ENDS, SATURDAY = 7, 19, 5


def look_through(division: Division, progress: Progress) -> list[Told]:
    """``[{kind, subject, evidence, score}]`` of one division, the highest score first."""
    found: list[Told] = []
    paper = division.official_id
    if paper is None:
        return found
    found += _questions(division, paper, progress)
    found += _look(division, paper, scoring_items([paper]).get(paper, []), progress)
    return sorted(found, key=lambda one: -one["score"])


def _look(
    division: Division, paper: int, items: Sequence[ScoredQuestion], progress: Progress
) -> Iterator[Told]:
    """Sittings are read three times, some at a time: what is usual, what equally good pupils know,
    and what is odd."""
    read = partial(played_lessons, division, paper, items)
    usual = Background()
    for lesson in _told_of(read(), progress):
        usual.add(lesson)
    expected = Expectations(usual, usual.shifts)
    for lesson in _told_of(read(timed=False), progress):
        expected.add(lesson)
    for lesson in _told_of(read(), progress):
        yield from _lesson(lesson, division, usual, partial(expected.of, lesson))
    yield from known_papers(division, usual, items)


def _told_of(lessons: Iterable[PlayedLesson], progress: Progress) -> Iterator[PlayedLesson]:
    for lesson in lessons:
        yield lesson
        progress.step(len(lesson.played))


def _questions(division: Division, paper: int, progress: Progress) -> Iterator[Told]:
    """Keys and translations of a paper, as the page about the questions tells them."""
    figures = measure_paper(division, paper, progress)
    seen = set[int]()
    for group in figures["groups"]:
        for one, finding in _keys(group["items"]):
            if one["number"] in seen:
                continue
            seen.add(one["number"])
            evidence = {name: one[name] for name in ("pupils", "credit", "correlation")}
            evidence["chosen"] = finding["mark"]
            # What only the pupils of one language take for right is a matter of its words.
            kind = "mistranslated" if group["language"] else "wrong_key"
            names = {"language": group["language"]} if group["language"] else {}
            subject = _subject(division, question=one["number"], **names)
            yield _told(kind, subject, evidence, finding["score"])
    for one in _harder(figures["differences"]):
        if one["number"] not in seen:
            seen.add(one["number"])
            names = {name: one[name] for name in ("country", "language")}
            subject = _subject(division, question=one["number"], **names)
            evidence = {name: one[name] for name in ("log_odds", "error", "p", "against")}
            yield _told("mistranslated", subject, evidence, one["log_odds"] / one["error"])


def _keys(rows: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Questions whose key looks wrong, each with the finding that says so."""
    for one in rows:
        for finding in one["findings"]:
            if finding["fault"] in (ItemFault.KEY, ItemFault.BACKWARDS):
                yield one, finding


def _harder(rows: Sequence[Told]) -> list[Told]:
    """What is large and certain, in the language in which it is harder; the most certain first."""
    large = [one for one in rows if one["letter"] == "C" and one["log_odds"] > 0]
    return sorted(large, key=lambda one: -one["log_odds"] / one["error"])


def _subject(division: Division, **names: Any) -> Told:  # noqa: ANN401 - plain values
    return {"division": division.code, **names}


def _told(kind: str, subject: Told, evidence: Told, score: float) -> Told:
    return {"kind": kind, "subject": subject, "evidence": evidence, "score": round(score, 2)}


def _lesson(
    lesson: PlayedLesson,
    division: Division,
    usual: Background,
    expected: Callable[[Played], Expected],
) -> Iterator[Told]:
    if not lesson.played:
        return
    yield from _notes(lesson, division)
    yield from _fast(lesson, division, usual.usual)
    pairs = like_pairs(lesson.played, usual.popular)
    twice = [pair for pair in pairs if pair.is_twice]
    for pair in twice:
        yield _pair("double_entry", pair, lesson, division)
    yield from _copying(lesson, division, [pair for pair in pairs if pair not in twice])
    yield from _helped(lesson, division, usual, expected)


def _notes(lesson: PlayedLesson, division: Division) -> Iterator[Told]:
    """Sittings at odd times, and computers that were without network for long."""
    if not SCHOOL_OPENS <= lesson.hour < SCHOOL_ENDS or lesson.weekday >= SATURDAY:
        evidence = {"hour": round(lesson.hour, 2), "weekday": lesson.weekday}
        yield _told("outside_lesson", _of(lesson, division, []), evidence, 1.0)
    for one in lesson.played:
        if one.offline >= OFFLINE_SECONDS:
            evidence = {"minutes": round(one.offline / 60)}
            yield _told("offline", _of(lesson, division, [one.card]), evidence, one.offline / 600)


def _of(lesson: PlayedLesson, division: Division, cards: Sequence[int]) -> Told:
    names = {"country": lesson.country, "sitting": lesson.place, "cards": list(cards)}
    by_card = {one.card: one.attempt for one in lesson.played}
    attempts = [by_card[card] for card in cards]
    places = {"sitting_id": lesson.sitting, "label": lesson.label, "attempts": attempts}
    return _subject(division, **names, **places)


def _fast(lesson: PlayedLesson, division: Division, usual: Mapping[int, float]) -> Iterator[Told]:
    for one in lesson.played:
        fast, timed = too_fast(one, usual)
        if is_too_fast(fast, timed):
            evidence = {"fast": fast, "timed": timed}
            share = sum(one.levels) / len(one.levels)
            subject = _of(lesson, division, [one.card])
            yield _told("robot", subject, {**evidence, "share": round(share, 2)}, 10 * fast / timed)


def _pair(kind: str, pair: LikePair, lesson: PlayedLesson, division: Division) -> Told:
    evidence = {
        "same_wrong": pair.same_wrong,
        "wrong": pair.wrong,
        "alike": pair.alike,
        "chance": pair.chance,
    }
    cards = [pair.first.card, pair.second.card]
    score = -math.log10(max(pair.chance, 1e-12)) + (5 if kind == "double_entry" else 0)
    return _told(kind, _of(lesson, division, cards), evidence, score)


def _copying(lesson: PlayedLesson, division: Division, pairs: Sequence[LikePair]) -> Iterator[Told]:
    """A class with more like pairs than chance gives, or one pair that is too much alike."""
    rare = [pair for pair in pairs if pair.chance < RARE and pair.same_wrong > 1]
    chance = at_least(len(rare), BY_CHANCE * len(pairs))
    if not rare or (chance >= RARE_CLASS and rare[0].chance >= RARE_PAIR):
        return
    cards = sorted({one.card for pair in rare for one in (pair.first, pair.second)})
    least = min(chance, rare[0].chance)
    evidence = {
        "pairs": [
            {"cards": [p.first.card, p.second.card], "same_wrong": p.same_wrong, "wrong": p.wrong}
            for p in rare[:10]
        ],
        "chance": least,
    }
    score = -math.log10(max(least, 1e-12))
    yield _told("copying_class", _of(lesson, division, cards), evidence, score)


def _helped(
    lesson: PlayedLesson,
    division: Division,
    usual: Background,
    expected: Callable[[Played], Expected],
) -> Iterator[Told]:
    """A class that knows some questions far better than its points say, or everything."""
    found = surplus(lesson.played, expected)
    score = told_score(found)
    better = sorted((one for one in found if one.errors >= 1), key=lambda one: -one.errors)
    shares = [share for _hour, share, _each in usual.classes[lesson.country]]
    mean = sum(one.total for one in lesson.played) / sum(len(o.levels) for o in lesson.played)
    comparable = len(lesson.played) >= FEWEST_PUPILS and len(shares) >= FEWEST_CLASSES
    above = outlier(mean, shares) if comparable else 0.0
    if score >= TOLD_BY_TEACHER or above >= ALL_KNOW:
        evidence = {
            "questions": [
                {"question": one.number + 1, "share": round(one.share, 2)} for one in better[:10]
            ],
            "mean": round(mean, 2),
            "above": round(above, 1),
        }
        yield _told("helping_teacher", _of(lesson, division, []), evidence, max(score, above))


def known_papers(
    division: Division, usual: Background, items: Sequence[ScoredQuestion]
) -> Iterator[Told]:
    """A paper, or one question, that classes knew better from some hour on."""
    shifts = usual.shifts
    for country, rows in sorted(usual.classes.items()):
        if country in shifts:
            yield _shift(_subject(division, country=country), shifts[country])
            continue
        for at, item in enumerate(items):
            own = day_shift((hour, each[at] - share) for hour, share, each in rows)
            if own and own.errors >= SHIFT_ERRORS and own.rise >= SHIFT_QUESTION:
                yield _shift(_subject(division, country=country, question=item.number), own)


def _shift(subject: Told, shift: DayShift) -> Told:
    evidence = {
        "hour": shift.hour,
        "rise": round(shift.rise, 3),
        "sittings": [shift.before, shift.after],
    }
    return _told("paper_known", subject, evidence, shift.errors)


def known_today(division: Division, *, since: datetime) -> list[Told]:
    """The papers that became known, by what classes have played since; each read once."""
    found: list[Told] = []
    paper = division.official_id
    if paper is None:
        return found
    items = scoring_items([paper]).get(paper, [])
    usual = Background()
    for lesson in played_lessons(division, paper, items, timed=False, since=since):
        usual.add(lesson)
    found += known_papers(division, usual, items)
    return found
