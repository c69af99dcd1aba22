"""Files in the likeness of real ones with which something is wrong, and what has to be said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

from quizbank.formats.kahoot import HEADER as KAHOOT
from quizbank.formats.quizizz import HEADER as QUIZIZZ
from quizbank.formats.quizizz import INSTRUCTIONS

type Odd = tuple[str, bytes, str]

BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><quiz><question>&j;</question></quiz>"
)
BLOW_UP = b'<!DOCTYPE q [<!ENTITY a "%s">]><quiz>%s</quiz>' % (b"x" * 50_000, b"&a;" * 5_000)
OUTSIDE = b'<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>'
OUTSIDE_TYPE = b'<!DOCTYPE quiz SYSTEM "http://127.0.0.1:1/quiz.dtd"><quiz/>'
PARAMETER = b'<!DOCTYPE q [<!ENTITY % p SYSTEM "file:///etc/hosts"> %p;]><quiz/>'


def workbook(*rows: Sequence[object]) -> bytes:
    """An XLSX file of these rows."""
    book, stream = Workbook(), BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    book.save(stream)
    return stream.getvalue()


def packed(**files: bytes | str) -> bytes:
    """A zip file; two underscores in a name stand for a dot."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as pack:
        for name, content in files.items():
            pack.writestr(name.replace("__", "."), content)
    return stream.getvalue()


def named(name: str, content: bytes = b"<x/>") -> bytes:
    """A zip file with one file of any name."""
    stream = BytesIO()
    with ZipFile(stream, "w") as pack:
        pack.writestr(name, content)
    return stream.getvalue()


def kahoot(*row: object) -> bytes:
    """Kahoot's template with one question in row 3."""
    return workbook(("", "Quiz template"), KAHOOT, ("1", *row))


def quizizz(**cells: object) -> bytes:
    """Quizizz's template with one question in row 3."""
    fine = {"Question Text": "What?", "Option 1": "A", "Option 2": "B", "Option 3": "C"}
    row = fine | {"Correct Answer": 1} | {name.replace("_", " "): v for name, v in cells.items()}
    return workbook(QUIZIZZ, INSTRUCTIONS, [row.get(name) for name in QUIZIZZ])


def moodle(body: str = "", *, kind: str = "multichoice", answers: Iterable[str] = "") -> bytes:
    """A quiz with one question."""
    given = "".join(answers) or "".join(map(answer, "ABC", ("100", "0", "0")))
    stem = "<name><text>q-1</text></name><questiontext><text>What?</text></questiontext>"
    return f'<quiz><question type="{kind}">{stem}{given}{body}</question></quiz>'.encode()


def answer(text: str, fraction: str) -> str:
    """One answer of a question."""
    return f'<answer fraction="{fraction}"><text>{text}</text></answer>'


def qti(*, key: str = "a", kind: str = "choice", choices: str = "abc", more: str = "") -> bytes:
    """A question of version 3."""
    simple = "".join(
        f'<qti-simple-choice identifier="{c}">{c}</qti-simple-choice>' for c in choices
    )
    correct = f"<qti-correct-response><qti-value>{key}</qti-value></qti-correct-response>"
    return (
        f'<qti-assessment-item identifier="q-1" xml:lang="en"><qti-response-declaration>{correct}'
        f"</qti-response-declaration><qti-item-body>{more}<qti-{kind}-interaction>"
        f"<qti-prompt>What?</qti-prompt>{simple}</qti-{kind}-interaction></qti-item-body>"
        "</qti-assessment-item>"
    ).encode()


def xliff(*, original: str = "old-one", version: str = "1.2", **units: str) -> bytes:
    """Translations into Croatian of a question of the cast."""
    said = {"question": "What about old-one?", "explanation": "Because of old-one."}
    said |= {letter: f"old-one {letter}" for letter in "abcd"}
    body = "".join(
        f'<trans-unit id="{name}"><source>{text}</source><target>{units.get(name, "prijevod")}'
        "</target></trans-unit>"
        for name, text in said.items()
        if units.get(name) != "-"
    )
    return (
        f'<xliff version="{version}"><file original="{original}" source-language="en" '
        f'target-language="hr"><body>{body}</body></file></xliff>'
    ).encode()


