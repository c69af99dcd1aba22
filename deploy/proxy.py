"""Makes the configuration of nginx, the certificate for trying it out, and says how to run it.

``python -m deploy.proxy --help`` prints a configuration for a machine of one's own.
"""

from __future__ import annotations

import argparse
import grp
import os
import pwd
import re
import resource
import shutil
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# A blank to be filled in; `@name` without braces is nginx's own word for an internal address.
BLANK = re.compile(r"@\{([a-z0-9_]+)\}")
TEMPLATE = Path(__file__).with_name("nginx.conf")
# Debian's and Fedora's places for modules that are packages of their own.
MODULES = ("/usr/lib/nginx/modules", "/usr/lib64/nginx/modules")
BROTLI = "ngx_http_brotli_static_module.so"
PLACES = "/usr/sbin:/usr/local/sbin:/sbin"
YEARS_VALID = 2
# Open files: 12,000 pupils at three (the browser's, its answer's, its nudges') and 5,000 watchers
# at two each, with room for as many again.
PLENTY = 131_072
# Of them for static files and nginx itself.
KEPT_FREE = 1000
# Connections of all processes together, below which browsers would lose those they keep.
NEEDED = 46_000
MOST_PROCESSES = 8


class ProxyMissingError(Exception):
    """No nginx or openssl; the message says what to install."""


@dataclass(frozen=True, slots=True)
class Nginx:
    """What the nginx at hand can do."""

    version: tuple[int, ...] = (1, 26)
    brotli: Path | None = None


def binary() -> str:
    """Where nginx is: ``NGINX_BIN`` or the usual places. Raises ``ProxyMissingError``."""
    found = os.environ.get("NGINX_BIN") or shutil.which(
        "nginx", path=f"{os.environ.get('PATH', '')}:{PLACES}"
    )
    if found is None:
        raise ProxyMissingError("No nginx: apt-get install nginx-light, or set NGINX_BIN")
    return found


@cache
def look_at(program: str) -> Nginx:
    """Ask an nginx for its version, and look whether its brotli module is installed."""
    said = subprocess.run([program, "-V"], check=True, capture_output=True, text=True).stderr
    version = re.search(r"nginx/([\d.]+)", said)
    named = re.search(r"--modules-path=(\S+)", said)
    folders = [*([named[1]] if named else []), *MODULES]
    modules = [Path(folder) / BROTLI for folder in folders]
    return Nginx(
        tuple(map(int, version[1].split("."))) if version else (1, 26),
        next((module for module in modules if module.exists()), None),
    )


def render(
    *,
    answers: Sequence[int] | Sequence[str],
    pages: Sequence[int] | Sequence[str],
    spare: Sequence[int] | Sequence[str] = (),
    listen: int | str,
    certificate: Path,
    key: Path,
    static: Path,
    folder: Path,
    plain: int | str | None = None,
    names: str = "_",
    processes: int | None = None,
    user: str | None = None,
    nginx: Nginx | None = None,
) -> str:
    """A complete configuration: TLS on ``listen``, a port or ``address:port``.

    answers, pages: who serves the pupil API, and who everything else; ports of 127.0.0.1, or
    ``host:port``. Both are the same where processes serve everything. spare: who of them serves
    only while none of the others does. folder: holds pid, cache and
    temporary files; it must exist. plain: where plain HTTP is sent on to ``listen``. processes: of
    nginx, by default what ``processes_for`` says. user: whom nginx's processes become if it is
    started as root, by default ``account``. nginx: what it can do, by default the one that
    ``binary`` finds.
    """
    nginx = nginx or look_at(binary())
    become = account(folder, static) if user is None else user
    blanks = {
        **_limits(processes),
        "user": f"user {become};" if become else "",
        "folder": str(folder),
        "certificate": str(certificate),
        "key": str(key),
        "answers": "\n".join(_server(one, spare) for one in answers),
        "pages": "\n".join(_server(one, spare) for one in pages),
        "plain": _plain(plain, listen, names) if plain else "",
        "names": names,
        "static": str(static).rstrip("/"),
        **_as_it_can(nginx, listen),
    }
    return _filled(blanks)


def _limits(processes: int | None) -> dict[str, str]:
    """How much nginx may have open, and in how many processes."""
    files = open_files()
    connections = files - KEPT_FREE
    return {
        "files": str(files),
        "connections": str(connections),
        "processes": str(processes or processes_for(connections)),
    }


def _filled(blanks: Mapping[str, str]) -> str:
    return BLANK.sub(lambda blank: blanks[blank[1]], TEMPLATE.read_text())


def _as_it_can(nginx: Nginx, listen: int | str) -> dict[str, str]:
    """What is spelled differently for another nginx."""
    modern = nginx.version >= (1, 25, 1)
    return {
        "modules": f"load_module {nginx.brotli};" if nginx.brotli else "",
        "brotli": "brotli_static on;" if nginx.brotli else "",
        "listen": _listen(listen, "ssl backlog=16384 reuseport" + ("" if modern else " http2")),
        "http2": "http2 on;" if modern else "",
    }


