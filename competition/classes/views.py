"""A teacher's first page, and a class: added, opened, corrected; the days for a calendar."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from icalendar import Calendar, Event

from base.clock import now
from base.models import User
from base.pages.addresses import public_address
from base.refusal import Refusal
from competition.classes import actions
from competition.classes.actions import add_entered, enter_class
from competition.classes.earlier import taken_over, years_on
from competition.classes.home_lines import home_lines
from competition.classes.permissions import get_edition_to_enter, get_entry, schools_for_classes
from competition.classes.queries import corrections_of, dashboard, opening
from competition.day.queries.outages import unsettled
from competition.editions.queries.taking_part import editions_taking
from competition.exceptions import CompetitionError, OpenedMeanwhile
from competition.models import Entry, Sitting, Window
from competition.sittings.actions.sittings import open_sitting
from competition.sittings.forms import OpenForm, WhichEditionForm
from schools.classes.actions.classes import new_pin
from schools.classes.forms.classes import ClassForm, CorrectionForm, numbers_typed, said_back
from schools.classes.queries import covers_told
from schools.models import Card, SchoolClass
from schools.permissions import get_class, get_class_card, get_kept_class, schools_of
from schools.roles import Visitor, holdings_of, organizes, staff_of


def _work_elsewhere(user: Visitor) -> str:
    """The first page of those who do not teach; empty for somebody without any work yet."""
    held = holdings_of(user)
    if held.organizes or held.looks_on:
        return "leaderboard:day"
    if held.is_ministry:
        return "leaderboard:insight"
    return "quizbank:questions" if held.works_on_questions else ""


@login_required
@never_cache
def classes(request: HttpRequest) -> HttpResponse:
    """Own classes with what is next for each; who has other work only is led to that."""
    can_add = schools_of(request.user).exists()
    if not can_add and (elsewhere := _work_elsewhere(request.user)):
        return redirect(elsewhere)
    board = dashboard(staff_of(request), now(), page=request.GET.get("page"))
    context = {
        "board": board,
        "lines": [line for lines in home_lines for line in lines(staff_of(request))],
        "years_on": years_on(board, now()),
        "can_add": can_add,
        "unsettled": unsettled().exists() and organizes(request.user),
        "covers": covers_told(staff_of(request)),
    }
    return render(request, "competition/classes/classes.html", context)


@require_POST
@login_required
def enter(request: HttpRequest, class_id: int) -> HttpResponse:
    """Enter a class that was added before there was an edition, or in a further one."""
    school_class = get_class(request.user, class_id)
    asked = request.POST.get("edition", "")
    try:
        enter_class(school_class, edition=get_edition_to_enter(school_class, asked))
    except CompetitionError as error:
        messages.error(request, str(error))
    return redirect("competition:classes")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def open_sitting_for(request: HttpRequest, class_id: int) -> HttpResponse:
    """Ask once before an official sitting; open a sitting and go to its monitor."""
    data = request.POST if request.method == "POST" else request.GET
    entry = get_entry(request.user, class_id, data.get("edition", ""))
    form = OpenForm(data)
    if request.method != "POST":
        asked = data.get("who", "") if form.is_valid() else ""
        told = opening(entry)
        context = {"entry": entry, "opening": told, "who": told.preset(asked)}
        return render(request, "competition/classes/open_official.html", context)
    try:
        sitting = _open(entry, form, staff_of(request))
    except CompetitionError as error:
        messages.error(request, str(error))
        return redirect("competition:classes")
    return redirect("competition:sitting", sitting_id=sitting.pk)


def _open(entry: Entry, form: OpenForm, by: User) -> Sitting:
    """What cannot be read opens nothing that counts, and nothing opens a second quiz of a class
    that plays unless the page told of the first, and it was said for whom; nor a rehearsal beside a
    quiz that is open."""
    chosen = form.cleaned_data if form.is_valid() else {}
    kind = Sitting.Kind(chosen.get("kind", Sitting.Kind.REHEARSAL))
    official, told = kind == Sitting.Kind.OFFICIAL, opening(entry)
    who, running = chosen.get("who", ""), told.running if told.plays or not official else None
    if running and not (official and who and chosen.get("beside") == running.pk):
        return running
    numbers = told.of(who, chosen.get("numbers", []))
    without_pins = bool(chosen.get("without_pins")) and official
    try:
        return open_sitting(
            entry,
            kind=kind,
            numbers=numbers,
            without_pins=without_pins,
            by=by,
            at=now(),
            known=told.open,
        )
    except OpenedMeanwhile:
        # A colleague has pressed at the same moment: theirs is running by now.
        return _open(entry, form, by)


@login_required
@never_cache
def add_class(request: HttpRequest) -> HttpResponse:
    """Four fields make a class with its cards, entered in the edition that is on or in another."""
    own, at = schools_for_classes(staff_of(request)), now()
    begun = taken_over(request.user, request.GET.get("from", ""))
    form = ClassForm(request.POST or None, schools=own, initial=begun)
    editions = editions_taking({school.country_id for school in own}, at=at)
    choice = WhichEditionForm(request.POST or None, editions=editions)
    is_sent = request.method == "POST" and form.is_valid() and choice.is_valid()
    if is_sent and _is_understood(request, form.cleaned_data["size"]):
        try:
            made = _add(form, choice.chosen(), staff_of(request), at)
        except Refusal as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The class is ready. Print the cards now or later."))
            return redirect("schools:cards", class_id=made.pk)
    numbers = form.cleaned_data.get("size") if form.is_bound and form.is_valid() else None
    context = {
        "form": form,
        "choice": choice,
        "understood": numbers and _understood(numbers),
    }
    return render(request, "competition/classes/add_class.html", context)


@require_safe
@login_required
@never_cache
def numbers_understood(request: HttpRequest) -> JsonResponse:
    """What the numbers that somebody types mean, while they type: ``{said, key}``."""
    try:
        numbers = numbers_typed(request.GET.get("size", "")[:200])
    except ValidationError as fault:
        return JsonResponse({"said": " ".join(fault.messages), "key": ""})
    return JsonResponse(_understood(numbers))


def _understood(numbers: list[int]) -> dict[str, str]:
    """The sentence, and the key by which the form says that it was read."""
    return {"said": said_back(numbers), "key": ",".join(map(str, numbers))}


def _is_understood(request: HttpRequest, numbers: list[int]) -> bool:
    """Whether the sentence was told for these numbers; a plain number needs none."""
    plain = request.POST.get("size", "").strip().isdecimal()
    return plain or request.POST.get("understood") == _understood(numbers)["key"]


def _add(form: ClassForm, asked: str, teacher: User, at: datetime) -> SchoolClass:
    told = dict(form.cleaned_data)
    return add_entered(asked=asked, teacher=teacher, at=at, numbers=told.pop("size"), **told)


@login_required
@never_cache
def correct(request: HttpRequest, class_id: int) -> HttpResponse:
    """Name, grade and language; below, what can be done about single cards and the whole class."""
    school_class = get_class(request.user, class_id)
    form = CorrectionForm(request.POST or None, school_class=school_class)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_class(school_class, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The class is corrected."))
            return redirect("competition:correct_class", class_id=class_id)
    context = {
        "school_class": school_class,
        "form": form,
        "state": corrections_of(school_class),
    }
    return render(request, "competition/classes/correct_class.html", context)


@require_POST
@login_required
def correct_card(request: HttpRequest, class_id: int, card_id: int) -> HttpResponse:
    """A new PIN for one card, or no card any more."""
    get = get_kept_class if request.POST.get("do") == "remove" else get_class
    card = get_class_card(get(request.user, class_id), card_id)
    try:
        messages.success(request, _done(request, card))
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    return redirect("competition:correct_class", class_id=class_id)


def _done(request: HttpRequest, card: Card) -> str:
    number = {"number": card.number}
    if request.POST.get("do") == "remove":
        actions.remove_card(card, by=staff_of(request), at=now())
        return _("Card %(number)s is removed.") % number
    new_pin(card)
    return (
        _("Card %(number)s has a new PIN. Print the card again, or show it on the screen.") % number
    )


@require_POST
@login_required
def delete(request: HttpRequest, class_id: int) -> HttpResponse:
    """The whole class, if it never played; the page asks first."""
    school_class = get_kept_class(request.user, class_id)
    try:
        actions.delete_class(school_class)
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
        return redirect("competition:correct_class", class_id=class_id)
    messages.success(request, _("The class %(label)s is deleted.") % {"label": school_class.label})
    return redirect("competition:classes")


@require_safe
@login_required
@never_cache
def calendar(request: HttpRequest) -> HttpResponse:
    """The windows of the own countries as a file (RFC 5545); a later one moves their events."""
    address = public_address(request)
    host = urlsplit(address).hostname or "localhost"
    countries = set(schools_of(request.user).order_by().values_list("country", flat=True))
    file = Calendar()
    file.add("prodid", f"-//{host}//safer-internet-quiz//")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", _("Online safety quiz"))
    windows = Window.objects.filter(
        edition__in=editions_taking(countries, at=now()), country__in=countries
    )
    for window in windows.select_related("edition", "country").order_by("opens_at", "pk"):
        event, zone = Event(), ZoneInfo(window.country.timezone)
        title = window.edition.title
        if len(countries) > 1:
            title = f"{title} ({window.country})"
        event.add("uid", f"window-{window.pk}@{host}")
        event.add("dtstamp", now())
        event.add("summary", _("The quiz is open: %(title)s") % {"title": title})
        event.add("dtstart", window.opens_at.astimezone(zone))
        event.add("dtend", window.closes_at.astimezone(zone))
        event.add("url", f"{address.rstrip('/')}{reverse('competition:classes')}")
        file.add_component(event)
    file.add_missing_timezones()
    headers = {"Content-Disposition": 'attachment; filename="quiz.ics"'}
    content = bytes(file.to_ical())
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
