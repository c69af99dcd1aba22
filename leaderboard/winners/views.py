"""Winners: the organizer's table and dates, a teacher's with their steps, and for anybody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from base import clock
from base.clock import now
from base.languages.speech import spoken_in
from base.models import User
from base.printing.documents import shown
from base.refusal import NotPrinted
from competition.exceptions import CompetitionError
from competition.rules.edition_steps import PUBLISHED, SEALED
from leaderboard.awards.permissions import led_edition
from leaderboard.awards.queries import DrawnPool, school_blocks, waiting_pools
from leaderboard.models import Draw, Seal, Winner, WinnersPlan
from leaderboard.results.queries import deleted_near, reopened_seal
from leaderboard.winners import actions
from leaderboard.winners.consent_form import agreed_words, consent_pdf
from leaderboard.winners.forms import (
    ConsentForm,
    DeclineForm,
    MarkForm,
    WinnerNameForm,
    WinnersPlanForm,
    offered_plan,
)
from leaderboard.winners.permissions import (
    PublicWinners,
    WinnerDesk,
    get_public_winners,
    get_winner,
    winner_desk,
)
from leaderboard.winners.queries import (
    MOST,
    history_of,
    public_awards,
    reached_awards,
    winner_table,
    winners_of_teacher,
)
from leaderboard.winners.words import ceremony_words, consent_lines
from schools.classes.permissions import sees_pupils
from schools.models import Country
from schools.roles import area_of, staff_of, zone_of
from schools.rules.pins import school_year


@login_required
@never_cache
@require_safe
def winner_list(request: HttpRequest, edition: str) -> HttpResponse:
    """Each award of a country that is called at the ceremony: who has it, who comes next, who does
    not want it; and schools with an award."""
    user = staff_of(request)
    desk = winner_desk(user, edition)
    countries = list(Country.objects.filter(pk__in=desk.winners.values("country")))
    asked = request.GET.get("country", "").upper()
    country = next((one for one in countries if one.pk == asked), next(iter(countries), None))
    blocks = winner_table(desk.edition, desk.schools, country)
    context = {
        "edition": desk.edition,
        "leads": desk.leads,
        "plan": WinnersPlan.objects.filter(edition=desk.edition).first(),
        "sealed": desk.edition.state in SEALED,
        "published": desk.edition.state in PUBLISHED,
        "deleted": deleted_near(desk.edition, area_of(user)),
        "countries": countries,
        "country": country,
        "blocks": blocks,
        "others": sum(len(block.others) for block in blocks),
        "free": any(block.free for block in blocks),
        "may_tick": any(one.confirmed_at for block in blocks for one, _why in block.held),
        "most": MOST,
        "to_draw": _to_draw(desk),
        "reopened": reopened_seal(desk.edition),
        "school_blocks": school_blocks(desk.edition, desk.schools, country),
        "prizes": True,
        "exact": True,
    }
    with timezone.override(zone_of(user)):
        return render(request, "leaderboard/winners/table.html", context)


def _to_draw(desk: WinnerDesk) -> list[DrawnPool]:
    if desk.schools is None:
        return waiting_pools(desk.edition, whole=True)
    own = desk.schools.order_by().values_list("country", flat=True).distinct()
    return waiting_pools(desk.edition, own)


@login_required
@never_cache
def winners_plan(request: HttpRequest, edition: str) -> HttpResponse:
    """The dates, with sensible ones offered."""
    user = staff_of(request)
    found = led_edition(user, edition)
    with timezone.override(zone_of(user)):
        today = timezone.localdate(now())
        plan = WinnersPlan.objects.filter(edition=found).first()
        offered = plan or offered_plan(found, today)
        form = WinnersPlanForm(request.POST or None, instance=offered, today=today)
        if request.method == "POST" and form.is_valid():
            try:
                actions.save_winners_plan(form.instance, at=now())
            except CompetitionError as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Saved."))
                return redirect("leaderboard:winner_table", edition=found.slug)
        context = {"edition": found, "form": form, "is_new": plan is None}
        return render(request, "leaderboard/winners/dates.html", context)


@require_POST
@login_required
def tell_winners(request: HttpRequest, edition: str) -> HttpResponse:
    """From now on teachers are told."""
    found = led_edition(staff_of(request), edition)
    act = partial(actions.start_telling, found, at=now())
    _try(request, act, _("Teachers are being told. It may take a minute."))
    return redirect("leaderboard:winner_table", edition=found.slug)


def _try(request: HttpRequest, act: Callable[[], object], done: str) -> None:
    try:
        act()
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)


@require_POST
@login_required
def mark(request: HttpRequest, edition: str) -> HttpResponse:
    """Tick a column for the winners that were chosen, those of the own area; or let a reserve step
    in, or an award that nobody has confirmed in time be free."""
    desk = winner_desk(staff_of(request), edition)
    if "step_in" in request.POST:
        winner = _of_desk(desk, request.POST["step_in"])
        act = partial(actions.step_in, winner, at=now())
        _try(request, act, _("The reserve has the award now; the teacher is told."))
    elif "late" in request.POST:
        winner = _of_desk(desk, request.POST["late"])
        act = partial(actions.pass_late_on, winner, at=now())
        _try(request, act, _("The place is free: let a reserve step in."))
    else:
        _mark(request, desk)
    table = reverse("leaderboard:winner_table", args=[desk.edition.slug])
    return redirect(f"{table}?{urlencode({'country': request.POST.get('country', '')})}")


def _of_desk(desk: WinnerDesk, number: str) -> Winner:
    if not number.isdecimal():
        raise Http404
    return get_object_or_404(desk.winners, pk=number)


def _mark(request: HttpRequest, desk: WinnerDesk) -> None:
    form = MarkForm(request.POST)
    if not form.is_valid():
        return messages.error(request, _("Choose winners first."))
    chosen = desk.winners.filter(pk__in=form.cleaned_data["winner"])
    many = actions.mark_winners(chosen, mark=form.cleaned_data["mark"], at=now())
    said = ngettext("Noted for %(count)d winner.", "Noted for %(count)d winners.", many)
    return messages.success(request, said % {"count": many})


# ---------------------------------------------------------------- for anybody


@never_cache
@require_safe
def public_winners(request: HttpRequest, edition: str, country: str) -> HttpResponse:
    """Read anew each time: a name whose consent was taken back is gone with the next look."""
    found = get_public_winners(edition, country)
    home = found.country
    with spoken_in(home.pk), timezone.override(ZoneInfo(home.timezone)):
        page = "leaderboard/winners/public.html"
        return render(request, page, {"found": found, **_told(found)})


def _told(found: PublicWinners) -> dict[str, object]:
    """What stands on the page beside when it is: nothing before the winners are named."""
    if found.reopened:
        return {}
    if found.opens > clock.now():
        return {"opens": timezone.localtime(found.opens)}
    return {
        "awards": public_awards(found.edition, found.country),
        "to_draw": waiting_pools(found.edition, [found.country.pk]),
        "drawn": Draw.objects.filter(edition=found.edition).exclude(source="").exists(),
    }


# ---------------------------------------------------------------- a teacher's winners


@login_required
@never_cache
@require_safe
def my_winners(request: HttpRequest) -> HttpResponse:
    """The winners of the own classes, and who has an award from the points alone."""
    user = staff_of(request)
    told = winners_of_teacher(user).told().with_all()
    ordered = told.order_by(
        "-edition__year",
        "attempt__entry__school_class__label",
        *("rule__position", "place", "pk"),
    )
    listed, year = list(ordered), school_year(timezone.localdate(now()))
    held = [winner for winner in listed if winner.is_held]
    before = [winner for winner in held if winner.school_class.school_year < year]
    of_now = [winner for winner in held if winner not in before]
    waiting = [winner for winner in held if winner.confirmed_at is None]
    with timezone.override(zone_of(user)):
        context = {
            "standing": of_now,
            "before": before,
            "years_before": sorted({winner.school_class.school_year for winner in before}),
            "gone": [winner for winner in listed if not winner.stands],
            "reopened": _reopened(of_now),
            "waiting": waiting,
            "archived": sorted({str(one.edition.title) for one in waiting if one.is_archived}),
            "reached": reached_awards(user),
            "ceremonies": _ceremonies(of_now),
            "nameless": not user.name,
        }
        return render(request, "leaderboard/winners/my_winners.html", context)


def _reopened(winners: Sequence[Winner]) -> list[Seal]:
    """Lists of these editions that two people look at again."""
    editions = {winner.edition for winner in winners}
    return [seal for edition in editions if (seal := reopened_seal(edition))]


def _ceremonies(winners: Sequence[Winner]) -> list[str]:
    editions = {winner.edition_id for winner in winners}
    plans = WinnersPlan.objects.filter(edition__in=editions).select_related("edition")
    return [words for plan in plans if (words := ceremony_words(plan))]


@require_POST
@login_required
def confirm_winners(request: HttpRequest) -> HttpResponse:
    """All that wait for the teacher's word."""
    user = staff_of(request)
    waiting = winners_of_teacher(user).told().held().filter(confirmed_at__isnull=True)
    for winner in waiting.order_by("pk"):
        try:
            actions.confirm_winner(winner, by=user, at=now())
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
        plan, today = _plan(found), timezone.localdate()
        context = {
            "winner": found,
            "plan": plan,
            "ceremony": ceremony_words(plan),
            "covers": consent_lines(plan, school=False),
            "decline": DeclineForm(),
            "consent": ConsentForm(today=today, initial={"on": today}),
            "naming": WinnerNameForm(initial={"name": found.name or _name_on_card(user, found)}),
            "names_over": plan.names_until <= today,
            "reopened": reopened_seal(found.edition),
            "history": history_of(found, user),
            **forms,
        }
        return render(request, "leaderboard/winners/winner.html", context)


