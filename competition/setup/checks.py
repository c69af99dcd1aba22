"""What is looked at before each step of an edition: shown on its page, decided with the step."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.languages.dates import day_in_sentence
from base.models import User
from base.registry import Registry
from competition.answer_files.queries.filed import counted_unseen, uncounted_unseen
from competition.day.queries.outages import unsettled
from competition.editions.queries.taking_part import codes_of, countries_of
from competition.models import AnswerFile, Edition, Result, Sitting
from competition.papers.queries.country_texts import without_country_texts
from competition.papers.queries.paper_checks import paper_faults
from competition.papers.queries.sets import languages_of
from competition.rules.edition_steps import is_around, safer_internet_day
from competition.sittings.queries.attempts import UNDECIDED
from competition.sittings.queries.running import stands
from quizbank.models import Paper, PaperQuestion
from schools.contacts.queries import with_contacts
from schools.models import Contact, Country
from schools.roles import Area, area_of
from schools.rules.contacts import is_verified


@dataclass(slots=True)
class Check:
    """One condition in words, what is wrong with it now, and where it is mended.

    ``look``: does not stop the step, but somebody has to say that they have seen it. ``moot``:
    this edition has nothing it could be about. ``act``: an address that mends it with one press.
    ``notes``: what the step brings about, told before it is taken. ``details``: what of it lies in
    an area, by name of class and school: ``faults`` say of all countries how much there is, and
    ``own`` what the reader may know of it.
    """

    text: str
    faults: list[str] = field(default_factory=list)
    url: str = ""
    look: bool = False
    moot: bool = False
    act: str = ""
    act_label: str = ""
    # Nothing mends it any more, so that the step is not offered at all.
    for_good: bool = False
    notes: list[str] = field(default_factory=list)
    details: Callable[[Area], list[str]] | None = None
    own: list[str] = field(default_factory=list)

    @property
    def stops(self) -> bool:
        """Whether it stops the step."""
        return bool(self.faults) and not self.look


type Checker = Callable[[Edition, datetime], Check]


# What apps above look at before a step: ``(before, after)`` and the look.
later_checks = Registry[tuple[tuple[str, str], Checker]]()


def checks_before(edition: Edition, after: str, *, at: datetime) -> list[Check]:
    """Everything that is looked at before the step to a state, forward or back."""
    return checks_of_step(edition, str(edition.state), after, at=at)


def checks_for(reader: User, edition: Edition, after: str, *, at: datetime) -> list[Check]:
    """The same, with what lies in the reader's own area by name."""
    checks = checks_before(edition, after, at=at)
    named = [(check, check.details) for check in checks if check.details is not None]
    area = area_of(reader) if named else None
    for check, details in named:
        check.own = details(area) if area else []
    return checks


def checks_of_step(edition: Edition, before: str, after: str, *, at: datetime) -> list[Check]:
    """The same of any step, also one that is behind the edition."""
    step = (str(before), str(after))
    later = (check for before_step, check in later_checks if before_step == step)
    return [check(edition, at) for check in (*CHECKS.get(step, ()), *later)]


def names_lacking(edition: Edition) -> list[str]:
    """Languages offered in which the edition has no name, by their own names."""
    return [settings.ENDONYMS[code] for code in edition.languages if not edition.names.get(code)]


def names_given(edition: Edition, at: datetime) -> Check:
    """In all languages in which it is offered."""
    lacking = names_lacking(edition)
    faults = [_("No name yet in: %s.") % ", ".join(lacking)] if lacking else []
    url = reverse("competition:edition_texts", args=[edition.slug])
    return Check(_("A name in every language offered"), faults, url)


def languages_asked(edition: Edition, at: datetime) -> Check:
    """Fewer than a country has are possible: whoever takes the step has to know."""
    check = Check(_("Questions in every language of its countries"), look=True)
    check.url = reverse("competition:edition_divisions", args=[edition.slug])
    asked = languages_of(edition)
    for country in countries_of(edition):
        lacking = [code for code in country.languages if code not in asked]
        if lacking:
            names = ", ".join(settings.ENDONYMS.get(code, code) for code in lacking)
            told = {"country": country, "languages": names}
            check.faults.append(_("%(country)s: no questions in %(languages)s.") % told)
    return check


def country_texts(edition: Edition, at: datetime) -> Check:
    """A country that joins later, or a text that came later, needs its papers published anew."""
    faults = without_country_texts(edition)
    url = reverse("competition:papers", args=[edition.slug])
    return Check(_("Papers with the texts of each country"), faults, url, look=True)


def others_live(edition: Edition, *, at: datetime) -> list[str]:
    """Each other edition that is live in a country of this one, in a sentence."""
    running = Edition.objects.filter(state=Edition.State.LIVE).exclude(pk=edition.pk)
    found = running.order_by("pk").prefetch_related("windows__country", "countries")
    codes = codes_of(edition)
    return [
        _while_live(other, shared, at) for other in found if (shared := codes & codes_of(other))
    ]


