"""How many files this process may open: each browser that watches or listens is one."""

from __future__ import annotations

import resource

# As deploy/systemd allows.
MANY = 65_536


def allow_many_files() -> None:
    """Take as many as a day needs, if the machine allows them: a shell gives a thousand."""
    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MANY if most == resource.RLIM_INFINITY else min(most, MANY)
    if allowed != resource.RLIM_INFINITY and allowed < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
