"""Prints TEXT as soon as a server listens on HOST PORT; never, if process PID ends before."""

import os
import sys
import time

from deploy.state import answers


def main(host: str, port: str, pid: str, text: str) -> None:
    """Ask ten times a second."""
    while _lives(int(pid)):
        if answers(int(port), host):
            sys.stdout.write(f"{text}\n")
            return
        time.sleep(0.1)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    main(*sys.argv[1:])
