"""What an edition must have before each step of its state, with the way to mend what it lacks."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.models import User
from base.registry import Registry
from competition.answer_files.queries import counted_unseen, uncounted_unseen
from competition.day.queries.outages import unsettled
from competition.editions.queries.taking_part import countries_of
from competition.models import AnswerFile, Edition, Result, Sitting
from competition.papers.queries.paper_checks import paper_faults
from competition.setup.queries.check import Check, Checker
from competition.setup.queries.doubts import others_live, window_warnings
from competition.setup.queries.language_checks import country_texts, languages_asked, names_given
from competition.sittings.queries.approvals import stands
from competition.sittings.queries.late_answers import UNDECIDED
from quizbank.models import Paper, PaperQuestion
from schools.contacts.queries import with_contacts
from schools.models import Contact
from schools.roles import area_of
from schools.rules.contacts import is_verified

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


def _at(name: str, edition: Edition, *more: str) -> str:
    return reverse(f"competition:{name}", args=[edition.slug, *more])


def _papers(edition: Edition) -> str:
    try:
        return _at("papers", edition)
    except NoReverseMatch:
        return ""


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


def _rehearsal_papers(edition: Edition, at: datetime) -> Check:
    without = edition.divisions.filter(rehearsal__isnull=True)
    faults = [_("No rehearsal paper: ages %s.") % division for division in without]
    return Check(_("A rehearsal paper in every division"), faults, _papers(edition))


def _all_papers(edition: Edition, at: datetime) -> Check:
    return Check(_("All papers are complete"), paper_faults(edition), _papers(edition))


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
        *(names_given, _windows, _divisions, _rehearsal_papers),
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
