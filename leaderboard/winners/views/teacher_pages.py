"""A teacher's winners: all of them, one with its steps, the form for guardians."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from base.clock import now
from base.models import User
from base.pages.context import active_language
from base.printing.documents import shown
from base.refusal import NotPrinted
from competition.exceptions import CompetitionError
from competition.models import Edition
from leaderboard.models import Seal, Winner, WinnersPlan
from leaderboard.results.queries import reopened_seal
from leaderboard.winners.actions import consenting, teachers_word
from leaderboard.winners.consent_form import agreed_words, consent_pdf
from leaderboard.winners.forms.consents import (
    ConsentForm,
    DeclineForm,
    NotedDeclineForm,
    WinnerNameForm,
)
from leaderboard.winners.permissions import get_winner
from leaderboard.winners.queries.reached_awards import reached_awards
from leaderboard.winners.queries.winner_history import history_of
from leaderboard.winners.queries.winner_lines import WinnerLine, winner_lines
from leaderboard.winners.queries.winners_teachers import winners_of_teacher
from leaderboard.winners.winner_words import ceremony_words, consent_lines
from schools.classes.permissions import sees_pupils
from schools.roles import staff_of, zone_of
from schools.rules.pins import school_year


@login_required
@never_cache
@require_safe
def my_winners(request: HttpRequest) -> HttpResponse:
    """The winners of the own classes, and who has an award from the points alone."""
    user = staff_of(request)
    lines = winner_lines(winners_of_teacher(user), active_language())
    year = school_year(timezone.localdate(now()))
    standing = [one for one in lines if one.winner.stands]
    before = [one for one in standing if one.school_class.school_year < year]
    of_now = [one for one in standing if one not in before]
    with timezone.override(zone_of(user)):
        context = {
            "standing": of_now,
            "before": before,
            "years_before": sorted({one.school_class.school_year for one in before}),
            "gone": [one for one in lines if not one.winner.stands],
            "reopened": _reopened(of_now),
            **_waiting([one.winner for one in standing]),
            "reached": reached_awards(user),
            "ceremonies": _ceremonies(of_now),
            "nameless": not user.name,
        }
        return render(request, "leaderboard/winners/my_winners.html", context)


def _reopened(lines: list[WinnerLine]) -> list[Seal]:
    """Lists of these editions that two people look at again."""
    editions = {one.winner.award.seal.edition for one in lines}
    return [seal for one in editions if (seal := reopened_seal(one))]


def _waiting(standing: list[Winner]) -> dict[str, object]:
    """Who waits for a word, whether some pass on without it, and archived editions among them."""
    waiting = [one for one in standing if one.confirmed_at is None]
    archived = {one.pk: one.award.seal.edition.title for one in waiting if _is_archived(one)}
    return {
        "waiting": waiting,
        "passes_on": any(one.pk not in archived for one in waiting),
        "archived": sorted(set(archived.values())),
    }


def _ceremonies(lines: list[WinnerLine]) -> list[str]:
    editions = {one.winner.award.seal.edition_id for one in lines}
    plans = WinnersPlan.objects.filter(edition__in=editions).select_related("edition")
    return [words for plan in plans if (words := ceremony_words(plan))]


@require_POST
@login_required
def confirm_winners(request: HttpRequest) -> HttpResponse:
    """All that wait for the teacher's word."""
    user = staff_of(request)
    waiting = winners_of_teacher(user).filter(confirmed_at=None, passed_on_at=None)
    for one in waiting.order_by("pk"):
        try:
            teachers_word.confirm_winner(one, by=user, at=now())
        except CompetitionError as refusal:
            messages.error(request, str(refusal))
    messages.success(request, _("Confirmed."))
    return redirect("leaderboard:my_winners")


@login_required
@never_cache
@require_safe
def winner(request: HttpRequest, winner_id: int) -> HttpResponse:
    """One winner with the steps to the ceremony."""
    user = staff_of(request)
    return _page(request, user, get_winner(user, winner_id), {})


def _page(request: HttpRequest, user: User, found: Winner, forms: dict[str, Form]) -> HttpResponse:
    with timezone.override(zone_of(user)):
        line, plan = _line(found), _plan(found)
        today, passes_on = timezone.localdate(), not _is_archived(found)
        context = {
            "one": line,
            "plan": plan,
            "ceremony": ceremony_words(plan),
            "covers": consent_lines(plan, school=False),
            "archived": _is_archived(found),
            "passes_on": passes_on,
            "decline": _declining(passes_on=passes_on)(),
            "consent": ConsentForm(today=today, initial={"on": today}),
            "naming": WinnerNameForm(initial={"name": found.name or _name_on_card(user, found)}),
            "names_over": plan.names_until <= today,
            "reopened": reopened_seal(found.award.seal.edition),
            "history": history_of(found, user),
            **forms,
        }
        return render(request, "leaderboard/winners/winner.html", context)


