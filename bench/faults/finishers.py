"""A class that finishes one by one, to find out when a board moves again after a fault."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import httpx
import psycopg

from bench.faults.spectator import Spectator, trusting

if TYPE_CHECKING:
    from bench.cluster import Cluster

PATIENCE = 60.0
AGAIN = 0.2


class Finishers:
    """The pupils of one class of the stage; all join and start, then each finishes when told."""

    def __init__(self, cluster: Cluster, told: dict[str, Any]) -> None:
        self._client = httpx.Client(base_url=cluster.url, verify=trusting(), timeout=10)
        self._cluster = cluster  # whose database may be another one after a fault
        self._told = told
        self._waiting: list[str] = []

    def come_in(self) -> None:
        """Join all, start the sitting, start all."""
        for number, pin in self._told["cards"]:
            body = {"code": self._told["code"], "number": number, "pin": pin}
            self._waiting.append(self._insist("join", body)["credential"])
        with psycopg.connect(self._cluster.postgres.url) as connection:
            connection.execute(
                "UPDATE competition_sitting SET starts_at = now() - interval '1 second'"
                " WHERE id = %s",
                [self._told["sitting"]],
            )
        for credential in self._waiting:
            self._insist("start", {"language": self._told["language"]}, credential)

    def finish(self) -> None:
        """One more answers a question and finishes; returns with the receipt."""
        credential = self._waiting.pop()
        self._insist("answers", {"events": [[1, 1, 1, 0]]}, credential)
        self._insist("finish", {"made": 1}, credential)

    def recovered(self, spectator: Spectator) -> float | None:
        """Seconds from now until the spectator sees a finish made after it; ``None``: never."""
        began = time.monotonic()
        self.finish()
        wanted = self._public()
        return time.monotonic() - began if spectator.sees(wanted, within=PATIENCE) else None

    def close(self) -> None:
        """Leave."""
        self._client.close()

    def _public(self) -> int:
        """How many finished pupils the board must tell of to contain everything until now."""
        with psycopg.connect(self._cluster.postgres.url) as connection:
            row = connection.execute(
                "SELECT count(*) FROM competition_result r JOIN leaderboard_board b"
                " ON b.division_id = r.division_id AND b.country_id = r.country_id WHERE b.id = %s",
                [self._told["board"]],
            ).fetchone()
        return row[0] if row else 0

    def _insist(self, name: str, body: object, credential: str = "") -> dict[str, Any]:
        until, said = time.monotonic() + PATIENCE, ""
        while time.monotonic() < until:
            try:
                reply = self._post(name, body, credential)
            except httpx.TransportError as error:
                said = repr(error)
            else:
                if reply.status_code == 200:
                    return reply.json()  # type: ignore[no-any-return]
                said = reply.text
            time.sleep(AGAIN)
        raise TimeoutError(f"{name}: {said}")

    def _post(self, name: str, body: object, credential: str) -> httpx.Response:
        headers = {"Authorization": f"Bearer {credential}"} if credential else {}
        return self._client.post(f"/hall/{name}", json=body, headers=headers)
