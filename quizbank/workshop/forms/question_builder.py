"""The page on which a question gets its kind, its scene and its answers: all its fields at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.forms.boundfield import BoundField, BoundWidget
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quizbank.checks.finding_messages import say
from quizbank.models import Question
from quizbank.pictures.queries import faults_of_pictures
from quizbank.rules.question_faults import SIZES, Asked, asked_faults
from quizbank.rules.responses import QuestionKind
from quizbank.rules.scene_kinds import MOST_PARTS, SCENES, scene_faults
from quizbank.rules.text_units import TextWords, Unit
from quizbank.workshop.forms.answer_in_kind import BY_ROW, Answerable, AnswerForm
from quizbank.workshop.forms.part_picture import PartPicture
from quizbank.workshop.forms.scene_parts import SceneForm
from quizbank.workshop.forms.sketch_typed import RIGHT, line_of
from quizbank.workshop.forms.words_of_text import TextForm, field_name
from quizbank.workshop.scene_labels import PART_NAMES, SCENE_NAMES
from quizbank.workshop.sketch_steps import MOST_BINS, may_get_choice
from quizbank.workshop.sketches import QuestionSketch, SketchItem, assembled
from quizbank.workshop.unit_labels import label_of
from quizbank.workshop.units_needed import of_source

LEGENDS_OF_ITEMS = {
    QuestionKind.SINGLE: _("Answers"),
    QuestionKind.MULTI: _("Answers"),
    QuestionKind.SORT: _("Groups and rows"),
    QuestionKind.ORDER: _("Steps"),
    QuestionKind.SPOTS: _("Below the scene"),
}
HINTS = {
    QuestionKind.SINGLE: _("Three or four. Mark the one that is right beside it."),
    QuestionKind.MULTI: _("At least four. Mark those that are right: at least two, and not all."),
    QuestionKind.SORT: _("Two or three groups; say of each row where it belongs."),
    QuestionKind.ORDER: _(
        "Say of each step which place it has. Only what has one right order can be asked so."
    ),
    QuestionKind.SPOTS: _(
        "Where a scene is genuine, or might be, pupils need an answer such as “Nothing here is"
        " suspicious”. It is right alone or not at all."
    ),
}
ONE_MORE = {
    QuestionKind.SINGLE: _("One more answer"),
    QuestionKind.MULTI: _("One more answer"),
    QuestionKind.SORT: _("One more row"),
    QuestionKind.ORDER: _("One more step"),
    QuestionKind.SPOTS: _("Add the answer “Nothing here is suspicious”"),
}
MOVES = {"up": -1, "down": 1, "flip": 0, "picture": 0}


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item on the page: ``line`` is what comes back of it, ``place`` where it stands, from 1.

    ``tick`` marks it as right, ``row`` says where it belongs; at most one of them is there.
    """

    line: str
    place: int
    words: BoundField
    label: str
    note: BoundField | None = None
    tick: BoundWidget | None = None
    row: BoundField | None = None
    attributes: list[BoundField] = field(default_factory=list)
    picture: PartPicture | None = None
    markable: bool = False
    is_last: bool = False


