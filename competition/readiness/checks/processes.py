"""The processes that serve: that they beat, that one does the periodic work, what they run."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from competition.models import Beat, Duty
from competition.pupil_api.crowd import DUTY
from competition.readiness.lines import ServerLine
from competition.rules.lost_time import GAP
from competition.rules.server_limits import Light
from competition.running_release import release
from schools.clock import database_now


def beats(at: datetime) -> ServerLine:
    """How many were heard of just now; they begin to beat with their first request."""
    count = Beat.objects.filter(at__gt=database_now() - GAP).count()
    return ServerLine(
        Light.GREEN if count else Light.RED,
        _("Processes that reach the database: %(count)d."),
        _("Start the workers, and open a page once: they begin with their first request."),
        {"count": count},
    )


def duty(at: datetime) -> ServerLine:
    """One process sweeps, publishes boards and does the rest."""
    done = Duty.objects.filter(name=DUTY, until__gt=database_now()).exists()
    if done:
        return ServerLine(Light.GREEN, _("One process does the periodic work."))
    return ServerLine(
        Light.RED,
        _("No process does the periodic work: boards stand still and no time runs out."),
        _("See the log for “jobs have to wait”, and restart the workers one by one."),
    )


def releases(at: datetime) -> ServerLine:
    """All that beat run what lies on this machine's disk."""
    heard = Beat.objects.filter(at__gt=database_now() - GAP)
    found = sorted(set(heard.values_list("release", flat=True)) | {release()})
    if len(found) == 1:
        return ServerLine(
            Light.GREEN, _("All processes run release %(release)s."), told={"release": found[0]}
        )
    return ServerLine(
        Light.RED,
        _("Processes run different releases: %(releases)s."),
        _("End the renewal: SIGHUP to make serve, or restart the workers one by one."),
        {"releases": ", ".join(one or "?" for one in found)},
    )
