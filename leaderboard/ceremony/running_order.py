"""A ceremony as its screens are told it: every step with its words in the languages of the hall."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from base.languages.speech import variant
from base.pages.context import active_language
from competition.aliases import alias as wording
from competition.models import Edition
from leaderboard.ceremony.queries import CalledBlock, CalledPupil, DrawShown
from leaderboard.rules.ceremony import CeremonyStep, StepKind, steps_of

# [tag of the language, text] of each language of the hall.
type Said = list[list[str]]
PROOF_SHOWN = 16


def running_order(
    edition: Edition, blocks: Sequence[CalledBlock], languages: Sequence[str], *, rehearsal: bool
) -> dict[str, Any]:
    """What ``static/js/ceremony/`` reads; ``languages``: of the audience, one or two."""
    blocks = [block for block in blocks if block.is_called]
    steps = steps_of([block.shape for block in blocks])
    shown = {one.codes.animal for block in blocks for one in block.pupils}
    return {
        "name": f"{edition.slug}-{'rehearsal' if rehearsal else 'ceremony'}",
        "rehearsal": said(languages, lambda: _("Rehearsal")) if rehearsal else [],
        "title": said(languages, lambda: edition.title),
        "animals": sorted(shown),
        "steps": [_step(step, blocks, languages) for step in steps],
        "blocks": [_block(block, languages) for block in blocks],
    }


def said(languages: Sequence[str], words: Callable[[], str]) -> Said:
    """In each language, and once where it is the same in both."""
    found = dict[str, str]()
    for language in languages:
        with override(language):
            found.setdefault(words(), settings.HTML_LANGUAGES[language])
    return [[tag, text] for text, tag in found.items()]


def _step(
    step: CeremonyStep, blocks: Sequence[CalledBlock], languages: Sequence[str]
) -> dict[str, Any]:
    block = blocks[step.block] if step.block >= 0 else None
    return {
        "name": step.name,
        "kind": step.kind,
        "block": step.block,
        "winners": list(step.winners),
        "heads": said(languages, lambda: _head(step, block)),
        "label": _label(step, block),
    }


def _head(step: CeremonyStep, block: CalledBlock | None) -> str:
    """What stands largest on the screen."""
    if block is None:
        opening = step.kind == StepKind.OPENING
        return _("Welcome") if opening else _("Thank you for being here")
    heads: dict[StepKind, Callable[[], str]] = {
        StepKind.BLOCK: lambda: str(block.award),
        StepKind.DRAW: lambda: _("Drawn by lot"),
        StepKind.WAITING: lambda: _("Now the lot decides"),
        StepKind.CALL: lambda: _call(step, block),
        StepKind.REVEAL: lambda: _call(step, block),
        StepKind.MANY: lambda: _pupils(block.many),
        StepKind.PHOTO: lambda: _("A photo of all winners"),
    }
    return heads[step.kind]()


def _call(step: CeremonyStep, block: CalledBlock) -> str:
    if block.shape.together:
        return _pupils(len(block.pupils))
    if block.shape.drawn and block.award.kind == block.award.Kind.DRAW:
        return _("Winner of the draw")
    place = _("Place %(place)s") % {"place": block.pupils[step.winners[0]].place}
    shared = step.kind == StepKind.CALL and len(step.winners) > 1
    return f"{place} · {_pupils(len(step.winners))}" if shared else place


def _pupils(count: int) -> str:
    text = ngettext("%(count)s pupil", "%(count)s pupils", count)
    return text % {"count": count}


def _label(step: CeremonyStep, block: CalledBlock | None) -> str:
    """One line of the presenter's list, in the presenter's language."""
    if block is None:
        return _("Opening") if step.kind == StepKind.OPENING else _("Closing words")
    if step.kind == StepKind.BLOCK:
        return f"{block.award} · {block.division} · {block.country}"
    if step.kind == StepKind.CALL:
        return _("%(place)s: drumroll") % {"place": _head(step, block)}
    if step.kind == StepKind.REVEAL:
        who = ", ".join(_who(block.pupils[number], block) for number in step.winners)
        return f"{_head(step, block)}: {who}"
    return _head(step, block)


def _who(pupil: CalledPupil, block: CalledBlock) -> str:
    code = variant(active_language(), block.country.pk)
    return pupil.name or wording.text(pupil.codes, code)


def _block(block: CalledBlock, languages: Sequence[str]) -> dict[str, Any]:
    return {
        "award": said(languages, lambda: str(block.award)),
        "ages": said(languages, lambda: _("Ages %(ages)s") % {"ages": block.division}),
        "country": said(languages, lambda: str(block.country)),
        "division": block.division.code,
        "places": block.has_places,
        "draw": _draw(block.draw, languages) if block.draw else None,
        "winners": [_winner(one, block, languages) for one in block.pupils],
    }


def _winner(one: CalledPupil, block: CalledBlock, languages: Sequence[str]) -> dict[str, Any]:
    names = said(languages, lambda: _who(one, block))
    return {
        "place": one.place,
        "animal": one.codes.animal,
        "names": names,
        "school": one.school,
        "prize": one.prize,
    }


def _draw(draw: DrawShown, languages: Sequence[str]) -> dict[str, Any]:
    """``entries`` in words, where anybody may know how many there are."""
    return {
        "number": draw.number,
        "what": draw.what,
        "proof": draw.proof[:PROOF_SHOWN],
        "entries": said(languages, lambda: _tickets(draw.entries)) if draw.entries else [],
        "tickets": list(draw.tickets),
    }


def _tickets(count: int) -> str:
    text = ngettext("%(count)s ticket", "%(count)s tickets", count)
    return text % {"count": count}