def _listen(port: int | str, how: str = "") -> str:
    """A port alone: of every address in both families, where the machine has both."""
    if isinstance(port, str):
        return f"listen {port} {how};"
    lines = [f"listen {port} {how};"]
    try:
        socket.socket(socket.AF_INET6).close()
        lines.append(f"listen [::]:{port} {how} ipv6only=on;")
    except OSError:
        pass
    return "\n        ".join(lines)


def _server(where: int | str, spare: Sequence[int] | Sequence[str]) -> str:
    """One failure rests a process for a second: no longer, for it is back a moment after a kill."""
    address = where if isinstance(where, str) else f"127.0.0.1:{where}"
    last = " backup" if where in spare else ""
    return f"        server {address} max_fails=1 fail_timeout=1s{last};"


def _plain(port: int | str, listen: int | str, names: str) -> str:
    secure = str(listen).rpartition(":")[2]
    target = "https://$host" + ("" if secure == "443" else f":{secure}") + "$request_uri"
    return f"""server {{
        {_listen(port)}
        server_name {names};
        return 301 {target};
    }}
"""


def open_files() -> int:
    """How many connections a process of nginx may have here: what the machine allows, or plenty."""
    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    return PLENTY if allowed == resource.RLIM_INFINITY else max(2 * KEPT_FREE, min(allowed, PLENTY))


def processes_for(connections: int) -> int:
    """Processes of nginx that may have so many connections each: one for each two cores, or more.

    One that runs out of connections hangs up on browsers at rest, which then shake hands anew for
    every request.
    """
    return max(1, (os.cpu_count() or 1) // 2, min(-(-NEEDED // connections), MOST_PROCESSES))


def account(*folders: Path) -> str:
    """Whom nginx's processes should become: nobody in particular unless started as root.

    As root it is ``nobody`` with its group, or ``root`` where others may not enter a folder.
    """
    if os.geteuid() != 0:
        return ""
    entry = pwd.getpwnam("nobody" if all(map(is_open_to_all, folders)) else "root")
    return f"{entry.pw_name} {grp.getgrgid(entry.pw_gid).gr_name}"


def is_open_to_all(folder: Path) -> bool:
    """Whether every user of the machine may enter a folder (one that is not there yet: could)."""
    places = [path for path in (folder, *folder.absolute().parents) if path.exists()]
    return all(path.stat().st_mode & 0o001 for path in places)


def command(configuration: Path) -> list[str]:
    """What to run to serve with a configuration, in the foreground."""
    return [binary(), "-e", "stderr", "-p", str(configuration.parent), "-c", str(configuration)]


def certificate(folder: Path, *names: str) -> tuple[Path, Path]:
    """(certificate, key): self-signed ECDSA P-256, for trying out. Kept if there is one already.

    names: hosts beside ``localhost``. Browsers warn of it; a centre gets its own, for example by
    Let's Encrypt. Raises ``ProxyMissingError`` without openssl.
    """
    made, key = folder / "certificate.pem", folder / "key.pem"
    if made.exists() and key.exists():
        return made, key
    openssl = shutil.which("openssl")
    if openssl is None:
        raise ProxyMissingError("No openssl: apt-get install openssl")
    folder.mkdir(parents=True, exist_ok=True)
    called = ["DNS:localhost", "IP:127.0.0.1", "IP:::1", *(_called(name) for name in names)]
    request = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    request += ["-days", str(365 * YEARS_VALID), "-subj", "/CN=quiz", "-sha256"]
    request += ["-addext", f"subjectAltName={','.join(dict.fromkeys(called))}"]
    request += ["-addext", "extendedKeyUsage=serverAuth"]
    request += ["-addext", "keyUsage=critical,digitalSignature,keyCertSign"]
    subprocess.run(
        [openssl, *request, "-keyout", str(key), "-out", str(made)], check=True, capture_output=True
    )
    key.chmod(0o600)
    return made, key


def _called(name: str) -> str:
    return (
        f"IP:{name}" if re.fullmatch(r"[\d.]+|[0-9a-fA-F:]+:[0-9a-fA-F:]*", name) else f"DNS:{name}"
    )


def main(words: Sequence[str]) -> None:
    """Print the configuration that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m deploy.proxy", description=main.__doc__)
    for purpose, what in (("answers", "the pupil API"), ("pages", "everything else")):
        told = f"ports of this machine, or host:port, that serve {what}"
        parser.add_argument(f"--{purpose}", nargs="+", required=True, help=told)
    told = "those of them that serve only while no other does"
    parser.add_argument("--spare", nargs="+", default=[], help=told)
    parser.add_argument("--names", default="_", help="host names that people type")
    parser.add_argument("--listen", default=443, type=int, help="port for TLS")
    parser.add_argument("--plain", default=80, type=int, help="port that sends on to TLS; 0: none")
    parser.add_argument("--user", help="whom nginx becomes, if started as root")
    for name in ("certificate", "key", "static", "folder"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    asked = vars(parser.parse_args(words))
    for purpose in ("answers", "pages", "spare"):
        asked[purpose] = [one if ":" in one else f"127.0.0.1:{one}" for one in asked[purpose]]
    sys.stdout.write(render(**asked))


if __name__ == "__main__":
    main(sys.argv[1:])
