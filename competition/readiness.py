"""Is this server ready: system checks with the tag ``server``, which ``check_server`` runs."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import ssl
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from smtplib import SMTPAuthenticationError, SMTPException
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core import checks
from django.core.mail import mailers
from django.core.mail.backends.smtp import EmailBackend
from django.db import connection
from django.db.models import BinaryField, Max, QuerySet
from django.db.models.functions import Substr

from base.clock import database_now, now
from competition.answer_keys import answer_keys
from competition.models import AnswerFile, Beat, Duty, Edition, Window
from competition.pupil_api.crowd import DUTY
from competition.rules.lost_time import GAP
from competition.rules.precedence import TAKING
from competition.rules.server_limits import (
    Light,
    backup_light,
    bytes_light,
    certificate_light,
    clock_light,
    cores_light,
    need_of,
)
from competition.running_release import release
from competition.setup.checks import checks_of_step
from schools.models import Card

TAG = "server"
# For one connection.
SECONDS = 4.0
PLAIN, SAFE = 80, 443
GONE = 421
# What the database has to promise; the first value is the one to set.
POSTGRESQL = {
    "fsync": ("on",),
    "synchronous_commit": ("on", "remote_apply"),
    "full_page_writes": ("on",),
}
SQLITE = {"journal_mode": ("wal",), "synchronous": ("2", "3")}
# Where the name of its key stands in a file (`base.intake.sealed_answers`): all of it is not read.
NAME = Substr("content", len(b"quiz-answers-1 ") + 1, 16, output_field=BinaryField())
LEVELS = {Light.GREEN: checks.INFO, Light.AMBER: checks.WARNING, Light.RED: checks.ERROR}

type Check = Callable[[], checks.CheckMessage]


def server_check(check: Check) -> Check:
    """Register what looks at one thing; it is asked only where the server itself is meant."""

    def asked(**_about: object) -> list[checks.CheckMessage]:
        return [check()]

    asked.__name__ = check.__name__
    checks.register(asked, TAG, deploy=True)
    return check


def _found(light: Light, text: str, remedy: str = "") -> checks.CheckMessage:
    hint = None if light == Light.GREEN else remedy
    return checks.CheckMessage(LEVELS[light], text, hint=hint, id=f"server.{light}")


@server_check
def public_address() -> checks.CheckMessage:
    """The address people open leads to a server of ours."""
    address = settings.PUBLIC_ADDRESS
    url = urlsplit(address)
    if not url.hostname:
        return _without_address()
    try:
        answer = _ask(url)
    except socket.gaierror:
        return _found(
            Light.RED,
            f"Nobody knows the name in {address}.",
            "Enter the name where your domain is kept, with the address of this machine.",
        )
    except (OSError, http.client.HTTPException) as error:
        return _found(
            Light.RED,
            f"{address} does not answer ({type(error).__name__}).",
            "See whether nginx runs and the firewall lets ports 80 and 443 in. Some networks do"
            " not let a machine reach its own address: then look from outside.",
        )
    if not isinstance(answer, dict) or answer.get("alive") is not True:
        return _found(
            Light.RED,
            f"Something else answers at {address}.",
            "See where the name leads, and which workers the proxy hands requests to.",
        )
    return _found(Light.GREEN, f"{address} answers.")


@server_check
def certificate() -> checks.CheckMessage:
    """Browsers believe it, and it outlasts the last window."""
    url = urlsplit(settings.PUBLIC_ADDRESS)
    if not url.hostname:
        return _without_address()
    if url.scheme != "https":
        return _found(
            Light.RED,
            "The public address has no TLS: passwords and PINs can be read on their way.",
            "Get a certificate, and begin PUBLIC_ADDRESS with https://",
        )
    try:
        ends = _last_day(url.hostname, url.port or SAFE)
    except ssl.SSLCertVerificationError as error:
        return _found(
            Light.RED,
            f"Browsers do not believe the certificate: {error.verify_message}.",
            "Get one from an authority, with certbot for example, for this very name.",
        )
    except OSError as error:
        return _found(
            Light.RED,
            f"The certificate cannot be seen ({type(error).__name__}).",
            "See the line about the public address.",
        )
    last = windows_ahead().aggregate(last=Max("closes_at"))["last"]
    return _found(
        certificate_light(ends, at=now(), needed_until=last or now()),
        f"The certificate is good until {ends:%Y-%m-%d}.",
        "Renew it: it should outlast the last window by two weeks. Then reload nginx.",
    )


def _without_address() -> checks.CheckMessage:
    return _found(
        Light.AMBER,
        "No public address is set, as in a demo.",
        "Set PUBLIC_ADDRESS before others use this server.",
    )


def _ask(url: SplitResult) -> object:
    """What ``/health`` says; who vouches for it is the question of the certificate."""
    host = url.hostname or ""
    if url.scheme == "https":
        anybody = ssl.create_default_context()
        anybody.check_hostname, anybody.verify_mode = False, ssl.CERT_NONE
        asked: http.client.HTTPConnection = http.client.HTTPSConnection(
            host, url.port or SAFE, timeout=SECONDS, context=anybody
        )
    else:
        asked = http.client.HTTPConnection(host, url.port or PLAIN, timeout=SECONDS)
    try:
        asked.request("GET", "/health")
        return json.loads(asked.getresponse().read(1000))
    except ValueError:
        return None
    finally:
        asked.close()


def _last_day(host: str, port: int) -> datetime:
    context = ssl.create_default_context()
    with (
        socket.create_connection((host, port), timeout=SECONDS) as raw,
        context.wrap_socket(raw, server_hostname=host) as safe,
    ):
        told = safe.getpeercert() or {}
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(told["notAfter"])), tz=UTC)


@server_check
def beats() -> checks.CheckMessage:
    """How many were heard of just now; they begin to beat with their first request."""
    count = Beat.objects.filter(at__gt=database_now() - GAP).count()
    return _found(
        Light.GREEN if count else Light.RED,
        f"Processes that reach the database: {count}.",
        "Start the workers, and open a page once: they begin with their first request.",
    )


@server_check
def duty() -> checks.CheckMessage:
    """One process sweeps, publishes boards and does the rest."""
    if Duty.objects.filter(name=DUTY, until__gt=database_now()).exists():
        return _found(Light.GREEN, "One process does the periodic work.")
    return _found(
        Light.RED,
        "No process does the periodic work: boards stand still and no time runs out.",
        "See the log for “jobs have to wait”, and restart the workers one by one.",
    )


@server_check
def releases() -> checks.CheckMessage:
    """All that beat run what lies on this machine's disk."""
    heard = Beat.objects.filter(at__gt=database_now() - GAP)
    found = sorted(set(heard.values_list("release", flat=True)) | {release()})
    if len(found) == 1:
        return _found(Light.GREEN, f"All processes run release {found[0]}.")
    return _found(
        Light.RED,
        f"Processes run different releases: {', '.join(one or '?' for one in found)}.",
        "End the renewal: SIGHUP to make serve, or restart the workers one by one.",
    )


