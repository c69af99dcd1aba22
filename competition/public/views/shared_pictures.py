"""The picture beside a shared address, in the words of a country and a language."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from competition.public.permissions import get_public_country
from competition.public.queries.public_countries import edition_of
from competition.public.sharing import SharedWords, picture
from schools.languages.speech import spoken_in
from schools.models import Country, in_reader_language

# An address never gets other content; a day, not for ever: a slogan may be put right.
KEPT_A_DAY = "public, max-age=86400, immutable"


def shared_words(country: Country | None, language: str) -> SharedWords:
    """The slogan of the country's edition, or what the quiz is called."""
    with translation.override(language), spoken_in(country.pk if country else ""):
        edition = edition_of(country) if country else None
        slogan = in_reader_language(edition.slogans) if edition else ""
        below = [str(country)] if country else []
        return SharedWords(
            name=_("Online safety quiz") if slogan else "",
            title=slogan or _("Online safety quiz"),
            below=" · ".join([*below, str(edition.year)] if edition else below),
            tag=settings.HTML_LANGUAGES[language],
        )


def sharing(country: Country | None, language: str, origin: str) -> dict[str, str]:
    """What a page says about itself to those who make a card of its address."""
    words = shared_words(country, language)
    name, place = ("sharing", [country.pk]) if country else ("sharing_all", [])
    address = reverse(f"competition_plain:{name}", args=[*place, language, words.digest()])
    return {"title": words.title, "picture": origin + address}


@require_safe
def shared_picture(
    request: HttpRequest, language: str, digest: str, country: str = ""
) -> HttpResponse:
    """The picture; one of other words is answered with ours, and not kept."""
    if language not in settings.ENDONYMS:
        raise Http404
    words = shared_words(get_public_country(country) if country else None, language)
    response = HttpResponse(picture(words), content_type="image/png")
    response["Cache-Control"] = KEPT_A_DAY if digest == words.digest() else "no-store"
    return response
