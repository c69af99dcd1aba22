"""Pupils who need no browser: they speak the protocol of docs/hall.md."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import Any

import httpx

from tests.walk.served import Server
from tests.walk.year import Class

CHOICES = 3
PATIENCE = 60.0


class Room:
    """The pupils of one class, each with the credential of a seat."""

    def __init__(self, server: Server, one: Class, code: str) -> None:
        self._client = httpx.Client(base_url=server.url, verify=server.tls, timeout=30)
        self._class, self.code = one, code
        self._credentials: dict[int, str] = {}
        self._made: dict[int, int] = {}

    def join(self, numbers: Iterable[int]) -> None:
        """Code, number and PIN."""
        for number in numbers:
            body = {"code": self.code, "number": number, "pin": self._class.pins[number]}
            reply = self._ask("join", body)
            assert reply["you"]["class_label"], reply
            self._credentials[number] = reply["credential"]

    def answer_all(self) -> None:
        """Each takes the paper in the own language and answers all of it, no two alike."""
        for number in self._credentials:
            questions = self._start(number)
            events = [
                [place, place, (number // CHOICES ** (place - 1)) % CHOICES + 1]
                for place in range(1, questions + 1)
            ]
            acked = self._ask("answers", {"events": events}, number)["acked"]
            assert acked == [place for place, *_rest in events], acked
            self._made[number] = len(events)

    def finish_all(self) -> None:
        """Each says to be ready and keeps the receipt."""
        for number, made in self._made.items():
            receipt = self._ask("finish", {"made": made}, number)["receipt"]
            assert receipt
            self._class.receipts[number] = receipt

    def leave(self) -> None:
        """Their computers are switched off."""
        self._client.close()

    def phases(self) -> dict[int, str]:
        """What the server says to each of them now."""
        told = {number: self._ask("heartbeat", {}, number) for number in self._credentials}
        return {number: reply["state"]["phase"] for number, reply in told.items()}

    def _start(self, number: int) -> int:
        """Take the paper as soon as the common moment is there; how many questions it has."""
        end = time.monotonic() + PATIENCE
        while not _has_begun(self._ask("heartbeat", {}, number)["state"]):
            assert time.monotonic() < end, "the sitting does not begin"
            time.sleep(0.5)
        language = self._class.language
        papers = self._ask("start", {"language": language}, number)["papers"]
        paper = self._client.get(f"/hall/papers/{papers[language]}").json()
        assert paper["language"].split("-")[0] == language, paper["language"]
        return len(paper["questions"])

    def _ask(self, name: str, body: object, number: int = 0) -> Any:  # noqa: ANN401 - JSON
        credential = self._credentials.get(number, "")
        headers = {"Authorization": f"Bearer {credential}"} if credential else {}
        reply = self._client.post(f"/hall/{name}", json=body, headers=headers)
        assert reply.status_code == 200, f"{name} of {self._class.label}: {reply.text}"
        return reply.json()


def _has_begun(state: Mapping[str, Any]) -> bool:
    """Whether the paper can be taken: the common moment stays ahead until somebody starts."""
    phase: str = state["phase"]
    return phase == "running" or (phase == "starting" and not state["starts_in"])