@server_check
def durability() -> checks.CheckMessage:
    """Whether "saved" on a pupil's screen means on disk; as this connection has it."""
    if connection.vendor == "postgresql":
        return judge(_read("SHOW", POSTGRESQL), POSTGRESQL)
    return judge(_read("PRAGMA", SQLITE), SQLITE)


def judge(found: Mapping[str, str], wanted: Mapping[str, tuple[str, ...]]) -> checks.CheckMessage:
    """Every setting as it should be, or those that are not, with what to set."""
    wrong = [f"{name} = {found[name]}" for name, good in wanted.items() if found[name] not in good]
    if wrong:
        should = ", ".join(f"{name} = {good[0]}" for name, good in wanted.items())
        return _found(
            Light.RED,
            f"The database may lose what was acknowledged: {', '.join(wrong)}.",
            f"Set {should} and restart the database.",
        )
    stands = ", ".join(f"{name} = {value}" for name, value in found.items())
    return _found(Light.GREEN, f"What is acknowledged is on disk ({stands}).")


def _read(how: str, names: Mapping[str, object]) -> dict[str, str]:
    found = {}
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"{how} {name}")
            found[name] = str(cursor.fetchone()[0])
    return found


@server_check
def backup() -> checks.CheckMessage:
    """The newest file of ``back_up``, which has its name only once it was read again."""
    folder = settings.DATA_DIR / "backups"
    made = [file.stat().st_mtime for file in folder.glob("quiz-*")] if folder.is_dir() else []
    if not made:
        return _found(
            Light.RED,
            f"No backup lies in {folder}.",
            "Run manage.py back_up each night; where it writes to another disk, link it there.",
        )
    last = datetime.fromtimestamp(max(made), tz=UTC)
    near = windows_ahead().filter(opens_at__lte=now() + timedelta(days=2)).exists()
    return _found(
        backup_light(now() - last, near=near),
        f"Last backup: {last:%Y-%m-%d %H:%M} UTC.",
        "Run manage.py back_up now, and see why the nightly one did not.",
    )


@server_check
def clock() -> checks.CheckMessage:
    """This machine's clock beside the database's."""
    off = datetime.now(UTC) - database_now()
    return _found(
        clock_light(off),
        f"This machine's clock and the database's differ by {abs(off.total_seconds()):.1f} s.",
        "Let both machines set their clocks by the net (chrony, timedatectl), then restart.",
    )


@server_check
def processor() -> checks.CheckMessage:
    """Cores for a fifth of the entered pupils at once."""
    pupils, cores = pupils_entered(), len(os.sched_getaffinity(0))
    need = need_of(pupils).cores
    return _found(
        cores_light(need, cores),
        f"Pupils entered: {pupils}. Cores they will keep busy: {need:.1f}, cores here: {cores}.",
        "Add cores, or workers on another machine; docs/performance.md has the figures.",
    )


