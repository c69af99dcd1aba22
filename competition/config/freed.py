"""What a process has freed, back to the machine."""

from __future__ import annotations

import ctypes

# glibc keeps what is freed below the last block in use, for good: sockets come and go among what
# stays, so a process for pages grew all day though it held no more. Other C libraries have no such
# function.
_trim = getattr(ctypes.CDLL(None), "malloc_trim", None)


def give_back() -> None:
    """Let the machine have what is free; other threads go on meanwhile."""
    if _trim is not None:
        _trim(0)
