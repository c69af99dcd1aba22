"""Tables of how pupils did: scores, topics, questions."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.languages.collation import sort_key
from base.spreadsheets.workbook import Value
from leaderboard.insight.figure_names import division_name, span
from leaderboard.insight.figure_tables import (
    FigureTable,
    Look,
    counted,
    in_sentence,
    keys_of,
    nothing,
    of_hundred,
    percent,
    together,
)
from leaderboard.insight.rows import ScoreRow
from schools.rules.percents import one_decimal, share_of, whole_percent

# More than so many topics with the same finding are no headline.
ALIKE_NAMED = 3
# Of fewer a finding would tell of these questions and not of their topic.
FEWEST_QUESTIONS = 3

# Its share of right answers, how many questions it rests on, and its name.
type TopicShare = tuple[float, int, str]


def scores(look: Look) -> FigureTable:
    """Mean and median by region, in the order of names: of those who came, nobody is ranked."""
    found = [(depth, depth["cells"].get(look.cell)) for depth in look.depths]
    shown = [(depth, outcome) for depth, outcome in found if outcome]
    if not shown:
        return nothing(look, depth=True)
    collation = look.names.country.collation
    shown.sort(
        key=lambda pair: (bool(pair[0]["merged"]), sort_key(look.names.of(pair[0]), collation))
    )
    rows: list[list[Value]] = [
        [
            *(look.names.of(depth), one["schools"], one["pupils"]),
            *(one_decimal(one["mean"]), _margin(one["mean"], one["pupils"]), one["median"]),
        ]
        for depth, one in shown
    ]
    whole = look.outcome or shown[0][1]
    finding = _("Ages %(ages)s reached %(mean)s %% of the points on average, ± %(margin)s") % {
        "ages": division_name(look.division),
        "mean": in_sentence(one_decimal(whole["mean"])),
        "margin": in_sentence(_margin(whole["mean"], whole["pupils"])),
    }
    headers = [
        _("area"),
        _("schools that took part"),
        _("pupils finished"),
        _("mean (% of the points)"),
        _("uncertain by ± (%)"),
        _("median (% of the points)"),
    ]
    bars = [
        (
            look.names.of(depth),
            one["mean"],
            _give_or_take(one_decimal(one["mean"]), _margin(one["mean"], one["pupils"])),
        )
        for depth, one in shown
    ]
    notes = together(look, [depth for depth, _one in shown])
    if len(shown) > 1 and not _any_differ([outcome for _depth, outcome in shown]):
        notes.append(_("No difference between these areas is larger than the uncertainty."))
    if len(shown) < len(found):
        notes.append(_("Areas that are too small for this choice are not shown."))
    keys = keys_of(look, [depth for depth, _one in shown])
    return FigureTable(finding, headers, rows, bars, full=100, notes=notes, keys=keys)


def distribution(look: Look) -> FigureTable:
    """How the points are spread, in all languages together: no more is published of it."""
    bands = look.depth["bands"].get(look.division, []) if look.depth else []
    if not bands:
        return nothing(look, depth=True)
    cells = sorted(((str(name), int(many)) for name, many in bands), key=_lowest)
    whole = sum(many for _name, many in cells)
    good = sum(many for name, many in cells if name == "80-100")
    finding = _("Of 100 pupils aged %(ages)s, %(good)d reached 80 %% of the points and more") % {
        "ages": division_name(look.division),
        "good": share_of(good, whole),
    }
    return FigureTable(
        finding,
        [_("share of the points (%)"), _("pupils finished"), _("share (%)")],
        [[span(name), many, of_hundred(many, whole)] for name, many in cells],
        [(f"{span(name)} %", float(many), counted(many)) for name, many in cells],
    )


def _lowest(cell: tuple[str, int]) -> int:
    return int(cell[0].split("-")[0])


def topics(look: Look) -> FigureTable:
    """Topics by the share of right answers, known least first; those of few questions last."""
    by_topic: dict[str, list[float]] = {}
    for question, (right, _blank) in _asked(look):
        if not question["neutralised"]:
            by_topic.setdefault(question["topic"], []).append(right)
    if not by_topic or not look.outcome:
        return nothing(look, depth=True)
    pupils = look.outcome["pupils"]
    found = sorted((sum(all_) / len(all_), len(all_), name) for name, all_ in by_topic.items())
    firm = [topic for topic in found if topic[1] >= FEWEST_QUESTIONS]
    found = [*firm, *(topic for topic in found if topic not in firm)]
    rows: list[list[Value]] = [
        [name, many, one_decimal(share), _margin(share, pupils)] for share, many, name in found
    ]
    finding = _least_known(look.division, firm, pupils)
    headers = [_("topic"), _("questions"), _("right (%)"), _("uncertain by ± (%)")]
    bars = [
        (
            f"{name} ({_questions(many)})",
            share,
            _give_or_take(whole_percent(share), _margin(share, pupils)),
        )
        for share, many, name in found
    ]
    notes = _counted(pupils)
    if len(firm) < len(found):
        notes.append(
            _("A topic of one or two questions tells of these questions: no finding names it.")
        )
    return FigureTable(finding, headers, rows, bars, full=100, notes=notes)


def _least_known(division: str, found: Sequence[TopicShare], pupils: int) -> str:
    """What the order of topics, known least first, is worth beside what they are uncertain by."""
    if len(found) <= 1:
        return _("Ages %(ages)s: too few questions of each topic to say what is known least") % {
            "ages": division_name(division)
        }
    (least, questions, name), (most, _many, _best) = found[0], found[-1]
    said = {
        "ages": division_name(division),
        "least": whole_percent(least),
        "most": whole_percent(most),
    }
    alike = [
        f"{topic} ({_questions(many)})"
        for share, many, topic in found
        if not _differ(least, share, pupils)
    ]
    if len(alike) == len(found):
        return (
            _(
                "Ages %(ages)s: no topic stands out; %(least)s to %(most)s %% right lies within "
                "the uncertainty"
            )
            % said
        )
    if len(alike) > 1:
        said = {**said, "topics": ", ".join(alike[:ALIKE_NAMED])}
        return (
            _("Children aged %(ages)s know less about these, with no order among them: %(topics)s")
            % said
        )
    return _(
        "Children aged %(ages)s know least about: %(topic)s (%(share)s %% right, %(questions)s)"
    ) % {
        "ages": division_name(division),
        "topic": name,
        "share": whole_percent(least),
        "questions": _questions(questions),
    }


def _questions(many: int) -> str:
    return ngettext("%(total)s question", "%(total)s questions", many) % {"total": many}


def _differ(one: float, other: float, pupils: int, others: int | None = None) -> bool:
    """Whether the difference of two shares is larger than what both are uncertain by."""
    both = _margin(one, pupils) ** 2 + _margin(other, others or pupils) ** 2
    return abs(one - other) > math.sqrt(both)


def _any_differ(cells: Sequence[ScoreRow]) -> bool:
    return any(
        _differ(one["mean"], other["mean"], one["pupils"], other["pupils"])
        for one, other in combinations(cells, 2)
    )


def _give_or_take(share: float, margin: float) -> str:
    return f"{percent(share)} ± {in_sentence(margin)}"


def _margin(share: float, pupils: int) -> float:
    """Half the width of a 95 % interval, as if the pupils had been drawn by lot.

    Shares of points spread at most as far as right and wrong: of a mean it is the widest.
    """
    return round(float(1.96 * (share * (100 - share) / pupils) ** 0.5), 1)


def _counted(pupils: int) -> list[str]:
    notes = [_("Counted: %(pupils)s pupils.") % {"pupils": counted(pupils)}]
    return notes + ([_("Fewer than 200 pupils: take it as a hint.")] if pupils < 200 else [])


def _asked(look: Look) -> Iterable[tuple[Mapping[str, str], Sequence[float]]]:
    shares = look.outcome["questions"] if look.outcome else []
    return zip(look.questions, shares, strict=False)


def questions(look: Look) -> FigureTable:
    """Questions by the share of right answers, missed most first."""
    found = sorted(_asked(look), key=lambda pair: pair[1][0])
    if not found or not look.outcome:
        return nothing(look, depth=True)
    worst, (right, _blank) = found[0]
    finding = _("Missed most: question %(number)s, %(topic)s (%(share)s %% right)") % {
        "number": worst["number"],
        "topic": worst["topic"],
        "share": whole_percent(right),
    }
    headers = [
        _("question"),
        _("topic"),
        _("difficulty"),
        _("text"),
        _("right (%)"),
        _("unanswered (%)"),
        _("counts for nobody"),
    ]
    rows: list[list[Value]] = [
        [
            int(one["number"]),
            *(one["topic"], one["difficulty"], one["text"] or _("not open yet")),
            *(one_decimal(right), one_decimal(blank), one["neutralised"]),
        ]
        for one, (right, blank) in found
    ]
    bars = [
        (f"{one['number']}. {one['topic']}", right, percent(whole_percent(right)))
        for one, (right, _blank) in found
    ]
    return FigureTable(
        finding, headers, rows, bars, full=100, notes=_counted(look.outcome["pupils"])
    )
