"""Exits with 0 when a server could listen on HOST PORT now, else with 1."""

import socket
import sys


def main(host: str, port: str) -> int:
    """Bind as a server would; a port left in TIME_WAIT counts as free."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            host, int(port), type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as server:
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            server.bind(address)
            server.listen()
    except (OSError, OverflowError, ValueError):
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
