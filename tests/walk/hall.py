"""Pupils who need no browser: they speak the protocol of docs/hall.md."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import Any

import httpx

from quizbank.rules.responses import QuestionKind, ResponseForm, encoded
from tests.flows.answering import Said, worth
from tests.flows.saying import right_answer, with_a_slip
from tests.walk.served import Server
from tests.walk.year import Class, asked

PATIENCE = 240.0


class Room:
    """The pupils of one class, each with the credential of a seat."""

    def __init__(self, server: Server, one: Class, code: str) -> None:
        self._client = httpx.Client(base_url=server.url, verify=server.tls, timeout=60)
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
        """Each takes the paper in the own language and answers all of it: right, with a slip, or
        carelessly."""
        known = asked(self._class.language)
        for number in self._credentials:
            questions = self._start(number)
            events, points = [], 0
            for place, question in enumerate(questions, start=1):
                file, text = known[question["stem"]]
                said = _said(number, place, file, text)
                events.append([place, place, code_of(question, said)])
                points += worth(file, text, said)
            acked = self._ask("answers", {"events": events}, number)["acked"]
            assert acked == [place for place, *_rest in events], acked
            self._made[number], self._class.points[number] = len(events), points

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

    def _start(self, number: int) -> list[dict[str, Any]]:
        """Take the paper as soon as the common moment is there; its questions."""
        end = time.monotonic() + PATIENCE
        while not _has_begun(self._ask("heartbeat", {}, number)["state"]):
            assert time.monotonic() < end, "the sitting does not begin"
            time.sleep(0.5)
        language = self._class.language
        papers = self._ask("start", {"language": language}, number)["papers"]
        paper = self._client.get(f"/hall/papers/{papers[language]}").json()
        assert paper["language"].split("-")[0] == language, paper["language"]
        questions: list[dict[str, Any]] = paper["questions"]
        return questions

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


def _said(number: int, place: int, question: Mapping[str, Any], text: Mapping[str, Any]) -> Said:
    """What a pupil answers: each errs at other questions, with a slip or by taking the first."""
    turn = (number + place) % 4
    if turn == 0:
        return _first(question, text)
    return with_a_slip(question, text) if turn == 1 else right_answer(question, text)


def _first(question: Mapping[str, Any], text: Mapping[str, Any]) -> Said:
    choices, kind = list(text["choices"].values()), question.get("kind", "single")
    if kind == "single":
        return str(choices[0])
    if kind == "sort":
        return dict.fromkeys(choices, next(iter(text["bins"].values())))
    return tuple(choices) if kind == "order" else frozenset(choices[:1])


def code_of(question: Mapping[str, Any], said: Said) -> int:
    """The number that says so of a question of a paper."""
    choices, bins = question["choices"], question.get("bins", [])
    form = ResponseForm(QuestionKind(question.get("kind", "single")), len(choices), len(bins))
    if isinstance(said, dict):
        return encoded(form, [bins.index(said[row]) + 1 for row in choices])
    words = [said] if isinstance(said, str) else said
    places = [choices.index(one) for one in words]
    return encoded(form, places if form.kind is QuestionKind.ORDER else sorted(places))
