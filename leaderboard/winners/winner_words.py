"""What a mail about winners says, and what a consent covers, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from base.languages.dates import day_in_sentence
from competition.models import Edition
from leaderboard.models import Winner, WinnerMail, WinnersPlan

Kind = WinnerMail.Kind


@dataclass(frozen=True, slots=True)
class WinnersText:
    """Subject and body of a mail, without its foot."""

    subject: str
    body: str


def mail_text(
    kind: str, plan: WinnersPlan, lines: Sequence[tuple[Winner, str]], *, link: str, why: str
) -> WinnersText:
    """One mail about winners, each with a line of who it is and what was won; ``why``: the list was
    reopened."""
    winners = [one for one, _line in lines]
    title = plan.edition.title
    subject = {
        Kind.TOLD: _("An award passed on to your class: %(title)s")
        if all(one.instead_of_id for one in winners)
        else _("Your class has a winner: %(title)s"),
        Kind.REMINDED: _("Please confirm your winners: %(title)s"),
        Kind.MOVED: _("A winner of your class moved up: %(title)s"),
        Kind.REOPENED: _(
            "The list was sealed anew, and an award of your class is another: %(title)s"
        ),
    }[Kind(kind)] % {"title": title}
    opening = {
        Kind.TOLD: _("Pupils of your classes have won something:"),
        Kind.REMINDED: _("These awards still wait for your word:"),
        Kind.MOVED: _("Somebody in front dropped out, and everybody behind moved up:"),
        Kind.REOPENED: _(
            "Two people looked at the sealed list again and sealed it anew. By it your classes "
            "have:"
        ),
    }[Kind(kind)]
    passes = plan.edition.state != Edition.State.ARCHIVED
    asked = [one for one in winners if one.stands and one.confirmed_at is None and passes]
    untold = all(one.pupil_told_at is None for one in winners)
    paragraphs = [
        _("Hello,"),
        opening,
        "\n".join(f"– {line}" for line in _told_lines(kind, lines)),
        *(_after_reopening(winners, why) if kind == Kind.REOPENED else ()),
        *(_steps(min(one.confirm_by for one in asked), untold=untold) if asked else ()),
        link,
        ceremony_words(plan) if any(one.stands for one in winners) else "",
    ]
    return WinnersText(subject, "\n\n".join(filter(None, paragraphs)))


def _told_lines(kind: str, lines: Sequence[tuple[Winner, str]]) -> list[str]:
    return [". ".join(filter(None, [line, _state(kind, one)])) for one, line in lines]


def _state(kind: str, one: Winner) -> str:
    """What sets an award apart from one that waits for a word since the seal or the draw."""
    if one.is_reopened:
        return _("The pupil does not have this award any more.")
    if one.confirmed_at:
        return _("It is confirmed.")
    if kind == Kind.TOLD and one.instead_of_id:
        return _("It came by passing on: whoever stood before does not get it.")
    return ""


def _after_reopening(winners: Sequence[Winner], why: str) -> list[str]:
    """The reason, and what a teacher does now."""
    found = [_("The reason: “%(why)s”") % {"why": why}]
    if any(one.is_reopened for one in winners):
        found.append(
            _(
                "We are sorry: a pupil may have been glad of an award that is gone. Please tell "
                "the pupil yourself, before it is heard from others. The award no longer stands "
                "on the own result, a name that was entered is deleted, and a printed diploma "
                "does not hold any more."
            )
        )
    if any(one.stands for one in winners):
        found.append(
            _(
                "For all the others your word and the consent stay as they are. Where the place is "
                "another one, please tell the pupil, and print the diploma anew."
            )
        )
    return found


def _steps(until: date, *, untold: bool) -> list[str]:
    """``untold``: whether none of these pupils knows."""
    ask = _(
        "Please confirm by %(day)s what still waits for your word. It takes a minute. Whatever "
        "nobody confirms by then passes on to the next pupil."
    )
    moment = _(
        "Nobody has told the pupils yet: you choose the moment. A name is used only if a "
        "guardian agrees; without it the made-up name stands."
    )
    return [ask % {"day": day_in_sentence(until)}, *([moment] if untold else [])]


def ceremony_words(plan: WinnersPlan) -> str:
    """When and where prizes are handed over, as far as it is known; empty while nothing is."""
    if plan.ceremony_at is None and plan.ceremony_place:
        text = _("Ceremony: %(place)s. The day is not fixed yet.")
        return text % {"place": plan.ceremony_place}
    if plan.ceremony_at is None:
        return ""
    local = timezone.localtime(plan.ceremony_at)
    day = f"{day_in_sentence(local)}, {date_format(local, 'H:i')}"
    if not plan.ceremony_place:
        return _("Ceremony: %(day)s. The place is not fixed yet.") % {"day": day}
    return _("Ceremony: %(day)s, %(place)s") % {"day": day, "place": plan.ceremony_place}


def consent_lines(plan: WinnersPlan, *, school: bool) -> list[str]:
    """What a guardian agrees to, sentence by sentence."""
    lines = [
        _("The name of the pupil may stand on the public page of winners."),
        _("The name may be read out at the ceremony and stand on its screen."),
        _("From the published lists anybody can then find out how many points the pupil had."),
    ]
    if school:
        lines.append(_("The name of the school may stand beside it."))
    lines += [
        _("The name is deleted on %(day)s.") % {"day": day_in_sentence(plan.names_until)},
        _("The consent can be taken back at any time, without a reason: the name is gone at once."),
    ]
    return lines
