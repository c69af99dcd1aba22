"""The states of an edition: the only way from one to the next, each step on record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.models import User
from base.registry import Registry
from competition.exceptions import CompetitionError
from competition.models import Edition, EditionStep
from competition.rules import edition_steps
from competition.setup.actions.editions import locked
from competition.setup.queries.check import Check
from competition.setup.queries.step_checks import checks_before


class StepAct(Protocol):
    """What is done together with a step of an edition, in its transaction."""

    def __call__(self, edition: Edition, /, *, by: User, at: datetime) -> object: ...


# Each with the step, ``(before, after)``, that it goes with.
step_acts = Registry[tuple[tuple[str, str], StepAct]]()


class NotThatStep(CompetitionError):
    message = gettext_lazy(
        "This step is not possible from the state the edition has now. Perhaps somebody else has "
        "just taken it."
    )


class SecondPersonNeeded(CompetitionError):
    message = gettext_lazy(
        "Sealing needs two people: one lays the list before, another one confirms it."
    )


class ReopeningNeedsTwo(CompetitionError):
    message = gettext_lazy(
        "Reopening a sealed list needs two people: one asks for it on the page Seal, another one "
        "does it there."
    )


class ReasonNeeded(CompetitionError):
    message = gettext_lazy("Say why the edition goes a step back.")


class LookFirst(CompetitionError):
    message = gettext_lazy("Something is still open. Tick that you have seen it.")


class NotReady(CompetitionError):
    """Something is missing; the message says what."""

    def __init__(self, checks: Sequence[Check]) -> None:
        super().__init__(checks)
        self.faults = " ".join(fault for check in checks for fault in check.faults)

    def __str__(self) -> str:
        return _("The edition is not ready for this step. %s") % self.faults


@transaction.atomic
def take_step(
    edition: Edition,
    *,
    to: str,
    by: User,
    at: datetime,
    note: str = "",
    seen: bool = False,
    second: User | None = None,
) -> EditionStep:
    """Bring an edition to another state and write down who did it.

    ``seen``: what does not stop the step was looked at. ``second``: who laid the list before that
    ``by`` seals, or asked for the list to be reopened. What goes with the step in features above is
    done with it or not at all. Of two who do it at once one is refused. Raises ``NotThatStep``,
    ``SecondPersonNeeded``, ``ReopeningNeedsTwo``, ``ReasonNeeded``, ``NotReady``, ``LookFirst``,
    and what goes with the step raises.
    """
    held = locked(edition)
    if not edition_steps.is_step(held.state, to):
        raise NotThatStep
    alone, reopens = second is None or second == by, held.state in edition_steps.SEALED
    if to == Edition.State.SEALED and alone:
        raise SecondPersonNeeded
    if to == Edition.State.REVIEW and reopens and alone:
        raise ReopeningNeedsTwo
    if edition_steps.is_back(held.state, to) and not note:
        raise ReasonNeeded
    _look(checks_before(held, to, at=at), seen=seen)
    before, held.state = held.state, Edition.State(to)
    if to == Edition.State.REVIEW and not reopens:
        held.answers_until = at + edition_steps.STILL_TAKEN
    held.save(update_fields=["state", "answers_until"])
    step = EditionStep.objects.create(
        edition=held, before=before, after=to, by=by, second=second, at=at, note=note
    )
    for with_step, act in step_acts:
        if with_step == (str(before), str(to)):
            act(held, by=by, at=at)
    return step


def _look(checks: Sequence[Check], *, seen: bool) -> None:
    stopping = [check for check in checks if check.stops]
    if stopping:
        raise NotReady(stopping)
    if not seen and any(check.faults for check in checks):
        raise LookFirst
