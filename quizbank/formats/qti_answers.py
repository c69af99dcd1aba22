"""What is offered in a question of QTI, and what of it is right, by its interaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from xml.etree.ElementTree import Element

from intake.phrases import gettext_noop
from quizbank.formats.hypertext import flow
from quizbank.formats.item import Reading
from quizbank.formats.marked_units import Said, SaidUnits
from quizbank.formats.sorted_rows import MOST_GROUPS
from quizbank.rules.responses import QuestionKind
from quizbank.rules.right_answers import LETTERS
from quizbank.rules.text_units import Unit

CHOICE, HOTTEXT = "choiceInteraction", "hottextInteraction"
ORDER, MATCH = "orderInteraction", "matchInteraction"
RIGHT = "correct response"
NOT_AMONG = gettext_noop(
    "The right choice “%(value)s” is not among the choices, or two have one identifier."
)
NOT_ALL = gettext_noop("The right order has to name each step once.")
NOT_SORTED = gettext_noop(
    "Each row has to belong to exactly one group, and to each group some row."
)

type KindAndRight = tuple[str, str]


def answered_in(
    reading: Reading, place: str, root: Element, asked: Element, said: SaidUnits
) -> KindAndRight | None:
    """Kind and right answer, with the words of what is offered; none after noting why not."""
    values = [(value.text or "").strip() for value in root.iterfind(".//correctResponse/value")]
    return INTERACTIONS[asked.tag](reading, place, asked, values, said)


def _chosen(
    reading: Reading, place: str, asked: Element, values: Sequence[str], said: SaidUnits
) -> KindAndRight | None:
    options = [one for one in asked.iter() if one.tag in ("simpleChoice", "hottext")]
    names = [option.get("identifier", "") for option in options]
    unknown = [value for value in values if value not in names]
    if unknown or len(set(names)) < len(names):
        reading.refuse(place, RIGHT, NOT_AMONG, value=", ".join(unknown)[:40])
        return None
    marked = [names.index(value) for value in values]
    if said.marks and asked.tag == HOTTEXT:
        kind = QuestionKind.SPOTS.value
        right = reading.marked_letters(place, RIGHT, marked, len(options))
    else:
        kind, right = reading.kind_and_right(place, RIGHT, marked, len(options))
    said.units |= _by_letter(options)
    return (kind, right) if right else None


def _ordered(
    reading: Reading, place: str, asked: Element, values: Sequence[str], said: SaidUnits
) -> KindAndRight | None:
    options = asked.findall("simpleChoice")
    names = [option.get("identifier", "") for option in options]
    if not reading.lettered(place, RIGHT, len(options)):
        return None
    if not names or sorted(values) != sorted(names) or len(set(names)) < len(names):
        reading.refuse(place, RIGHT, NOT_ALL)
        return None
    said.units |= _by_letter(options)
    return QuestionKind.ORDER.value, "".join(LETTERS[names.index(value)] for value in values)


def _sorted(
    reading: Reading, place: str, asked: Element, values: Sequence[str], said: SaidUnits
) -> KindAndRight | None:
    sets = [one.findall("simpleAssociableChoice") for one in asked.findall("simpleMatchSet")]
    rows, groups = sets if len(sets) == 2 else ([], [])
    if not reading.lettered(place, RIGHT, len(rows)):
        return None
    if len(groups) > MOST_GROUPS:
        text = gettext_noop("There are %(count)d groups. Leave out all but %(most)d.")
        reading.refuse(place, RIGHT, text, count=len(groups), most=MOST_GROUPS)
        return None
    places = _places(rows, groups, values)
    if places is None:
        reading.refuse(place, RIGHT, NOT_SORTED)
        return None
    said.units |= _by_letter(rows)
    said.units |= {("bins", str(at)): {"": _words(one)} for at, one in enumerate(groups, start=1)}
    pairs = zip(LETTERS, places, strict=False)
    return QuestionKind.SORT.value, " ".join(f"{letter}{number}" for letter, number in pairs)


def _places(
    rows: Sequence[Element], groups: Sequence[Element], values: Sequence[str]
) -> list[int] | None:
    """The number of each row's group; none if a row has not just one, or a group has none."""
    pairs = dict(pair for value in values if len(pair := value.split()) == 2)
    names, numbers = ([one.get("identifier", "") for one in ones] for ones in (rows, groups))
    if not names or len(pairs) != len(values) or sorted(pairs) != sorted(names):
        return None
    if set(pairs.values()) != set(numbers):
        return None
    return [numbers.index(pairs[name]) + 1 for name in names]


def _by_letter(options: Sequence[Element]) -> dict[Unit, Said]:
    pairs = zip(LETTERS, options, strict=False)
    return {("choices", letter): {"": _words(option)} for letter, option in pairs}


def _words(option: Element) -> str:
    option = deepcopy(option)
    for feedback in option.findall("feedbackInline"):
        option.remove(feedback)
    return flow(option)


type Answered = Callable[[Reading, str, Element, Sequence[str], SaidUnits], KindAndRight | None]
INTERACTIONS: dict[str, Answered] = {
    CHOICE: _chosen,
    HOTTEXT: _chosen,
    ORDER: _ordered,
    MATCH: _sorted,
}
