"""The day's page, worked out for one organizer: numbers by place, what needs a look, what is on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.languages.collation import Key, sort_key
from base.languages.dates import day_in_sentence
from base.models import User
from base.pages.numbers import ids
from competition.day.concerns import Concern, counted, forgotten, tried_out, without_way
from competition.day.hour_bars import BAR, GAP, bars
from competition.day.named_sittings import named
from competition.day.queries.day import Day, Figures, Sat, SittingRow, day_of, memory
from competition.day.queries.left_paused import left_paused
from competition.day.queries.watch import DayWatch, watch_of
from competition.editions.at_hand import NAME
from competition.editions.queries.visible import editions_for
from competition.models import Edition, Window
from competition.notices.permissions import looked_on_sittings
from schools.models import Country, Region, Role
from schools.roles import holdings_of, zone_of

SOON = timedelta(minutes=30)

type Node = Country | Region | None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A country or region with its sums; ``url`` leads one level down."""

    place: Country | Region
    figures: Figures
    url: str


class DayScreen:
    """What one organizer asked to see; everything is read at most once."""

    def __init__(self, user: User, edition: Edition, asked: QueryDict, *, at: datetime) -> None:
        self.user, self.edition, self.at = user, edition, at
        self.zone = zone_of(user)
        self.asked = asked.get(NAME, "")
        self.held = held = holdings_of(user)
        # Helpers look on, and see no way to what they may not do.
        self.leads, self.area = held.organizes, held.looks_on
        if held.of(Role.Kind.HELPER):
            self.leads = self.leads and edition in editions_for(user, at=at)
        self.sees_all = held.coordinates
        # Windows and boards belong to whole countries.
        self.runs = self.leads and (held.coordinates or bool(held.area.countries))
        self.own = list(self.area.places)
        self.windows = list(edition.windows.select_related("country").order_by("closes_at"))
        self.node = self._node(asked)
        self.begins = self._begins(asked.get("day", ""))

    def left_paused(self) -> list[Sat]:
        """Paused quizzes in the place that is looked at that nobody went on with after the
        window, whichever day they are of."""
        if not self.is_today or all(one.closes_at > self.at for one in self.windows):
            return []
        found = left_paused(looked_on_sittings(self.user), self.edition, at=self.at)
        return [sat for sat in found if is_in(self.node, sat.row)]

    def _node(self, asked: QueryDict) -> Node:
        """The place that is looked at; 404 for one outside the own area."""
        regions = Region.objects.filter(self.area.inside("")).select_related("country")
        if key := asked.get("region"):
            region = regions.filter(pk__in=ids([key])).first()
            return _found(region)
        if code := asked.get("country"):
            return _found(next((one for one in self.countries() if one.pk == code), None))
        return self.own[0] if len(self.own) == 1 else None

    def countries(self) -> list[Country]:
        """Countries that are looked at as a whole, those of the edition."""
        if self.sees_all:
            found = {window.country_id: window.country for window in self.windows}
            return [found[code] for code in sorted(found)]
        return [place for place in self.own if isinstance(place, Country)]

    def _begins(self, day: str) -> datetime:
        today = self.at.astimezone(self.zone).replace(hour=0, minute=0, second=0, microsecond=0)
        for one in self.days():
            if one.date().isoformat() == day:
                return one
        return today

    def days(self) -> list[datetime]:
        """The days with a window, up to today."""
        found = set[date]()
        for window in self.windows:
            day = window.opens_at.astimezone(self.zone).date()
            last = min(window.closes_at, self.at).astimezone(self.zone).date()
            while day <= last and len(found) < 31:
                found.add(day)
                day += timedelta(days=1)
        return [datetime(one.year, one.month, one.day, tzinfo=self.zone) for one in sorted(found)]

    def page(self, name: str, **told: str) -> str:
        """The address of a page of the day, about the same edition."""
        if self.asked:
            told[NAME] = self.asked
        return reverse(name) + (f"?{urlencode(told)}" if told else "")

    @property
    def is_today(self) -> bool:
        """Whether the day is still going on."""
        return self.begins <= self.at < self.begins + timedelta(days=1)

    def day(self) -> Day:
        """The numbers of the own area, at most a few seconds old."""
        area = tuple((type(one).__name__, str(one.pk)) for one in self.own)
        key = (self.edition.pk, self.begins, "all" if self.sees_all else area)
        sittings = looked_on_sittings(self.user)
        return memory.get(
            key, lambda: day_of(sittings, self.edition, begins=self.begins, at=self.at)
        )


def _found(node: Node) -> Node:
    if node is None:
        raise Http404
    return node


def is_in(node: Node, row: SittingRow) -> bool:
    """Whether a sitting is in a place."""
    if isinstance(node, Region):
        return bool(node.path) and row.region.startswith(node.path)
    return node is None or row.country == node.pk


def narrowed(day: Day, node: Node) -> Day:
    """The day in one place."""
    return Day([sat for sat in day.sats if is_in(node, sat.row)], day.rehearsals)


