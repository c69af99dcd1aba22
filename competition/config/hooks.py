"""What is above and needed below, by its dotted name: settings of ours."""

from __future__ import annotations

# Whether right answers may leave with somebody in a file: the competition knows what it still asks.
MAY_TAKE_KEYS = "competition.editions.permissions.leads_all_that_is_secret"

# In which editions questions were neutralised: the bank says it beside them.
NEUTRALISED_IN = "competition.papers.queries.neutralised.neutralised_in"

# What a teacher has to do besides the tasks of a class: features above know it.
HOME_STEPS = (
    "leaderboard.winners.queries.teacher_steps.winner_steps",
    "leaderboard.appeals.queries.told_decisions.steps_to_answer",
)

# What is done for cards a class gets after its first ones.
CARDS_CAME_LATER = "competition.aliases.actions.name_new_cards"
# How many pupils of a country have finished, as far as the boards tell it.
PUPILS_TOLD = "leaderboard.boards.queries.told_pupils.pupils_told"
# Whether a country has boards of earlier years, for the same.
EARLIER_YEARS = "leaderboard.boards.queries.earlier_years.has_earlier_years"
# What the teachers of a class may know of how its country did.
COUNTRY_OUTCOME = "leaderboard.insight.country_means.country_outcome"

# Whom an organizer's decision about an attempt concerns, and how they are told.
ATTEMPT_DECIDED = "leaderboard.appeals.actions.telling_decisions.tell_decision"

# Whom it concerns that a change wanted after the seal was withdrawn, and how they are told.
CHANGE_WITHDRAWN = "leaderboard.appeals.actions.telling_decisions.tell_withdrawal"

# Whether teachers of a country may register, as far as editions decide it.
TAKES_TEACHERS = "competition.editions.queries.taking_part.takes_teachers"

# What apps above `competition` look at before a step of an edition, by the step.
EDITION_CHECKS = {
    ("review", "sealed"): (
        "leaderboard.neutralising.queries.rulings.nothing_half_done",
        "leaderboard.seals.queries.number_for_draws.draws_have_a_number",
        "leaderboard.appeals.queries.before_the_seal.appeals_are_ended",
        "leaderboard.appeals.queries.before_the_seal.upheld_questions_are_settled",
        "leaderboard.appeals.queries.before_the_seal.upheld_results_are_settled",
        "leaderboard.appeals.queries.before_the_seal.teachers_were_heard",
        "leaderboard.appeals.queries.before_the_seal.promised_days_are_over",
    ),
    ("sealed", "published"): (
        "leaderboard.seals.queries.publication.boards_stand_as_sealed",
        "leaderboard.ceremony.queries.before_publication.no_ceremony_ahead",
    ),
    ("published", "archived"): (
        "leaderboard.winners.queries.winners_before_archiving.winners_have_an_end",
        "leaderboard.ceremony.queries.before_publication.no_ceremony_to_come",
        "leaderboard.seals.queries.noted_changes.no_change_waits",
    ),
}

# What apps above `competition` do together with a step of an edition, in its transaction: called
# with the edition, and told ``by`` whom and ``at`` what moment.
EDITION_ACTS = {
    ("sealed", "published"): (
        "leaderboard.seals.actions.settling.thaw_boards",
        "leaderboard.seals.actions.settling.tell_final",
    ),
    ("archived", "published"): ("leaderboard.winners.actions.winners_plan.look_once_more",),
}

# What apps above `competition` take along when an edition is begun from an earlier one: called with
# the new award by the old one's id.
AWARD_COPIES = ("leaderboard.awards.actions.award_terms.copy_terms",)

# What a draw decides about winners and diplomas that a correction of the list had left to it;
# called with the outcome, in its transaction.
DRAW_MADE = "leaderboard.winners.actions.after_corrections.finish_correction"

# What apps above `competition` say where two schools become one: whether something sealed names a
# school.
MERGE_CHECKS = ("leaderboard.awards.queries.named_schools.is_named",)