def _name_on_card(user: User, found: Winner) -> str:
    """Offered to whoever sees the names of the class; an organizer needs a reason for that."""
    if found.attempt is None or not sees_pupils(user, found.school_class, at=now()):
        return ""
    return found.attempt.card.name


def _plan(found: Winner) -> WinnersPlan:
    plans = WinnersPlan.objects.select_related("edition")
    return get_object_or_404(plans, edition=found.edition_id)


@require_POST
@login_required
@never_cache
def act_on_winner(request: HttpRequest, winner_id: int) -> HttpResponse:
    """One step of a winner."""
    user = staff_of(request)
    found = get_winner(user, winner_id)
    act = ACTS.get(request.POST.get("do", ""))
    if act is None or (found.attempt is None and act is not _withdraw):
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
    actions.confirm_winner(found, by=user, at=now())
    messages.success(request, _("Confirmed."))
    return {}


def _decline(request: HttpRequest, _user: User, found: Winner) -> Wrong:
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return {"decline": form}
    actions.decline_winner(found, reason=form.cleaned_data["reason"], at=now())
    messages.success(request, _("Noted."))
    return {}


def _tell(request: HttpRequest, _user: User, found: Winner) -> Wrong:
    actions.let_pupil_know(found, at=now())
    messages.success(request, _("The award now stands on the pupil’s own result."))
    return {}


