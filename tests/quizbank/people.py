"""The people of a workshop, and the steps they take with a question as its pages take them."""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone

from base.models import User
from quizbank.bank.actions import reviewing
from quizbank.bank.actions.beginning import begin_question
from quizbank.bank.actions.writing import About, write_text
from quizbank.models import Paper, PaperQuestion, Question, QuestionText, Topic
from quizbank.rules.text_units import TextWords

ABOUT = About("12-13", "PRIV", "easy", "b", False)
ASKED = TextWords("What now?", {"a": "Run", "b": "Ask an adult", "c": "Hide"}, "Adults can help.")
PITANO = TextWords("Šta sad?", {"a": "Bježi", "b": "Pitaj", "c": "Sakrij"}, "Odrasli pomažu.")


def person(name: str) -> User:
    """A user; who may do what is decided before the workshop is asked."""
    return User.objects.get_or_create(email=f"{name}@example.org")[0]


def begun(*, by: str = "editor", words: TextWords = ASKED, key: str = "one") -> Question:
    """A question whose English text is a draft; its key is b."""
    for code in ("PRIV", "PWD"):
        Topic.objects.get_or_create(code=code)
    return begin_question(key, ABOUT, source="en", words=words, by=person(by), at=timezone.now())


def text_of(question: Question, language: str = "en") -> QuestionText:
    """As it is stored now."""
    return QuestionText.objects.get(question=question, language=language)


def state_of(question: Question, language: str = "en") -> str:
    """How far a text has come."""
    return text_of(question, language).state


def write(question: Question, language: str, words: TextWords, by: str) -> QuestionText:
    """Store words from a page that shows the present text."""
    text = question.texts.filter(language=language).first()
    return write_text(
        question, language, words=words, by=person(by), at=timezone.now(),
        version=text.version if text else 0,
    )  # fmt: skip


def hand_in(question: Question, by: str, language: str = "en") -> QuestionText:
    """Be content with the present text."""
    version = text_of(question, language).version
    return reviewing.hand_in(question, language, version=version, by=person(by), at=timezone.now())


def read(question: Question, by: str, language: str = "en", choice: str = "b") -> bool:
    """Pass the review the present text waits for."""
    text = text_of(question, language)
    return reviewing.pass_review(
        question, language, version=text.version, state=text.state, choice=choice,
        by=person(by), at=timezone.now(),
    )  # fmt: skip


def send_back(question: Question, by: str, language: str = "en", comment: str = "Why?") -> None:
    """Find something wrong with the present text."""
    version = text_of(question, language).version
    reviewing.send_back(
        question, language, version=version, comment=comment, by=person(by), at=timezone.now()
    )


def approved(**how: str) -> Question:
    """Written by the editor, read by two others."""
    question = begun(**how)  # type: ignore[arg-type]  # a name and a key
    hand_in(question, "editor")
    read(question, "content")
    read(question, "protection")
    return question


def translated(question: Question, language: str = "bs", by: str = "translator") -> Question:
    """Its translation, read by one other."""
    write(question, language, PITANO, by)
    hand_in(question, by, language)
    read(question, "checker", language)
    return question


def another(words: TextWords, **changes: str) -> TextWords:
    """The words with some choices changed, by letter; an empty one goes, ``stem`` is one too."""
    stem = changes.pop("stem", words.stem)
    choices = {letter: said for letter, said in {**words.choices, **changes}.items() if said}
    return replace(words, stem=stem, choices=choices)


def reword(question: Question, said: str, language: str = "en") -> str:
    """Begin another wording of question and explanation; what the question said until now."""
    asked = text_of(question, language).words
    write(question, language, replace(asked, stem=said, explanation=said), "editor")
    return asked.stem


def put_into_paper(question: Question) -> None:
    """Pupils were asked it."""
    paper = Paper.objects.create(title="p", kind="practice", division_code="12-13", seed="x")
    PaperQuestion.objects.create(paper=paper, question=question, number=1, order="abc")
