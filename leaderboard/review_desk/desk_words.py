"""What the desk found in words: evidence in one sentence, never a verdict."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from quizbank.models import Paper
from schools.rules.percents import whole_percent

type Told = Mapping[str, Any]

TITLES = {
    "paper_known": gettext_lazy("A paper that became known"),
    "robot": gettext_lazy("Answers far too fast"),
    "double_entry": gettext_lazy("One child on two cards"),
    "copying_class": gettext_lazy("The same mistakes"),
    "helping_teacher": gettext_lazy("A class that may have been told answers"),
    "outside_lesson": gettext_lazy("Outside the hours of a school"),
    "offline": gettext_lazy("Long without network"),
}
# So many of one kind are listed; the oddest come first.
SHOWN = 50


@dataclass(frozen=True, slots=True)
class DeskCard:
    """A card of a finding, with its attempt, and whether that is out of the count already."""

    number: int
    attempt: int
    voided: bool


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One finding: where, what, and of which cards."""

    where: str
    sitting: int | None
    sentence: str
    cards: Sequence[DeskCard]


@dataclass(frozen=True, slots=True)
class DeskKind:
    """All findings of one kind, the oddest first."""

    name: str
    title: str
    lines: Sequence[DeskLine]
    more: int


def desk_kinds(found: Iterable[Told], voided: Collection[int]) -> list[DeskKind]:
    """Findings by kind, in the order of ``TITLES``; those about questions have their own page."""
    rows = list(found)
    kinds = []
    for kind, title in TITLES.items():
        mine = [one for one in rows if one["kind"] == kind]
        lines = [_line(one, voided) for one in mine[:SHOWN]]
        if lines:
            kinds.append(DeskKind(kind, str(title), lines, len(mine) - len(lines)))
    return kinds


def _line(one: Told, voided: Collection[int]) -> DeskLine:
    subject = one["subject"]
    pairs = zip(subject.get("cards", ()), subject.get("attempts", ()), strict=True)
    where = subject.get("label") or f"{subject.get('country', '')} · {subject['division']}"
    if "paper" in subject:
        where = f"{where} · {Paper.Kind(subject['paper']).label}"
    return DeskLine(
        where=where,
        sitting=subject.get("sitting_id"),
        sentence=_SENTENCES[one["kind"]](subject, one["evidence"]),
        cards=[DeskCard(card, attempt, attempt in voided) for card, attempt in pairs],
    )


def _known(subject: Told, evidence: Told) -> str:
    told = {"hour": evidence["hour"], "rise": whole_percent(100 * evidence["rise"])}
    before, after = evidence["sittings"]
    told |= {"before": before, "after": after}
    if "question" in subject:
        text = _(
            "From %(hour)d:00 on classes knew question %(question)d better by %(rise)d points of a "
            "hundred than the others (%(before)d classes before, %(after)d after)."
        )
        return text % {**told, "question": subject["question"]}
    text = _(
        "From %(hour)d:00 on classes had %(rise)d points of a hundred more "
        "(%(before)d classes before, %(after)d after)."
    )
    return text % told


def _fast(_subject: Told, evidence: Told) -> str:
    text = _("%(fast)d of %(timed)d answers came in less than a tenth of the usual time.")
    return text % evidence


def _twice(subject: Told, evidence: Told) -> str:
    first, second = subject["cards"]
    text = _(
        "Card %(second)d began after card %(first)d had finished, was faster, and gave the same "
        "answer to %(alike)d questions, %(same)d of them wrong."
    )
    told = {"first": first, "second": second}
    return text % {**told, "alike": evidence["alike"], "same": evidence["same_wrong"]}


def _alike(_subject: Told, evidence: Told) -> str:
    pairs = [
        _("%(first)d and %(second)d: %(same)d of %(wrong)d mistakes")
        % {
            "first": one["cards"][0],
            "second": one["cards"][1],
            "same": one["same_wrong"],
            "wrong": one["wrong"],
        }
        for one in evidence["pairs"]
    ]
    return _("The same mistakes, card by card: %s.") % "; ".join(pairs)


def _helped(_subject: Told, evidence: Told) -> str:
    if evidence["above"] >= 5:  # as in looking_through.ALL_KNOW
        return _("The class knew far more than all others of the country.")
    numbers = ", ".join(str(one["question"]) for one in evidence["questions"])
    text = _("Some questions the class knew far better than pupils with the same points: %s.")
    return text % numbers


def _outside(_subject: Told, evidence: Told) -> str:
    hour = int(evidence["hour"])
    time = f"{hour}:{round(60 * (evidence['hour'] - hour)):02}"
    if evidence["weekday"] >= 5:
        return _("It was opened at a weekend, at %s.") % time
    return _("It was opened at %s.") % time


def _offline(_subject: Told, evidence: Told) -> str:
    minutes = evidence["minutes"]
    text = ngettext(
        "Answers came %(count)d minute late: the computer was without network.",
        "Answers came %(count)d minutes late: the computer was without network.",
        minutes,
    )
    return text % {"count": minutes}


_SENTENCES = {
    "paper_known": _known,
    "robot": _fast,
    "double_entry": _twice,
    "copying_class": _alike,
    "helping_teacher": _helped,
    "outside_lesson": _outside,
    "offline": _offline,
}