@server_check
def memory() -> checks.CheckMessage:
    """Memory of the machine, everything on one."""
    have = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    need = need_of(pupils_entered()).memory
    return _found(
        bytes_light(need, have),
        f"Memory here: {_as_size(have)}, advised for those who are entered: {_as_size(need)}.",
        "Give the machine more memory.",
    )


@server_check
def disk() -> checks.CheckMessage:
    """Room where the data lie; of another machine's disk nothing is known here."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    have, need = shutil.disk_usage(settings.DATA_DIR).free, need_of(pupils_entered()).disk
    return _found(
        bytes_light(need, have),
        f"Free on the disk of DATA_DIR: {_as_size(have)}, advised: {_as_size(need)}.",
        "Make room: old backups and logs first. See the database's own disk, too.",
    )


def _as_size(size: float) -> str:
    return f"{size / 2**30:.1f} GB"


@server_check
def mail_server() -> checks.CheckMessage:
    """Log in as for a mail, and ask for nothing. Only a real mail proves more."""
    backend = mailers.default
    if not isinstance(backend, EmailBackend):
        return _found(
            Light.AMBER,
            "Mails stay on this machine: no mail server is set.",
            "Set EMAIL_URL; until then hand on the links of invitations yourself.",
        )
    backend.timeout = SECONDS
    try:
        _log_in(backend)
    except SMTPAuthenticationError:
        return _found(
            Light.RED,
            "The mail server refuses the log-in.",
            "See user and password in EMAIL_URL; @ and / in them are written as %40 and %2F.",
        )
    except (OSError, SMTPException) as error:
        return _found(
            Light.RED,
            f"The mail server does not answer ({type(error).__name__}).",
            "See host and port in EMAIL_URL, and whether the firewall lets this machine out.",
        )
    if settings.DEFAULT_FROM_EMAIL.rstrip(">").endswith("@localhost"):
        return _found(
            Light.AMBER,
            f"The mail server lets us in, but the sender is {settings.DEFAULT_FROM_EMAIL}.",
            "Set DEFAULT_FROM_EMAIL to an address of your domain, and its SPF record.",
        )
    return _found(Light.GREEN, "The mail server lets us in.")


def _log_in(backend: EmailBackend) -> None:
    try:
        backend.open()
        code, _said = backend.connection.noop() if backend.connection else (GONE, b"")
    finally:
        backend.close()
    if code >= 400:
        raise SMTPException(code)


@server_check
def file_keys() -> checks.CheckMessage:
    """Files that wait for a decision are the ones that a changed key would lose."""
    names = [key.name for key in answer_keys()]
    kept = AnswerFile.objects.exclude(content=b"").order_by().values_list(NAME, flat=True)
    sealed_for = [bytes(name).decode(errors="replace") for name in kept]
    lost = sum(name not in names for name in sealed_for)
    return _found(
        Light.RED if lost else Light.GREEN,
        f"Keys that open files: {len(names)}. Files kept: {len(sealed_for)}, of which no key here"
        f" opens: {lost}.",
        "Put the earlier key behind the new one, in every process: ANSWER_KEYS=new,old or"
        " SECRET_KEY_FALLBACKS. The steps: docs/running.md.",
    )


@server_check
def editions() -> checks.CheckMessage:
    """What stands before the step to live, also of those that are: contacts grow old."""
    windows = list(windows_ahead())
    coming = {window.edition_id: window.edition for window in windows}
    if not coming:
        return _found(Light.GREEN, "No window of an edition lies ahead.")
    soon = {one.edition_id for one in windows if one.opens_at <= now() + timedelta(days=1)}
    waiting = [one for one in coming.values() if not _is_ready(one, is_soon=one.pk in soon)]
    if not waiting:
        return _found(Light.GREEN, f"Ready by their own rules: {_titles(coming.values())}.")
    return _found(
        Light.RED if any(one.pk in soon for one in waiting) else Light.AMBER,
        f"Not ready by their own rules: {_titles(waiting)}.",
        "Open the edition's next step: each condition is there, with the way to it.",
    )


def _titles(found: Iterable[Edition]) -> str:
    return ", ".join(one.title for one in found)


def _is_ready(edition: Edition, *, is_soon: bool) -> bool:
    if is_soon and edition.state != Edition.State.LIVE:
        return False
    step = (Edition.State.REHEARSAL, Edition.State.LIVE)
    return not any(check.stops for check in checks_of_step(edition, *step, at=now()))


def windows_ahead() -> QuerySet[Window]:
    """Windows that are not over, the nearest first."""
    found = Window.objects.filter(edition__state__in=TAKING, closes_at__gt=now())
    return found.select_related("edition", "country").order_by("opens_at", "pk")


def pupils_entered() -> int:
    """Cards of the classes that are entered in those editions."""
    ahead = windows_ahead().order_by().values("edition")
    return Card.objects.filter(school_class__entries__edition__in=ahead).distinct().count()
