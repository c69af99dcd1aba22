"""What a mail about winners says, and what a consent covers, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from leaderboard.models import Winner, WinnerMail, WinnersPlan
from schools.languages.dates import day_in_sentence

Kind = WinnerMail.Kind


@dataclass(frozen=True, slots=True)
class WinnersText:
    """Subject and body of a mail, without its foot."""

    subject: str
    body: str


def mail_text(
    kind: str, plan: WinnersPlan, lines: Sequence[tuple[Winner, str]], *, link: str
) -> WinnersText:
    """One mail about winners, each with a line of who it is and what was won."""
    title = plan.edition.title
    subject = {
        Kind.TOLD: _("Your class has a winner: %(title)s"),
        Kind.REMINDED: _("Please confirm your winners: %(title)s"),
        Kind.MOVED: _("A winner of your class moved up: %(title)s"),
    }[Kind(kind)] % {"title": title}
    opening = {
        Kind.TOLD: _("Pupils of your classes have won something:"),
        Kind.REMINDED: _("These awards still wait for your word:"),
        Kind.MOVED: _("Somebody in front dropped out, and everybody behind moved up:"),
    }[Kind(kind)]
    waiting = [one.confirm_by for one, _line in lines if one.confirmed_at is None]
    paragraphs = [
        _("Hello,"),
        opening,
        "\n".join(f"– {line}" for _one, line in lines),
        *(_steps(min(waiting)) if waiting else ()),
        link,
        ceremony_words(plan),
    ]
    return WinnersText(subject, "\n\n".join(filter(None, paragraphs)))


def _steps(until: date) -> tuple[str, ...]:
    told = {"day": day_in_sentence(until)}
    return (
        _(
            "Please confirm each of them by %(day)s. It takes a minute. Whatever nobody confirms "
            "by then passes on to the next pupil."
        )
        % told,
        _(
            "Nobody has told the pupils yet: you choose the moment. A name is used only if a "
            "guardian agrees; without it the made-up name stands."
        ),
    )


def ceremony_words(plan: WinnersPlan) -> str:
    """When and where prizes are handed over; empty while that is not fixed."""
    if plan.ceremony_at is None:
        return ""
    local = timezone.localtime(plan.ceremony_at)
    day = f"{day_in_sentence(local)}, {date_format(local, 'H:i')}"
    if not plan.ceremony_place:
        return _("Ceremony: %(day)s") % {"day": day}
    return _("Ceremony: %(day)s, %(place)s") % {"day": day, "place": plan.ceremony_place}


def consent_lines(plan: WinnersPlan, *, school: bool) -> list[str]:
    """What a guardian agrees to, sentence by sentence."""
    lines = [
        _("The name of the pupil may stand on the public page of winners."),
        _("The name may be read out at the ceremony and stand on its screen."),
    ]
    if school:
        lines.append(_("The name of the school may stand beside it."))
    lines += [
        _("The name is deleted on %(day)s.") % {"day": day_in_sentence(plan.names_until)},
        _("The consent can be taken back at any time, without a reason: the name is gone at once."),
    ]
    return lines
