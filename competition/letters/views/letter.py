"""One letter: its text in each language, who reads it, and what can be done with it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import override as in_zone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from base.clock import now
from base.pages.context import active_language
from competition.editions.permissions import desk_of, get_part
from competition.exceptions import CompetitionError
from competition.letters.actions import letter_decisions
from competition.letters.forms import LetterForm, ReadersForm
from competition.letters.letter_mail import text_for
from competition.letters.letter_text import letter_text
from competition.letters.letter_words import words_of
from competition.letters.permissions import get_letter
from competition.letters.queries.calendar_letters import CalendarLetter
from competition.letters.queries.letter_pages import is_behind, letter_line, not_reached
from competition.letters.queries.readers import readers_by_language
from competition.letters.standing_words import IN_BRACES, MEANING
from competition.models import Letter
from schools.models import Region
from schools.roles import staff_of

PAGE = "competition/letters/letter.html"


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, edition: str, country: str, name: str) -> HttpResponse:
    """The letter in one language, as it is written and as it is read; POST saves its text."""
    found, where = get_part(desk_of(request.user), edition, country)
    one, language = get_letter(found, where, name), language_asked(request)
    form = _form(request, one.letter, language)
    if request.method == "POST" and form.is_valid() and _save(request, one, form, language):
        return redirect(page_of(one.letter, language))
    with in_zone(where.timezone):
        return render(request, PAGE, _shown(one, language) | {"form": form})


def language_asked(request: HttpRequest) -> str:
    """The language the page is about; that of the reader unless another is asked for."""
    asked = request.GET.get("language", "")
    return asked if asked in settings.ENDONYMS else active_language()


def page_of(one: Letter, language: str) -> str:
    """The address of the page, in this language of the letter."""
    path = reverse("competition:letter", args=[one.edition.slug, one.country_id.lower(), one.name])
    return f"{path}?language={language}"


def _form(request: HttpRequest, one: Letter, language: str) -> LetterForm:
    text = letter_text(one, language)
    given = {"subject": text.subject, "body": text.body}
    if one.kind == Letter.Kind.FREE and language not in one.texts:
        given = {}
    tag = settings.HTML_LANGUAGES[language]
    return LetterForm(request.POST or None, initial=given, kind=one.kind, tag=tag)


def _save(request: HttpRequest, one: CalendarLetter, form: LetterForm, language: str) -> bool:
    """Save what was changed: the prepared text as it stands needs no row; false if refused."""
    if not form.has_changed():
        return True
    by, text = staff_of(request), form.cleaned_data
    try:
        letter_decisions.write_text(one.letter, **text, language=language, by=by, at=now())
    except CompetitionError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Saved."))
    return True


def _shown(one: CalendarLetter, language: str) -> dict[str, Any]:
    found, line = one.letter, letter_line(one, at=now())
    begun = found.begun_at is not None
    readers = {} if begun else readers_by_language(found)
    regions = Region.objects.filter(country=found.country)
    given = {"readers": found.readers, "region": found.region_id}
    free = found.kind == Letter.Kind.FREE
    return {
        "edition": found.edition,
        "country": found.country,
        "letter": found,
        "line": line,
        "meaning": MEANING[line.now],
        "may_send": not is_behind(found),
        "languages": [
            (code, name, code in found.texts, readers.get(code, 0))
            for code, name in settings.ENDONYMS.items()
        ],
        "language": language,
        "tag": settings.HTML_LANGUAGES[language],
        "total": sum(readers.values()),
        "preview": text_for(found, language),
        "words": [(word, IN_BRACES[word]) for word in words_of(found.kind)],
        "missed": not_reached(found) if line.not_reached else (),
        "readers_form": ReadersForm(initial=given, regions=regions) if free and not begun else None,
    }
