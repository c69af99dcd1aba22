"""What a browser is told when its card has joined."""

from __future__ import annotations

from competition.aliases.alias import animal_names
from competition.models import Entry
from competition.nudges import tokens
from competition.pupil_api import credentials
from competition.pupil_api.attempt_state import AttemptState, Batch
from competition.pupil_api.lease_state import needs_of
from competition.pupil_api.protocol import JoinReply, You
from competition.pupil_api.served_papers import digests_of, highest_codes_of, note_country
from competition.rules import timing
from schools.models import Card


def welcome(card: Card, run: AttemptState, entry: Entry, batch: Batch, *, animal: str) -> JoinReply:
    """The reply to a join; ``entry`` with its class, school, country and division."""
    country = entry.school_class.school.country
    note_country(entry.pk, country.code)
    return JoinReply(
        credential=credentials.issue(run.attempt.pk, run.attempt.lease),
        you=_you(card, run, entry, animal),
        code=run.sitting.code,
        order=str(run.attempt.pk),
        language=run.attempt.language,
        languages=country.languages,
        asked=list(digests_of(run.sitting.paper_id, country.code)),
        nudges=tokens.issue(run.sitting.pk),
        state=run.state(run.attempt.lease, batch),
    )


def _you(card: Card, run: AttemptState, entry: Entry, animal: str) -> You:
    minutes = timing.allowance(entry.division.minutes, card.extra_time)
    return You(
        number=card.number,
        name=card.name,
        class_label=entry.school_class.label,
        country=entry.school_class.school.country_id,
        kind=run.sitting.kind,
        questions=len(highest_codes_of(run.sitting.paper_id)),
        minutes=None if card.untimed else minutes.total_seconds() / 60,
        extra=card.extra_time,
        untimed=card.untimed,
        minutes_decide="time" in entry.division.chain,
        ages=entry.division.code,
        animal=animal,
        animal_names=animal_names(animal),
        needs=needs_of(card),
    )
