"""Prints TEXT as soon as a server listens on HOST PORT; never, if process PID ends before."""

import os
import socket
import sys
import time


def main(host: str, port: str, pid: str, text: str) -> None:
    """Ask ten times a second."""
    while _lives(int(pid)):
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            sys.stdout.write(f"{text}\n")
            return


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    main(*sys.argv[1:])
