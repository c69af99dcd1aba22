"""The competition's tables, a file for each group of nouns."""

from competition.models.alias import Alias
from competition.models.answer_file import AnswerFile, NotedNumber
from competition.models.attempt import Answer, Attempt, Credit, Decision, Lease
from competition.models.day import Notice
from competition.models.edition import Division, Edition, Entry, Window
from competition.models.help_line import HelpLine
from competition.models.letter import Letter
from competition.models.paper import DraftQuestion, PaperDraft, PaperRecord, SignOff
from competition.models.preparation import AwardRule, EditionStep, Logo, Partner
from competition.models.result import Result
from competition.models.server import Beat, Duty, Outage
from competition.models.sitting import PinGuess, Sitting, WaitingBrowser

__all__ = [
    "Alias",
    "Answer",
    "AnswerFile",
    "Attempt",
    "AwardRule",
    "Beat",
    "Credit",
    "Decision",
    "Division",
    "DraftQuestion",
    "Duty",
    "Edition",
    "EditionStep",
    "Entry",
    "HelpLine",
    "Lease",
    "Letter",
    "Logo",
    "NotedNumber",
    "Notice",
    "Outage",
    "PaperDraft",
    "PaperRecord",
    "Partner",
    "PinGuess",
    "Result",
    "SignOff",
    "Sitting",
    "WaitingBrowser",
    "Window",
]
