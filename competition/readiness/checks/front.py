"""What the world meets first: whether the public address answers, and its certificate."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
from datetime import UTC, datetime
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from competition.readiness.lines import ServerLine
from competition.readiness.queries.ahead import needed_until
from competition.rules.server_limits import Light, certificate_light

# For one connection; the whole look is cut a little later.
SECONDS = 4.0
PLAIN, SAFE = 80, 443


def public_address(at: datetime) -> ServerLine:
    """The address people open leads to a server of ours."""
    url, told = urlsplit(settings.PUBLIC_ADDRESS), {"address": settings.PUBLIC_ADDRESS}
    if not url.hostname:
        return _without_address()
    try:
        answer = _ask(url)
    except socket.gaierror:
        return ServerLine(
            Light.RED,
            _("Nobody knows the name in %(address)s."),
            _("Enter the name where your domain is kept, with the address of this machine."),
            told,
        )
    except (OSError, http.client.HTTPException) as error:
        return ServerLine(
            Light.RED,
            _("%(address)s does not answer (%(fault)s)."),
            _(
                "See whether nginx runs and the firewall lets ports 80 and 443 in. Some networks do"
                " not let a machine reach its own address: then look from outside."
            ),
            told | {"fault": type(error).__name__},
        )
    if not isinstance(answer, dict) or answer.get("alive") is not True:
        return ServerLine(
            Light.RED,
            _("Something else answers at %(address)s."),
            _("See where the name leads, and which workers the proxy hands requests to."),
            told,
        )
    return ServerLine(Light.GREEN, _("%(address)s answers."), told=told)


def certificate(at: datetime) -> ServerLine:
    """Browsers believe it, and it outlasts the last window."""
    url = urlsplit(settings.PUBLIC_ADDRESS)
    if not url.hostname:
        return _without_address()
    if url.scheme != "https":
        return ServerLine(
            Light.RED,
            _("The public address has no TLS: passwords and PINs can be read on their way."),
            _("Get a certificate, and begin PUBLIC_ADDRESS with https://"),
        )
    try:
        ends = _last_day(url.hostname, url.port or SAFE)
    except ssl.SSLCertVerificationError as error:
        return ServerLine(
            Light.RED,
            _("Browsers do not believe the certificate: %(fault)s."),
            _("Get one from an authority, with certbot for example, for this very name."),
            {"fault": error.verify_message},
        )
    except OSError as error:
        return ServerLine(
            Light.RED,
            _("The certificate cannot be seen (%(fault)s)."),
            _("See the line about the public address."),
            {"fault": type(error).__name__},
        )
    return ServerLine(
        certificate_light(ends, at=at, needed_until=needed_until(at)),
        _("The certificate is good until %(day)s."),
        _("Renew it: it should outlast the last window by two weeks. Then reload nginx."),
        {"day": f"{ends:%Y-%m-%d}"},
    )


def _without_address() -> ServerLine:
    return ServerLine(
        Light.AMBER,
        _("No public address is set, as in a demo."),
        _("Set PUBLIC_ADDRESS before others use this server."),
    )


def _ask(url: SplitResult) -> object:
    """What ``/health`` says; who vouches for it is the question of the certificate."""
    host = url.hostname or ""
    if url.scheme == "https":
        anybody = ssl.create_default_context()
        anybody.check_hostname, anybody.verify_mode = False, ssl.CERT_NONE
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(
            host, url.port or SAFE, timeout=SECONDS, context=anybody
        )
    else:
        connection = http.client.HTTPConnection(host, url.port or PLAIN, timeout=SECONDS)
    try:
        connection.request("GET", "/health")
        return json.loads(connection.getresponse().read(1000))
    except ValueError:
        return None
    finally:
        connection.close()


def _last_day(host: str, port: int) -> datetime:
    context = ssl.create_default_context()
    with (
        socket.create_connection((host, port), timeout=SECONDS) as raw,
        context.wrap_socket(raw, server_hostname=host) as safe,
    ):
        told = safe.getpeercert() or {}
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(told["notAfter"])), tz=UTC)