def _coming(comes: bool) -> Callable[[HttpRequest, User, Winner], Wrong]:
    def note(request: HttpRequest, _user: User, found: Winner) -> Wrong:
        actions.note_coming(found, comes=comes)
        messages.success(request, _("Saved."))
        return {}

    return note


def _consent(request: HttpRequest, user: User, found: Winner) -> Wrong:
    form = ConsentForm(request.POST, today=timezone.localdate())
    if not form.is_valid():
        return {"consent": form}
    on, school = form.cleaned_data["on"], form.cleaned_data["school"]
    words = agreed_words(found.school_class, _plan(found), school=school)
    actions.record_consent(found, on=on, words=words, school=school, by=user, at=now())
    messages.success(request, _("The consent is on record. Now the name can be entered."))
    return {}


def _name(request: HttpRequest, _user: User, found: Winner) -> Wrong:
    form = WinnerNameForm(request.POST)
    if not form.is_valid():
        return {"naming": form}
    actions.enter_name(found, name=form.cleaned_data["name"], at=now())
    messages.success(request, _("Saved."))
    return {}


def _withdraw(request: HttpRequest, _user: User, found: Winner) -> Wrong:
    actions.withdraw_consent(found, at=now())
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
    if found.attempt is None:
        raise Http404
    try:
        with timezone.override(zone_of(user)):
            content = consent_pdf(found, _plan(found))
    except NotPrinted as refusal:
        messages.error(request, str(refusal))
        return redirect("leaderboard:winner", winner_id=found.pk)
    return shown(content, name=f"consent-{found.pk}")