SPREADSHEETS: dict[str, Odd] = {
    "a photo for a workbook": ("kahoot", b"\x89PNG\r\n\x1a\n\x00\x00", "not stored as UTF-8"),
    "an old Excel file": ("kahoot", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "not stored as UTF-8"),
    "half a workbook": ("kahoot", kahoot("What?", "A", "B")[:900], "The zip file is damaged"),
    "a zip that is no workbook": ("kahoot", packed(a__txt="x"), "This is no readable workbook"),
    "a workbook that declares": (
        "quizizz",
        packed(xl_workbook__xml=BOMB),
        "declares a document type",
    ),
    "a workbook that declares in an odd place": (
        "kahoot",
        packed(xl_workbook__bin=BOMB),
        "declares a document type",
    ),
    "a sheet that declares": (
        "sheet",
        packed(xl_workbook__xml=OUTSIDE),
        "declares a document type",
    ),
    "nothing at all": ("kahoot", b"", "No row names the columns"),
    "another table": ("kahoot", workbook(("name", "class"), ("x", "7")), "begin: question"),
    "only the template": ("kahoot", workbook(KAHOOT), "There is no question in this file"),
    "two right answers": (
        "kahoot",
        kahoot("What?", "A", "B", "C", "", 20, "1,3"),
        "2 of 3 choices count as right",
    ),
    "a right answer in words": ("kahoot", kahoot("What?", "A", "B", "C", "", 20, "B"), "“B” is no"),
    "a right answer that is empty": (
        "kahoot",
        kahoot("What?", "A", "B", "C", "", 20, 4),
        "Choice 4",
    ),
    "no right answer": (
        "kahoot",
        kahoot("What?", "A", "B", "C", "", 20, ""),
        "No choice is marked",
    ),
    "a gap in the answers": ("kahoot", kahoot("What?", "A", "", "C", "", 20, 1), "Move it up"),
    "two answers": (
        "kahoot",
        kahoot("What?", "A", "B", "", "", 20, 1),
        "row 3, answer_c: The file does not say it.",
    ),
    "a long question": ("kahoot", kahoot("x" * 121, "A", "B", "C", "", 20, 1), "120 characters"),
    "five options": ("quizizz", quizizz(Option_4="D", Option_5="E"), "There are 5 choices"),
    "a poll": ("quizizz", quizizz(Question_Type="Poll"), "There is no “Poll” here"),
    "an open question": ("quizizz", quizizz(Question_Type="Open-Ended"), "Only questions of type"),
    "our sheet without columns": ("sheet", b"id;lang\n1;2\n", "These columns are missing"),
    "a sheet with a column twice": ("sheet", b"id;id\n1;2\n", "names a column twice"),
}
TEXTS: dict[str, Odd] = {
    "GIFT in an unknown encoding": (
        "gift",
        "::q::Zażółć{=a~b}".encode("cp1250"),
        "Save it as plain",
    ),
    "GIFT that is binary": ("gift", b"::q::\x00{=a~b}", "Save it as plain text"),
    "GIFT that is empty": ("gift", b"\n\n// nothing\n", "There is no question in this file"),
    "GIFT without braces": ("gift", b"What now?\n", "line 1, choices: The choices have to stand"),
    "GIFT that ends early": ("gift", b"::q::What?{=a ~b", "line 1, choices"),
    "GIFT true or false": ("gift", b"::q::Is it?{TRUE}", "Only questions are read in which"),
    "GIFT with numbers": ("gift", b"::q::How many?{#3:1}", "Only questions are read"),
    "GIFT that matches in many groups": (
        "gift",
        b"::q::Match{=a -> 1 =b -> 2 =c -> 3 =d -> 4 =e -> 5 =f -> 6}",
        "There are 6 groups",
    ),
    "GIFT that matches nothing": ("gift", b"::q::Match{= -> b =c -> d =e -> d}", "nothing belongs"),
    "GIFT that matches in part": ("gift", b"::q::Match{=a -> b =c}", "Only questions are read"),
    "GIFT that orders some": ("gift", b"::q::Order{>2 x\na\nb\nc\n}", "Only some of the steps"),
    "GIFT with a gap": ("gift", b"::q::The {=sun ~moon ~sea} is hot", "Only questions"),
    "GIFT with shares": ("gift", b"::q::W?{~%50%a ~%50%b ~%-100%c}", "2 of 3 choices"),
    "GIFT without key": ("gift", b"::q::W?{~a ~b ~c}", "No choice is marked as right"),
    "GIFT in no language": ("gift", b"::q-1::W?{=a ~b ~c}", "does not say the language"),
    "GIFT with a long choice": ("gift", b"W?{=a ~b ~" + b"c" * 76 + b"}", "75 characters"),
    "Aiken on two lines": ("aiken", b"What\nnow?\nA. a\nB. b\nANSWER: A", "takes 2 lines"),
    "Aiken without answer": ("aiken", b"What?\nA. a\nB. b\n\nWhere?\nA. a", "line 1, right choice"),
    "Aiken with another answer": ("aiken", b"W?\nA. a\nB. b\nC. c\nANSWER: E", "no choice “E”"),
    "Aiken without choices": ("aiken", b"What?\nANSWER: A", "There are no choices"),
    "Aiken with nine choices": (
        "aiken",
        b"W?\n" + b"".join(b"%c. x\n" % c for c in b"ABCDEFGHI") + b"ANSWER: A",
        "There are 9 choices",
    ),
}
MARKUP: dict[str, Odd] = {
    "a billion laughs": ("moodle", BOMB, "declares a document type"),
    "a quadratic blow-up": ("moodle", BLOW_UP, "declares a document type"),
    "an entity from outside": ("moodle", OUTSIDE, "declares a document type"),
    "a document type from outside": ("moodle", OUTSIDE_TYPE, "declares a document type"),
    "a parameter entity": ("xliff", PARAMETER, "declares a document type"),
    "laughs in UTF-16": ("moodle", BOMB.decode().encode("utf-16"), "declares a document type"),
    "a very long attribute": ("moodle", b'<quiz a="%s"/>' % (b"x" * 30_000), "<quiz> is too long"),
    "very deep": ("moodle", b"<quiz>" + b"<a>" * 90_000, "too many elements or too deep"),
    "very many": ("moodle", b"<quiz>" + b"<a/>" * 250_000, "too many elements or too deep"),
    "no end": ("moodle", b"<quiz><question>", "Line 1, column"),
    "an entity of HTML": ("moodle", b"<quiz>&nbsp;</quiz>", "undefined entity"),
    "no such encoding": ("moodle", b'<?xml version="1.0" encoding="klingon"?><quiz/>', "encoding"),
    "a web page": ("moodle", b"<html><body/></html>", "This is no Moodle XML"),
    "an empty quiz": ("moodle", b"<quiz/>", "There is no question in this file"),
    "an essay": ("moodle", moodle(kind="essay"), "question 1, question type"),
    "several right": ("moodle", moodle("<single>false</single>"), "Allow only one"),
    "half right": ("moodle", moodle(answers=map(answer, "ABC", ("50", "50", "0"))), "2 choices"),
    "a share in words": ("moodle", moodle(answers=[answer("A", "all")]), "“all” is no number"),
    "a picture within the text": (
        "moodle",
        moodle(answers=["<answer fraction='100'><text>" + "x" * 200_001 + "</text></answer>"]),
        "Take pictures out",
    ),
    "six answers": (
        "moodle",
        moodle(answers=map(answer, "ABCDEF", ("100", *["0"] * 5))),
        "There are 6 choices",
    ),
    "QTI of version 1.2": ("qti21", b"<questestinterop/>", "no question of QTI 2.1 or 3.0"),
    "QTI that is a test": (
        "qti30",
        packed(t__xml="<qti-assessment-test/>"),
        "There is no question",
    ),
    "QTI with a text entry": ("qti30", qti(kind="text-entry"), "“textEntryInteraction”"),
    "QTI with two questions": ("qti30", qti(more="<qti-order-interaction/>"), "orderInteraction,"),
    "QTI with another key": ("qti30", qti(key="x"), "“x” is not among the choices"),
    "QTI with a choice twice": ("qti30", qti(choices="aab"), "two have one identifier"),
    "QTI with a broken file": ("qti30", packed(q__xml=qti()[:99], r__xml=qti()), "q.xml, file"),
    "QTI twice": ("qti30", packed(q__xml=qti(), r__xml=qti()), "q.xml has the same question"),
    "QTI with declarations": ("qti21", packed(q__xml=BOMB), "declares a document type"),
    "QTI packed as a bomb": ("qti21", packed(q__xml=bytes(30_000_000)), "would grow too much"),
    "QTI that climbs out": ("qti21", named("../../etc/q.xml"), "names a place outside"),
    "QTI of a drive": ("qti21", named("C:/q.xml"), "names a place outside"),
    "QTI of the root": ("qti21", named("/q.xml"), "names a place outside"),
    "XLIFF 2.0": ("xliff", xliff(version="2.0"), "Save it as XLIFF 1.2"),
    "XLIFF of an unknown question": ("xliff", xliff(original="new"), "no question “new”"),
    "XLIFF with half a translation": ("xliff", xliff(b=""), "The translation of “b” is missing"),
    "XLIFF without a unit": ("xliff", xliff(explanation="-"), "a unit is missing: explanation"),
    "XLIFF with a long translation": ("xliff", xliff(a="x" * 76), "75 characters"),
}
ODD = SPREADSHEETS | TEXTS | MARKUP
