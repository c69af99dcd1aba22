"""The head of a letter, as it goes to the mail server."""

from __future__ import annotations

import email
import email.policy

from competition.letters.letter_mail import LetterMessage

END = f"https://quiz.example/sr/staff/letters/{'MTIzNDU2Nzg5' * 6}:1vABCd:{'x-Y_z' * 9}/"
SUBJECT = "Недеља дана до квиза: пробајте једном са целим разредом, " * 2


def test_the_address_that_ends_letters_is_whole_and_the_rest_is_folded() -> None:
    letter = LetterMessage(
        SUBJECT, "Здраво!\n", to=["vesna@example.org"], headers={"List-Unsubscribe": f"<{END}>"}
    )
    sent = letter.message(policy=email.policy.SMTP).as_bytes()
    head, _, _body = sent.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    assert f"List-Unsubscribe: <{END}>".encode() in lines
    assert all(len(line) < 79 for line in lines if not line.startswith(b"List-Unsubscribe"))
    read = email.message_from_bytes(sent, policy=email.policy.default)
    assert read["Subject"].split() == SUBJECT.split()
    assert read.get_content().strip() == "Здраво!"
