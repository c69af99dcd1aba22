"""The shapes that cross the wire, exactly as ``docs/hall.md`` describes them."""

from __future__ import annotations

from enum import Enum
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from quizbank.rules.responses import MOST_CODES

Small = Annotated[int, Meta(ge=0, le=60)]
Question = Annotated[int, Meta(ge=1, le=60)]
Count = Annotated[int, Meta(ge=0, le=100_000)]
Language = Annotated[str, Meta(max_length=10)]


class JoinBody(Struct):
    """Digits a pupil typed; spaces are taken out by the browser."""

    code: Annotated[str, Meta(pattern=r"^[0-9]{6}$")]
    number: Annotated[int, Meta(ge=1, le=99)]
    # Empty where the class plays without PINs.
    pin: Annotated[str, Meta(pattern=r"^([0-9]{4})?$")]
    language: Language | None = None
    # The browser's own name of this join: said again, it is the same one.
    id: UUID | None = None


class StartBody(Struct):
    language: Language


class EventBody(Struct, array_like=True, forbid_unknown_fields=True):
    """One event: sequence number, question, choice, the browser's clock in milliseconds.

    ``choice`` is the code of a response (quizbank/rules/responses.py); the paper knows the highest.
    """

    seq: Annotated[int, Meta(ge=1, le=100_000)]
    question: Annotated[int, Meta(ge=1, le=60)]
    choice: Annotated[int, Meta(ge=1, le=MOST_CODES)]
    browser_ms: Annotated[int, Meta(ge=0, le=10**14)] = 0


class AnswersBody(Struct):
    events: Annotated[list[EventBody], Meta(max_length=500)]
    on: Small = 0


class HeartbeatBody(Struct):
    on: Small = 0
    active: bool = False
    # Questions the pupil has marked to check; left out: unchanged.
    marks: Annotated[list[Question], Meta(max_length=60)] | None = None


class FinishBody(Struct):
    made: Count


class LeaveBody(Struct):
    """Whoever sits here is not the one of this card."""


Body = JoinBody | StartBody | AnswersBody | HeartbeatBody | FinishBody | LeaveBody


class AttemptReply(Struct):
    """Where the attempt stands; times in seconds."""

    phase: str
    left: float | None
    starts_in: float | None
    current: bool
    wait: float
    beat: float
    receipt: str | None
    notice: str = ""
    # While the class waits: how many are here, and of how many, where that is known.
    here: tuple[int, int] | UnsetType = UNSET
    # True where the end of the quiz came in between; left out otherwise.
    interrupted: bool | UnsetType = UNSET
    # True where the card was given back or released before its start, or what was begun with it was
    # voided; left out otherwise.
    released: bool | UnsetType = UNSET
    # Of the card that has the work now: a teacher may have given it to another one.
    number: int = 0
    # What the owner of that card needs of the screen, where it is anything: see ``You.needs``.
    needs: list[str] | UnsetType = UNSET


class You(Struct):
    number: int
    name: str
    class_label: str
    country: str
    kind: str
    questions: int
    minutes: float | None
    extra: int
    untimed: bool
    # Whether minutes part equals in the age group.
    minutes_decide: bool
    # The division's code: those of 14 and 15 are shown all of it without play.
    ages: str
    # Of the alias the animal alone, with its names by language: whole it would tell the neighbours
    # whose row on the board is whose. Both are empty where none was drawn.
    animal: str
    animal_names: dict[str, str]
    # What the card's owner needs of the screen: "large", "contrast".
    needs: list[str]


class JoinReply(Struct):
    credential: str
    you: You
    # That of the sitting it works in, whichever was typed.
    code: str
    # Of what the order of questions and answers comes: it is that of the work, whichever card or
    # sitting has it by now.
    order: str
    # What the pupil is spoken to in: as it chose, else as the class does.
    language: str
    languages: list[str]
    # Those in which there are questions.
    asked: list[str]
    # Under which the page asks to be nudged (competition/nudges/).
    nudges: str
    state: AttemptReply


class StartReply(Struct):
    papers: dict[str, str]
    answers: dict[str, int]
    marks: list[int]
    state: AttemptReply


class AnswersReply(Struct):
    acked: list[int]
    refused: list[int]
    state: AttemptReply


class HeartbeatReply(Struct):
    state: AttemptReply


class LeaveReply(Struct):
    state: AttemptReply


class FinishReply(Struct):
    receipt: str
    state: AttemptReply


class RefusalReply(Struct, omit_defaults=True):
    error: str
    wait: float | None = None
    missing: list[int] | None = None


Reply = JoinReply | StartReply | AnswersReply | HeartbeatReply | FinishReply | LeaveReply


class Error(Enum):
    """Every refusal with its status."""

    BAD_REQUEST = 400
    UNKNOWN_LANGUAGE = (400, "unknown_language")
    BAD_CREDENTIAL = 401
    WRONG_PIN = 403
    PIN_NEEDED = (403, "pin_needed")
    UNKNOWN_CODE = 404
    UNKNOWN_CARD = (404, "unknown_card")
    NO_SUCH_REQUEST = (404, "no_such_request")
    WRONG_METHOD = (405, "no_such_request")
    IN_USE = 409
    ALREADY_TAKEN = (409, "already_taken")
    LET_IN = (409, "let_in")
    SIGN_TAKEN = (409, "sign_taken")
    OTHER_GROUP = (409, "other_group")
    NOT_STARTED = (409, "not_started")
    SUPERSEDED = (409, "superseded")
    UNSENT = (409, "unsent")
    SITTING_CLOSED = 410
    EDITION_OVER = (410, "edition_over")
    TOO_LARGE = 413
    SLOW_DOWN = 429
    CARD_LOCKED = (429, "card_locked")
    FAILED = 500
    BUSY = 503

    @property
    def status(self) -> int:
        """The HTTP status."""
        value: int | tuple[int, str] = self.value
        return value[0] if isinstance(value, tuple) else value

    @property
    def code(self) -> str:
        """The word the browser looks up."""
        value: int | tuple[int, str] = self.value
        return value[1] if isinstance(value, tuple) else self.name.lower()


class RefusedRequest(Exception):
    """A request that changes nothing; becomes ``{error, wait?, missing?}``."""

    def __init__(
        self, error: Error, *, wait: float | None = None, missing: list[int] | None = None
    ) -> None:
        super().__init__(error.code)
        self.error = error
        self.reply = RefusalReply(error.code, wait, missing)


encode = msgspec.json.Encoder().encode