def _while_live(other: Edition, codes: Collection[str], at: datetime) -> str:
    countries = Country.objects.filter(pk__in=codes).order_by("pk")
    told = {"country": ", ".join(map(str, countries)), "edition": other.title}
    windows = [one for one in other.windows.all() if one.country_id in codes]
    last = max(windows, key=lambda one: one.closes_at, default=None)
    if last is None or last.closes_at <= at:
        return _("%(country)s: “%(edition)s” is still live.") % told
    day = day_in_sentence(localdate(last.closes_at, ZoneInfo(last.country.timezone)))
    return _(
        "%(country)s: “%(edition)s” is live until %(day)s: teachers, pupils and the public meet"
        " it first, and this edition stands beside it under its own name."
    ) % (told | {"day": day})


def window_warnings(edition: Edition, country: Country | None = None) -> list[str]:
    """Windows of another season or year than the edition's Safer Internet Day, in words; of one
    country if told."""
    windows = edition.windows.select_related("country").order_by("country", "opens_at")
    if country is not None:
        windows = windows.filter(country=country)
    day = safer_internet_day(edition.year)
    found = []
    for window in windows:
        zone = ZoneInfo(window.country.timezone)
        opens, closes = localdate(window.opens_at, zone), localdate(window.closes_at, zone)
        if not is_around(opens, closes, day):
            text = _(
                "%(country)s: the window of %(window)s is far from %(day)s, Safer Internet Day."
                " Is the year right?"
            )
            told = {"window": day_in_sentence(opens), "country": window.country}
            found.append(text % (told | {"day": day_in_sentence(day)}))
    return found


def _at(name: str, edition: Edition, *more: str) -> str:
    return reverse(f"competition:{name}", args=[edition.slug, *more])


def _papers(edition: Edition) -> str:
    return _at("papers", edition)


def _windows(edition: Edition, at: datetime) -> Check:
    countries, opened = countries_of(edition), edition.windows.values_list("country", flat=True)
    without = [str(country) for country in countries if country.pk not in set(opened)]
    faults = [_("No window yet: %s.") % ", ".join(without)] if without else []
    if not countries:
        faults = [_("No country takes part yet.")]
    return Check(_("Windows in every country"), faults, _at("edition", edition) + "#countries")


def _others_live(edition: Edition, at: datetime) -> Check:
    """Two editions at once are possible, and confusing: whoever starts the second has to know."""
    text = _("No country of it is in another edition that is live")
    return Check(text, others_live(edition, at=at), look=True)


def _around_the_day(edition: Edition, at: datetime) -> Check:
    text, url = _("Windows lie around Safer Internet Day"), _at("edition", edition) + "#countries"
    return Check(text, window_warnings(edition), url, look=True)


def _windows_ahead(edition: Edition, at: datetime) -> Check:
    ahead = set(edition.windows.filter(closes_at__gt=at).values_list("country", flat=True))
    over = [str(country) for country in countries_of(edition) if country.pk not in ahead]
    faults = [_("No window lies ahead: %s.") % ", ".join(over)] if over else []
    return Check(
        _("A window that is not over in every country"),
        faults,
        _at("edition", edition) + "#countries",
    )


def _divisions(edition: Edition, at: datetime) -> Check:
    faults = [] if edition.divisions.exists() else [_("No division yet.")]
    return Check(_("At least one division"), faults, _at("edition_divisions", edition))


def _to_rehearse(edition: Edition, at: datetime) -> Check:
    without = edition.divisions.filter(rehearsal__isnull=True, practice__isnull=True)
    faults = [_("No rehearsal or practice paper: ages %s.") % division for division in without]
    return Check(_("Something to rehearse with"), faults, _papers(edition), look=True)


def _all_papers(edition: Edition, at: datetime) -> Check:
    return Check(_("All official papers are complete"), paper_faults(edition), _papers(edition))


def _retired_since(edition: Edition, at: datetime) -> Check:
    check = Check(_("No question of a paper is retired"), url=_papers(edition), look=True)
    papers = Q()
    for kind in Paper.Kind.values:
        papers |= Q(paper__in=edition.divisions.filter(**{f"{kind}__isnull": False}).values(kind))
    found = PaperQuestion.objects.filter(papers, question__retired_at__isnull=False).count()
    if found:
        text = ngettext(
            "%(count)d question was retired after its paper was published.",
            "%(count)d questions were retired after their papers were published.",
            found,
        )
        check.faults = [text % {"count": found}]
    return check


def _contacts(edition: Edition, at: datetime) -> Check:
    check = Check(_("Every help contact verified in the last 90 days"))
    check.url = _at("edition", edition) + "#countries"
    today = localdate(at)
    for country in with_contacts(countries_of(edition)):
        contacts = list(country.contacts.all())
        if not any(one.kind == Contact.Kind.HELPLINE for one in contacts):
            check.faults.append(_("%s has no helpline.") % country)
        old = [f"{country}: {one}" for one in contacts if not is_verified(one.verified_on, today)]
        check.faults += [_("Not verified lately: %s.") % one for one in old]
    return check


