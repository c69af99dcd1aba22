"""What the record of staff actions holds: a line for each kind of object.

Never the answer path (attempts, answers, leases, results, beats), and never a PIN, a pupil's name,
a password or a secret.
"""

from __future__ import annotations

from typing import Any

# Also of ourselves it keeps no address and no number a proxy gave the request.
AUDITLOG: dict[str, Any] = {
    "AUDITLOG_DISABLE_REMOTE_ADDR": True,
    "AUDITLOG_CID_HEADER": None,
    "AUDITLOG_STORE_JSON_CHANGES": True,
    "AUDITLOG_INCLUDE_TRACKING_MODELS": [
        {
            "model": "base.User",
            "include_fields": [
                "email",
                "name",
                "language",
                "is_active",
                "is_staff",
                "is_superuser",
            ],
        },
        {"model": "schools.Role", "exclude_fields": ["id"]},
        {
            "model": "schools.Invitation",
            "include_fields": ["email", "kind", "school", "country", "region", "withdrawn_at"],
        },
        {"model": "schools.School", "exclude_fields": ["id"]},
        {
            "model": "schools.SchoolClass",
            "include_fields": ["school", "grade", "label", "language", "school_year"],
            "m2m_fields": ["teachers"],
        },
        {"model": "schools.Country", "exclude_fields": ["id"]},
        {"model": "schools.Region", "exclude_fields": ["id", "path"]},
        {"model": "schools.Grade", "exclude_fields": ["id"]},
        {"model": "schools.Contact", "exclude_fields": ["id"]},
        {"model": "quizbank.Question", "exclude_fields": ["id"]},
        {"model": "quizbank.QuestionText", "exclude_fields": ["id"]},
        {"model": "quizbank.Paper", "include_fields": ["title", "kind", "division_code"]},
        {"model": "competition.Edition", "exclude_fields": ["id"], "m2m_fields": ["countries"]},
        {"model": "competition.AwardRule", "exclude_fields": ["id"]},
        {"model": "competition.Partner", "exclude_fields": ["id"]},
        {"model": "competition.Window", "exclude_fields": ["id"]},
        {"model": "competition.Division", "exclude_fields": ["id"]},
        {
            "model": "competition.Letter",
            "include_fields": ["texts", "readers", "region", "stopped_at", "begun_at", "begun_by"],
        },
        {"model": "leaderboard.Board", "include_fields": ["frozen_at"]},
        {"model": "leaderboard.AwardTerms", "exclude_fields": ["rule"]},
        {
            "model": "leaderboard.Draw",
            "include_fields": ["source", "comes_at", "number", "drawn_at"],
        },
        {
            "model": "leaderboard.WinnersPlan",
            "exclude_fields": ["edition"],
        },
        # That a name was entered, and never which.
        {
            "model": "leaderboard.Winner",
            "exclude_fields": ["attempt", "alias", "name", "consent_words", "remind_on"],
        },
    ],
}
