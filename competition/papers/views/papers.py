"""The papers of an edition, and the workshop in which one of them is put together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from base.clock import now
from base.models import User
from base.pages.context import active_language
from base.pages.numbers import whole
from competition.editions.permissions import (
    desk_of,
    get_division_to_set_up,
    get_edition_to_set_up,
)
from competition.exceptions import CompetitionError
from competition.models import Division, DraftQuestion, Edition, PaperDraft
from competition.papers.actions.drafts import set_blueprint
from competition.papers.forms import BlueprintForm, FilterForm
from competition.papers.queries.candidates import BankRow, bank_of, bank_page, rows_of
from competition.papers.queries.drafts import (
    blueprint_of,
    chosen_of,
    draft_of,
    draft_warnings,
    grid,
)
from competition.papers.queries.filling import filling
from competition.papers.queries.paper_checks import (
    Checked,
    PapersReadiness,
    check_set,
    is_signed,
    papers_standing,
)
from competition.papers.queries.published import offered_with_warnings, places_of, record_of_paper
from competition.papers.queries.replacing import too_late
from competition.papers.queries.set_texts import seen_of
from competition.papers.queries.sets import KINDS, PaperSet, languages_of, paper_name
from competition.papers.views.paper_steps import ACTS, LANDINGS, ChangeFacts, PaperRequest
from competition.rules.edition_steps import OVER
from quizbank.bank.queries import topic_names
from quizbank.models import Paper
from schools.roles import Visitor, staff_of


@login_required
@never_cache
@require_safe
def papers(request: HttpRequest, edition: str) -> HttpResponse:
    """Every division with its three papers, and what is still wrong with them."""
    found = get_edition_to_set_up(request.user, edition)
    over = found.state in OVER
    standing = PapersReadiness() if over else papers_standing(found)
    context = {
        "edition": found,
        "divisions": places_of(found),
        "over": over,
        "faults": standing.faults,
        "notes": standing.notes,
        "language": preview_language(found),
    }
    return render(request, "competition/papers/papers.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, edition: str, division: str, kind: str) -> HttpResponse:
    """The workshop of one paper; its buttons come back here."""
    draft = draft_of(division_for(request.user, edition, division, kind), kind)
    user = staff_of(request)
    if request.method != "POST":
        return _workshop(request, draft, user)
    told: ChangeFacts = {"version": whole(request.POST.get("version")), "by": user, "at": now()}
    verb, _colon, number = request.POST.get("do", "").partition(":")
    if verb == "blueprint":
        return _store_blueprint(request, draft, told)
    if verb not in ACTS:
        raise Http404
    turn = PaperRequest(draft, whole(number), request.POST, told)
    return _do(request, verb, turn)


def division_for(user: Visitor, edition: str, division: str, kind: str) -> Division:
    """The division whose paper of this kind is meant; 404 for all who may not know it."""
    if kind not in KINDS:
        raise Http404
    return get_division_to_set_up(user, edition, division)


def preview_language(edition: Edition) -> str:
    """The language in which a preview opens: the reader's, if the edition is played in it."""
    languages = languages_of(edition)
    own = active_language()
    return own if own in languages else languages[0]


def _do(request: HttpRequest, verb: str, turn: PaperRequest) -> HttpResponse:
    landing = LANDINGS[verb].format(number=turn.number)
    try:
        messages.success(request, ACTS[verb](turn))
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
        # What is wrong with a draft stands on its page; a paper of the bank has none.
        for fault in getattr(refusal, "faults", []) if verb == "attach" else []:
            messages.error(request, fault)
        landing = ""
    return HttpResponseRedirect(request.get_full_path() + landing)


def _store_blueprint(request: HttpRequest, draft: PaperDraft, told: ChangeFacts) -> HttpResponse:
    form = _blueprint_form(draft, request)
    if not form.is_valid():
        return _workshop(request, draft, told["by"], form)
    try:
        set_blueprint(
            draft,
            size=form.cleaned_data["size"],
            topics=form.weights(form.topics),
            difficulties=form.weights(form.difficulties),
            **told,
        )
        messages.success(request, _("The blueprint is stored."))
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(request.get_full_path())


def _blueprint_form(draft: PaperDraft, request: HttpRequest | None = None) -> BlueprintForm:
    data = request.POST if request else None
    names = topic_names()
    return BlueprintForm(data, blueprint=blueprint_of(draft, names), names=names)


def _workshop(
    request: HttpRequest, draft: PaperDraft, user: User, form: BlueprintForm | None = None
) -> HttpResponse:
    items, paper = chosen_of(draft), getattr(draft.division, draft.kind)
    one = PaperSet(draft.division, draft.kind, [item.question for item in items])
    checked, refusals = check_set(one, by=user)
    offered = offered_with_warnings(draft.division, draft.kind)
    context = {
        "edition": draft.division.edition,
        "division": draft.division,
        "draft": draft,
        "name": paper_name(draft.division, draft.kind),
        "language": preview_language(draft.division.edition),
        "paper": paper,
        "query": request.GET.urlencode(),
        "refusals": refusals,
        "late": _late(draft, paper),
        "warnings": draft_warnings(draft, items),
        "offered": offered,
        "offered_warns": any(paper.warnings for paper in offered),
        "record": record_of_paper(draft.division, draft.kind),
        "filling": filling(draft, items, by=user) if "fill" in request.GET else None,
        "blueprint_form": form or _blueprint_form(draft),
        **_lists(request, draft, items, checked),
    }
    return render(request, "competition/papers/paper.html", context)


def _late(draft: PaperDraft, paper: Paper | None) -> str:
    """As ``too_late``; before there is a paper nothing but the end of the windows stops a draft."""
    over = draft.division.edition.state in OVER
    return too_late(draft.division, draft.kind) if paper or over else ""


def _lists(
    request: HttpRequest, draft: PaperDraft, items: list[DraftQuestion], checked: Checked
) -> dict[str, Any]:
    """The blueprint's table, what is chosen, and the page of the bank."""
    names, known = topic_names(), checked.known
    form = FilterForm(request.GET, names=names)
    bank = bank_of(draft.division, form.filters(), known.languages, known.countries)
    part = bank_page(bank, request.GET.get("page"))
    asked = [item.question for item in items]
    rows = rows_of([*asked, *part], known.languages, known.countries, desk=desk_of(request.user))
    chosen_ids = {item.question_id for item in items}
    lines = {pk: _line(row, names) for pk, row in rows.items()}
    return {
        "grid": grid(blueprint_of(draft, names), asked, names),
        "filter_form": form,
        "part": part,
        "chosen": [
            {
                "item": item,
                **lines[item.question_id],
                "signed": is_signed(checked, item.question),
                "seen": seen_of(item.question, rows[item.question_id].texts.values()),
            }
            for item in items
        ],
        "bank": [
            {
                **lines[one.pk],
                "chosen": one.pk in chosen_ids,
                "places": [
                    name
                    for place, name in known.places.get(one.pk, {}).items()
                    if place != checked.one.place
                ],
            }
            for one in part
        ],
    }


def _line(row: BankRow, names: Mapping[str, str]) -> dict[str, Any]:
    """What both lists show of a question."""
    return {
        "row": row,
        "topic": names.get(row.question.topic_id, row.question.topic_id),
    }
