"""Forms for what holds in all countries of an edition: basics, texts, divisions, rules, awards."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from competition.editions.permissions import countries_to_begin, desk_of, get_award, get_led_edition
from competition.editions.queries.taking_part import codes_of, countries_of
from competition.exceptions import CompetitionError
from competition.models import AwardRule, Edition
from competition.rules.edition_steps import is_frozen
from competition.setup.actions import editions
from competition.setup.edition_labels import WHY_FROZEN
from competition.setup.forms.edition_rules import RULES, RulesForm
from competition.setup.forms.editions import (
    BasicsForm,
    DeskForm,
    DivisionsForm,
    MoreCountriesForm,
    TextsForm,
    show_frozen,
)
from competition.setup.forms.parts import AwardForm


def _led(request: HttpRequest, slug: str) -> Edition:
    return get_led_edition(desk_of(request.user), slug)


@login_required
@never_cache
def basics(request: HttpRequest, edition: str) -> HttpResponse:
    """Address, year, countries; once they are frozen further countries may join for a while."""
    found, may_run = _led(request, edition), countries_to_begin(desk_of(request.user))
    more = None
    if is_frozen("basics", found.state) and not is_frozen("countries", found.state):
        others = may_run.exclude(pk__in=codes_of(found))
        if "add" in request.POST:
            return _add_countries(request, found, MoreCountriesForm(request.POST, countries=others))
        more = MoreCountriesForm(countries=others) if others.exists() else None
    form = BasicsForm(
        request.POST or None,
        countries=may_run,
        own=found,
        frozen=is_frozen("basics", found.state),
        initial={
            "slug": found.slug,
            "year": found.year,
            "countries": codes_of(found),
        },
    )
    save = lambda: editions.set_basics(found, **form.cleaned_data)  # noqa: E731 - one thought
    return _page(request, found, form, "basics", _("Year and countries"), save, more=more)


def _add_countries(request: HttpRequest, edition: Edition, form: MoreCountriesForm) -> HttpResponse:
    try:
        if form.is_valid():
            editions.add_countries(edition, form.cleaned_data["more"])
            messages.success(request, _("Saved. Now say when classes there may play."))
        else:
            messages.error(request, _("Choose at least one country."))
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    where = reverse("competition:edition", args=[edition.slug])
    return redirect(f"{where}#countries")


@login_required
@never_cache
def texts(request: HttpRequest, edition: str) -> HttpResponse:
    """Name, slogan and theme in every language."""
    found = _led(request, edition)
    frozen = is_frozen("texts", found.state)
    form = TextsForm(request.POST or None, edition=found, frozen=frozen)
    title = _("Name, slogan and theme")
    return _page(
        request, found, form, "texts", title, lambda: editions.set_texts(found, **form.texts())
    )


@login_required
@never_cache
def divisions(request: HttpRequest, edition: str) -> HttpResponse:
    """Age groups with minutes, and languages."""
    found = _led(request, edition)
    frozen = is_frozen("divisions", found.state)
    form = DivisionsForm(request.POST or None, edition=found, frozen=frozen)

    def save() -> None:
        languages = form.cleaned_data["languages"]
        editions.set_divisions(found, minutes=form.minutes(), languages=languages)

    return _page(request, found, form, "divisions", _("Divisions and languages"), save)


@login_required
@never_cache
def rules(request: HttpRequest, edition: str) -> HttpResponse:
    """Who stands higher, grace, explanations, thresholds."""
    found = _led(request, edition)
    form = RulesForm(request.POST or None, edition=found, frozen=is_frozen("rules", found.state))

    def save() -> None:
        data = form.cleaned_data
        editions.set_rules(found, **{name: data[name] for name in RULES})

    return _page(request, found, form, "rules", _("Rules"), save)


def _page(
    request: HttpRequest,
    edition: Edition,
    form: DeskForm,
    part: str,
    title: str,
    save: Callable[[], None],
    *,
    more: MoreCountriesForm | None = None,
) -> HttpResponse:
    """A form of one part: shown, refused with its faults, or saved and back to the overview."""
    frozen = str(WHY_FROZEN[part]) if is_frozen(part, edition.state) else ""
    if request.method == "POST" and form.is_valid():
        try:
            save()
        except CompetitionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            edition.refresh_from_db(fields=["slug"])
            return redirect("competition:edition", edition=edition.slug)
    context = {"edition": edition, "form": form, "title": title, "frozen": frozen, "more": more}
    return render(request, "competition/setup/form.html", context)


@login_required
@never_cache
def add_award(request: HttpRequest, edition: str) -> HttpResponse:
    """A further award."""
    found = _led(request, edition)
    return _award(request, found, AwardRule(edition=found, position=found.award_rules.count() + 1))


@login_required
@never_cache
def award(request: HttpRequest, edition: str, award_id: int) -> HttpResponse:
    """Change an award or take it away."""
    found = _led(request, edition)
    return _award(request, found, get_award(found, award_id))


def _award(request: HttpRequest, edition: Edition, award: AwardRule) -> HttpResponse:
    countries = countries_of(edition)
    form = AwardForm(request.POST or None, instance=award, edition=edition, countries=countries)
    removing = "remove" in request.POST and award.pk is not None
    if request.method == "POST" and (removing or form.is_valid()):
        try:
            editions.remove_award(award) if removing else editions.save_award(form.instance)
        except CompetitionError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Removed.") if removing else _("Saved."))
        return redirect("competition:edition", edition=edition.slug)
    frozen = str(WHY_FROZEN["awards"]) if is_frozen("awards", edition.state) else ""
    show_frozen(form, bool(frozen))
    context = {"edition": edition, "form": form, "title": _("Award"), "frozen": frozen}
    return render(
        request, "competition/setup/form.html", context | {"removable": award.pk is not None}
    )