def way_to(place: Country | Region, screen: DayScreen) -> str:
    """The day's page one level down."""
    told = {"region" if isinstance(place, Region) else "country": str(place.pk)}
    if not screen.is_today:
        told["day"] = f"{screen.begins:%Y-%m-%d}"
    return screen.page("leaderboard:day", **told)


def places(screen: DayScreen, day: Day) -> list[PlaceRow]:
    """The places one level below the one that is looked at; one query."""
    node = screen.node
    below: Sequence[Country | Region]
    regions = Region.objects.select_related("country")
    if isinstance(node, Region):
        below = list(regions.filter(parent=node))
    elif isinstance(node, Country):
        below = list(regions.filter(country=node, parent__isnull=True))
    else:
        below = screen.own or screen.countries()
    rows = [PlaceRow(one, narrowed(day, one).total(), way_to(one, screen)) for one in below]
    return sorted(rows, key=lambda row: as_its_country_sorts(row.place))


def as_its_country_sorts(place: Country | Region) -> Key:
    """Where a place stands among others."""
    country = place.country if isinstance(place, Region) else place
    return sort_key(str(place), country.collation)


def concerns(screen: DayScreen, day: Day, watch: DayWatch) -> list[Concern]:
    """What needs a look, the most urgent first; nothing when all is well."""
    found = []
    if watch.gaps:
        text = ngettext(
            "%(count)d gap of the server waits for a decision. Until then no pupil’s time runs"
            " out.",
            "%(count)d gaps of the server wait for a decision. Until then no pupil’s time runs"
            " out.",
            watch.gaps,
        )
        found.append(counted(text, watch.gaps, reverse("competition:outages"), _("Outages")))
    if watch.stands_still:
        text = _(
            "The servers’ periodic work stands still: boards do not move. Tell the technician."
        )
        found.append(Concern(text, reverse("competition:outages"), _("Outages")))
    if troubled := len(day.troubled()):
        text = ngettext(
            "In %(count)d class quiz several pupils are silent.",
            "In %(count)d class quizzes several pupils are silent.",
            troubled,
        )
        found.append(counted(text, troubled, "#silent", _("See where")))
    notices = screen.page("competition:notices") if screen.runs else ""
    found += tried_out(day, watch, notices)
    if cut := day.total().cut_off:
        text = ngettext(
            "The time of %(count)d pupil ended while the computer was silent: answers may still be"
            " on it.",
            "The time of %(count)d pupils ended while their computers were silent: answers may"
            " still be on them.",
            cut,
        )
        found.append(counted(text, cut, "#cut-off", _("See where")))
    return [*found, *_closing(screen, day), *_left_live(screen)]


def _closing(screen: DayScreen, day: Day) -> list[Concern]:
    """Windows that close soon while sittings of their country are open."""
    found = []
    for window in screen.windows:
        left = window.closes_at - screen.at
        inside = narrowed(day, window.country).total()
        if timedelta(0) < left <= SOON and inside.open:
            text = ngettext(
                "The window of %(country)s closes at %(time)s, and %(count)d class quiz is open.",
                "The window of %(country)s closes at %(time)s, and %(count)d class quizzes are "
                "open.",
                inside.open,
            )
            told = {"country": window.country, "time": _clock(window), "count": inside.open}
            found.append(Concern(text % told))
    return found


def _left_live(screen: DayScreen) -> list[Concern]:
    """A day that is over in every country while nobody has taken the edition any further."""
    last = screen.windows[-1].closes_at if screen.windows else screen.at
    if screen.edition.state != Edition.State.LIVE or last >= screen.at:
        return []
    text = _(
        "Every window closed on %(day)s, and the edition is still live. Results stay provisional"
        " until it is taken to review."
    )
    told = {"day": day_in_sentence(timezone.localtime(last, screen.zone))}
    url = reverse("competition:edition", args=[screen.edition.slug])
    return [Concern(text % told, url, _("The edition"))]


def _clock(window: Window) -> str:
    zone = ZoneInfo(window.country.timezone)
    return date_format(timezone.localtime(window.closes_at, zone), "H:i")


def screen_of(screen: DayScreen) -> dict[str, object]:
    """Context of the part of the page that renews itself."""
    day, left = narrowed(screen.day(), screen.node), screen.left_paused()
    watch = watch_of(screen.user, at=screen.at)
    found = [*concerns(screen, day, watch), *forgotten(left)] if screen.is_today else []
    if not screen.leads:
        found = [without_way(one) for one in found]
    hours = day.hours(screen.zone)
    return {
        "node": screen.node,
        "is_below": screen.node is not None and screen.node not in screen.own,
        "figures": day.total(),
        "rehearsals": day.rehearsals,
        "is_today": screen.is_today,
        "concerns": found,
        "watch": watch,
        "bars": bars(hours),
        "busiest": max(hours, key=lambda hour: hour.started, default=None),
        "wide": max(len(hours) * (BAR + GAP) - GAP, BAR),
        "places": places(screen, day),
        "silent": named(day.troubled(), screen.user, screen.held),
        "guessed": named(day.guessed(), screen.user, screen.held),
        "cut_off": named(day.cut_off(), screen.user, screen.held),
        "left_paused": named(left, screen.user, screen.held),
    }