class QuestionBuilder:
    """A sketch as a form; ``data`` only where it is to be stored.

    ``refused`` says of parts why the pictures that were brought for them are not taken.
    """

    def __init__(
        self,
        sketch: QuestionSketch,
        data: QueryDict | None = None,
        *,
        version: int = 0,
        refused: Mapping[str, str] | None = None,
    ) -> None:
        self.sketch, self.data, self.refused = sketch, data, refused or {}
        self.found = assembled(sketch)
        # Whether somebody goes on at the button of the kind or of the scene that was chosen.
        self.just_chosen = ""
        asked, words = self.found.asked, self.found.words
        self.text = TextForm(data, needed=of_source(asked, words), version=version)
        self.scene = SceneForm(data, scene=asked.scene)
        choices = {letter: label_of(("choices", letter), asked) for letter in words.letters}
        bins = {one: said or label_of(("bins", one), asked) for one, said in words.bins.items()}
        answerable = Answerable(asked.kind, choices, bins)
        self.right = AnswerForm(data, asked=answerable, marks=self.found.marks, name=RIGHT)

    def overtaken(self, seen: TextWords, stored: TextWords, *, version: int) -> QuestionBuilder:
        """The same on top of what somebody else has stored since; ``seen`` is what was there."""
        data = (self.data or QueryDict()).copy()
        data["version"] = str(version)
        return QuestionBuilder(self.sketch.overtaken(seen, stored), data)

    def is_whole(self) -> bool:
        """Whether it may be stored as a draft; what is against it stands at its fields."""
        # Every form, so that all is told at once.
        wrong = [form for form in (self.text, self.scene, self.right) if not form.is_valid()]
        if wrong or self.refused:
            return False
        self._insist_on_words()
        if self.right.is_valid():
            asked, words = self.result()
            for fault in (*self._faults_of_scene(), *asked_faults(asked, words)):
                self.text.add_error(None, say(fault))
        return self.text.is_valid() and self.right.is_valid()

    def _faults_of_scene(self) -> Iterator[str]:
        scene = self.found.asked.scene
        yield from (*scene_faults(scene), *faults_of_pictures(scene)) if scene else ()

    def _insist_on_words(self) -> None:
        if self.sketch.kind in BY_ROW:
            return
        chosen = set(self.right.cleaned_data[RIGHT])
        if chosen - set(self.text.words().choices):
            self.right.add_error(RIGHT, _("This answer is empty. Write it, or choose another one."))

    def result(self) -> tuple[Asked, TextWords]:
        """What is asked, and the words of its source."""
        asked = self.found.asked
        return Asked(self.right.said(), asked.kind, asked.scene), self.text.words()

    # ------------------------------------------------------------ rows of the page

    def parts(self) -> list[ItemRow]:
        """Of the scene, in reading order."""
        keys = [(one, str(one["id"])) for one in self.found.asked.scene.get("parts", ())]
        last = len(keys)
        return [
            self._row(("parts" if key.isdecimal() else "choices", key), item, place, last)
            for place, ((_part, key), item) in enumerate(
                zip(keys, self.sketch.parts, strict=True), start=1
            )
        ]

    def choices(self) -> list[ItemRow]:
        """Beside the scene."""
        letters = self.found.words.letters[-len(self.sketch.choices) :]
        return [
            self._row(("choices", letter), item, place, len(letters))
            for place, (letter, item) in enumerate(
                zip(letters, self.sketch.choices, strict=False), start=1
            )
        ]

    def groups(self) -> list[ItemRow]:
        """Where rows belong."""
        return [
            self._row(("bins", str(place)), item, place, len(self.sketch.bins))
            for place, item in enumerate(self.sketch.bins, start=1)
        ]

    def people(self) -> list[BoundField]:
        """Names of those who speak."""
        units = [unit for unit in self.text.units if unit[0] == "people"]
        return [self.text.of_unit(*unit) for unit in units]

    def _row(self, unit: Unit, item: SketchItem, place: int, last: int) -> ItemRow:
        name, key = unit
        marked = name == "choices"
        note = field_name(("notes", key))
        by_row = self.sketch.kind in BY_ROW
        return ItemRow(
            line_of(unit, item),
            place,
            self.text.of_unit(*unit),
            label_of(unit, self.found.asked),
            self.text[note] if name != "bins" and note in self.text.fields else None,
            self._ticks().get(key) if marked and not by_row else None,
            self.right[f"{RIGHT}_{key}"] if marked and by_row else None,
            list(self.scene.of_part(key)) if item.part else [],
            self.scene.picture_of(key, self.refused) if item.part else None,
            marked,
            place == last,
        )

    def _ticks(self) -> dict[str, BoundWidget]:
        return dict(zip(self.found.words.letters, self.right[RIGHT], strict=True))

    # ------------------------------------------------------------ what the page says

    @property
    def legend(self) -> str:
        """Over the answers."""
        return str(LEGENDS_OF_ITEMS[self.sketch.kind])

    @property
    def hint(self) -> str:
        """What is to be done with them."""
        return str(HINTS[self.sketch.kind])

    @property
    def one_more(self) -> str:
        """On the button that adds an answer."""
        return str(ONE_MORE[self.sketch.kind])

    @property
    def right_id(self) -> str:
        """Where an error of what is right leads to."""
        return f"id_{RIGHT}"

    @property
    def right_errors(self) -> list[str]:
        """What is wrong with what is marked; rows have their own."""
        return [] if self.sketch.kind in BY_ROW else [*self.right[RIGHT].errors]

    # ------------------------------------------------------------ what may be pressed

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """Every kind with its name."""
        return [(kind, str(label)) for kind, label in Question.Kind.choices]

    @property
    def scenes(self) -> list[tuple[str, str]]:
        """Every kind of scene with its name."""
        return [(kind, str(name)) for kind, name in SCENE_NAMES.items()]

    @property
    def new_parts(self) -> list[tuple[str, str]]:
        """What may be added to the scene."""
        if len(self.sketch.parts) >= MOST_PARTS:
            return []
        return [(shown, str(PART_NAMES[shown])) for shown in SCENES.get(self.sketch.scene, ())]

    @property
    def may_get_choice(self) -> bool:
        """Whether there may be one more."""
        return may_get_choice(self.sketch)

    @property
    def may_lose_choice(self) -> bool:
        """Whether there may be one less."""
        is_spots = self.sketch.kind is QuestionKind.SPOTS
        return is_spots or len(self.sketch.choices) > SIZES[self.sketch.kind][0]

    @property
    def may_get_group(self) -> bool:
        """Whether there may be one more."""
        return self.sketch.kind is QuestionKind.SORT and len(self.sketch.bins) < MOST_BINS

    def focus(self, step: str) -> None:
        """Where somebody goes on who has pressed a button."""
        name, at = pressed_at(step)
        self.just_chosen = step.partition(" ")[0]
        rows = {"part": self.parts, "choice": self.choices, "group": self.groups}
        there = rows[name]() if name in rows else []
        if there:
            row = there[min(max(at, -1), len(there) - 1)]
            row.words.field.widget.attrs["autofocus"] = True


def pressed_at(step: str) -> tuple[str, int]:
    """Which list a step changes, and where it goes on, from 0; -1 is its end."""
    verb, *told = step.split() or [""]
    number = next((int(one) for one in told if one.isdecimal() and len(one) < 4), 0)
    if verb in MOVES:
        return "part", max(number - 1 + MOVES[verb], 0)
    name = told[0] if told else ""
    return name, max(number - 1, 0) if verb == "remove" else -1
