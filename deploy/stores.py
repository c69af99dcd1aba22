"""PostgreSQL and Redis of one machine, for `make serve`: kept data, durable commits, passwords."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
from redis import Redis
from redis.exceptions import RedisError

from deploy import programs, proxy
from deploy.children import Program
from deploy.state import Folder, Refused, free_port

# Django's pool has up to 20 in a process for pages (competition.config.purpose), fewer in others.
CONNECTIONS_EACH = 25
CLEAN = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
# `fsync` and `synchronous_commit` are on, as PostgreSQL has them: "saved" means on disk.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "shared_buffers": "256MB",
    "wal_compression": "on",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "unix_socket_directories": "",
}


def postgres(folder: Folder, *, processes: int) -> tuple[Program, str]:
    """(PostgreSQL to run, DATABASE_URL); makes its cluster at the first time."""
    identity = programs.postgres_identity()
    place = folder.make("postgres")
    if identity and not proxy.is_open_to_all(place):
        raise Refused(f"PostgreSQL, which is not root, may not enter {place}: set SERVE_DIR")
    made_by = place / "data/PG_VERSION"
    version = made_by.read_text().strip() if made_by.exists() else ""
    binaries = programs.postgres(folder.make("programs"), version=version)
    password = folder.secret("postgres")
    if not made_by.exists():
        make_cluster(place, binaries, password, identity)
    port = free_port()
    url = f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres"
    connections = CONNECTIONS_EACH * processes + 25
    settings = SETTINGS | {"port": str(port), "max_connections": str(connections)}
    options = [f"--{name}={value}" for name, value in settings.items()]
    return Program(
        name="postgres",
        command=[str(binaries / "postgres"), "-D", str(place / "data"), *options],
        is_ready=lambda: postgres_answers(url),
        stop=signal.SIGINT,  # "fast": end sessions, write a checkpoint
        stop_seconds=60.0,
        environment=CLEAN | {"HOME": str(place)},
        folder=place,
        identity=identity,
    ), url


def make_cluster(place: Path, binaries: Path, password: str, identity: programs.Identity) -> None:
    """An empty cluster in ``place``/data, whose superuser has this password."""
    shutil.rmtree(place / "data", ignore_errors=True)
    told = place / "password"
    told.touch(mode=0o600)
    told.write_text(password)
    if identity:
        for path in (place, told):
            shutil.chown(path, identity["user"], identity["group"])
    command = [str(binaries / "initdb"), f"--pgdata={place / 'data'}", "--username=postgres"]
    command += ["--auth=scram-sha-256", f"--pwfile={told}", "--data-checksums"]
    command += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"]
    environment = CLEAN | {"HOME": str(place)}
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, cwd=place, env=environment, **identity
    )
    told.unlink()
    if done.returncode:
        shutil.rmtree(place / "data", ignore_errors=True)
        raise programs.MissingError(f"initdb failed: {done.stderr.strip()}")


def postgres_answers(url: str) -> bool:
    """Whether somebody can log in there by now."""
    try:
        psycopg.connect(url, connect_timeout=1).close()
    except psycopg.Error:
        return False
    return True


def redis(folder: Folder) -> tuple[Program, str]:
    """(Redis to run, REDIS_URL). It keeps nothing: only hints travel there."""
    place = folder.make("redis")
    port, password = free_port(), folder.secret("redis")
    url = f"redis://:{password}@127.0.0.1:{port}/0"
    # in a file: whatever stands in a command line, everybody on the machine may read
    settings = folder.write_private(
        "redis/redis.conf",
        f"bind 127.0.0.1\nport {port}\nrequirepass {password}\n"
        f'save ""\nappendonly no\ndaemonize no\ndir {place}\n',
    )
    command = [programs.redis(), str(settings)]
    return Program("redis", command, lambda: _redis_answers(url), environment=CLEAN), url


def _redis_answers(url: str) -> bool:
    try:
        with Redis.from_url(url, socket_timeout=1) as client:
            return bool(client.ping())
    except RedisError:
        return False


def python_environment(product: dict[str, str]) -> dict[str, str]:
    """A Python process of the product: what it needs, and nothing of another product's."""
    kept = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR")
    ours = {name: os.environ[name] for name in kept if name in os.environ}
    return {**ours, "PYTHONUNBUFFERED": "1", "VIRTUAL_ENV": sys.prefix, **product}