def _is_archived(found: Winner) -> bool:
    return found.award.seal.edition.state == Edition.State.ARCHIVED


def _declining(*, passes_on: bool) -> type[DeclineForm]:
    return DeclineForm if passes_on else NotedDeclineForm


def _name_on_card(user: User, found: Winner) -> str:
    """Offered to whoever sees the names of the class; an organizer needs a reason for that."""
    attempt = found.award.attempt
    sees = sees_pupils(user, attempt.entry.school_class, at=now())
    return attempt.card.name if sees else ""


def _line(found: Winner, *, of_class: bool = False) -> WinnerLine:
    """In the language of the reader, or of the class."""
    own = found.award.attempt.entry.school_class.language
    language = own if of_class else active_language()
    return winner_lines(Winner.objects.filter(pk=found.pk), language)[0]


def _plan(found: Winner) -> WinnersPlan:
    plans = WinnersPlan.objects.select_related("edition")
    plan = plans.filter(edition=found.award.seal.edition_id).first()
    if plan is None:
        raise Http404
    return plan


@require_POST
@login_required
@never_cache
def act_on_winner(request: HttpRequest, winner_id: int) -> HttpResponse:
    """One step of a winner."""
    user = staff_of(request)
    found = get_winner(user, winner_id)
    act = ACTS.get(request.POST.get("do", ""))
    if act is None:
        raise Http404
    try:
        wrong = act(request, user, found)
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
        wrong = {}
    if wrong:
        return _page(request, user, found, wrong)
    return redirect("leaderboard:winner", winner_id=found.pk)


type Wrong = dict[str, Form]


def _confirm(request: HttpRequest, user: User, found: Winner) -> Wrong:
    teachers_word.confirm_winner(found, by=user, at=now())
    messages.success(request, _("Confirmed."))
    return {}


def _decline(request: HttpRequest, _user: User, found: Winner) -> Wrong:
    passes_on = not _is_archived(found)
    form = _declining(passes_on=passes_on)(request.POST)
    if not form.is_valid():
        return {"decline": form}
    teachers_word.decline_winner(found, reason=form.cleaned_data["reason"], at=now())
    noted = _("The award has passed on.") if passes_on else _("Noted.")
    messages.success(request, noted)
    return {}


def _tell(request: HttpRequest, _user: User, found: Winner) -> Wrong:
    teachers_word.let_pupil_know(found, at=now())
    messages.success(request, _("The award now stands on the pupil’s own result."))
    return {}


def _coming(comes: bool) -> Callable[[HttpRequest, User, Winner], Wrong]:
    def note(request: HttpRequest, _user: User, found: Winner) -> Wrong:
        teachers_word.note_coming(found, comes=comes)
        messages.success(request, _("Saved."))
        return {}

    return note


def _consent(request: HttpRequest, user: User, found: Winner) -> Wrong:
    form = ConsentForm(request.POST, today=timezone.localdate())
    if not form.is_valid():
        return {"consent": form}
    school = form.cleaned_data["school"]
    words = agreed_words(found.award.attempt.entry.school_class, _plan(found), school=school)
    consenting.record_consent(
        found, on=form.cleaned_data["on"], words=words, school=school, by=user, at=now()
    )
    messages.success(request, _("The consent is on record. Now the name can be entered."))
    return {}


def _name(request: HttpRequest, _user: User, found: Winner) -> Wrong:
    form = WinnerNameForm(request.POST)
    if not form.is_valid():
        return {"naming": form}
    consenting.enter_name(found, name=form.cleaned_data["name"], at=now())
    messages.success(request, _("Saved."))
    return {}


def _withdraw(request: HttpRequest, _user: User, found: Winner) -> Wrong:
    consenting.withdraw_consent(found, at=now())
    messages.success(request, _("The name is gone everywhere. The made-up name stands."))
    return {}


ACTS: dict[str, Callable[[HttpRequest, User, Winner], Wrong]] = {
    "confirm": _confirm,
    "decline": _decline,
    "tell": _tell,
    "comes": _coming(comes=True),
    "stays": _coming(comes=False),
    "consent": _consent,
    "name": _name,
    "withdraw": _withdraw,
}


@login_required
@never_cache
@require_safe
def consent_form(request: HttpRequest, winner_id: int) -> HttpResponse:
    """The form to take home; nothing of the pupil but class, award and made-up name."""
    user = staff_of(request)
    found = get_winner(user, winner_id)
    try:
        with timezone.override(zone_of(user)):
            content = consent_pdf(_line(found, of_class=True), _plan(found))
    except NotPrinted as refusal:
        messages.error(request, str(refusal))
        return redirect("leaderboard:winner", winner_id=found.pk)
    return shown(content, name=f"consent-{found.pk}")