def _windows_over(edition: Edition, at: datetime) -> Check:
    still = edition.windows.filter(closes_at__gt=at).select_related("country")
    names = sorted({str(window.country) for window in still})
    faults = [_("Not over yet: %s.") % ", ".join(names)] if names else []
    url = _at("edition", edition) + "#countries"
    return Check(_("All windows are over"), faults, url)


def _no_sitting(edition: Edition, at: datetime) -> Check:
    running = Sitting.objects.filter(entry__edition=edition, closed_at__isnull=True).count()
    text = ngettext(
        "%(count)d class quiz is still open.", "%(count)d class quizzes are still open.", running
    )
    faults = [text % {"count": running}] if running else []
    return Check(_("No class quiz is open"), faults)


def _no_outage(edition: Edition, at: datetime) -> Check:
    faults = [_("An outage waits for a decision.")] if unsettled().exists() else []
    return Check(_("Every outage is settled"), faults, reverse("competition:outages"))


def _late_answers(edition: Edition, at: datetime) -> Check:
    found = Result.objects.filter(UNDECIDED, division__edition=edition).count()
    text = ngettext(
        "%(count)d pupil has late answers or a second attempt that nobody accepted.",
        "%(count)d pupils have late answers or a second attempt that nobody accepted.",
        found,
    )
    faults = [text % {"count": found}] if found else []
    return Check(_("Late answers were looked at"), faults, look=True)


def _files(edition: Edition) -> QuerySet[AnswerFile]:
    return AnswerFile.objects.filter(attempt__entry__edition=edition)


def _files_decided(edition: Edition, at: datetime) -> Check:
    """No answer of a file gets into the final list, and so to an award, without a yes."""
    found = counted_unseen(_files(edition)).count()
    text = ngettext(
        "%(count)d file of answers counts and waits for an organizer.",
        "%(count)d files of answers count and wait for an organizer.",
        found,
    )
    check = Check(_("Every file of answers that counts was looked at by an organizer"))
    return _about_files(check, text, found)


def _files_seen(edition: Edition, at: datetime) -> Check:
    """They hold up no seal, and after it nobody can count them any more."""
    found = uncounted_unseen(_files(edition)).count()
    text = ngettext(
        "%(count)d file of answers does not count and waits for an organizer.",
        "%(count)d files of answers do not count and wait for an organizer.",
        found,
    )
    check = Check(_("Files that only an organizer can count were looked at"), look=True)
    return _about_files(check, text, found)


def _about_files(check: Check, text: str, found: int) -> Check:
    check.faults = [text % {"count": found}] if found else []
    check.url = reverse("competition:files_to_review")
    return check


def _nobody_waits(edition: Edition, at: datetime) -> Check:
    counted = Result.objects.filter(division__edition=edition, counts=True)
    found = counted.exclude(stands("attempt__sitting__")).count()
    text = ngettext(
        "%(count)d pupil’s school or teacher is not approved: the list leaves them out.",
        "%(count)d pupils’ school or teacher is not approved: the list leaves them out.",
        found,
    )
    faults = [text % {"count": found}] if found else []
    return Check(
        _("Every school and teacher with results is approved"),
        faults,
        f"{reverse('competition:schools')}?state=held",
        look=True,
    )


def _two_people(edition: Edition, at: datetime) -> Check:
    done = edition.steps.filter(after=Edition.State.SEALED, second__isnull=False).exists()
    faults = [] if done else [_("No seal by two people is on record.")]
    return Check(_("Sealed by two people"), faults)


def _no_entry(edition: Edition, at: datetime) -> Check:
    count = edition.entries.count()
    text = ngettext(
        "%(count)d class has entered already.", "%(count)d classes have entered already.", count
    )
    return Check(_("No class has entered"), [text % {"count": count}] if count else [])


def _nobody_played(edition: Edition, at: datetime) -> Check:
    played = Sitting.objects.filter(entry__edition=edition, kind=Sitting.Kind.OFFICIAL).exists()
    faults = [_("An official class quiz was opened already.")] if played else []
    return Check(_("No official class quiz was opened"), faults, for_good=bool(faults))


CHECKS: dict[tuple[str, str], tuple[Checker, ...]] = {
    ("draft", "registration"): (
        *(names_given, _windows, _divisions),
        *(languages_asked, _around_the_day, _others_live),
    ),
    ("registration", "draft"): (_no_entry,),
    ("registration", "rehearsal"): (
        *(names_given, _windows, _divisions, _to_rehearse),
        *(languages_asked, _around_the_day, _others_live),
    ),
    ("rehearsal", "registration"): (_no_sitting,),
    ("rehearsal", "live"): (
        *(names_given, _divisions, _windows_ahead, _all_papers, _retired_since, _contacts),
        *(languages_asked, country_texts, _around_the_day, _others_live),
    ),
    ("live", "rehearsal"): (_nobody_played,),
    ("live", "review"): (_windows_over, _no_sitting, _no_outage),
    ("review", "sealed"): (
        *(_no_sitting, _no_outage, _files_decided, _late_answers, _files_seen, _nobody_waits),
    ),
    ("sealed", "published"): (_two_people,),
}
