"""What this app brings to the ones below it, and features of it to those below them."""

from __future__ import annotations

from base.jobs.tending import standing_tasks
from base.made_files.kinds import made_kinds
from base.outbox.kinds import mail_kinds
from base.record.queries import deed_words, read_words
from base.retention.lines import retention_lines, retention_parts
from competition.classes.home_lines import home_lines
from competition.editions.edition_menu import edition_pages
from competition.participants.queries import sealed_names
from competition.public.queries.so_far import earlier_years, told_counts
from competition.results.queries import country_outcomes
from competition.setup.actions import award_copies, step_acts
from competition.setup.checks import later_checks
from competition.sittings.actions.attempts import after_decision
from leaderboard.appeals.actions import tell_decision
from leaderboard.appeals.mails import CASE_MAILS
from leaderboard.appeals.queries import (
    appeals_are_ended,
    promised_days_are_over,
    upheld_appeals_are_settled,
)
from leaderboard.awards.actions import after_draw, copy_terms
from leaderboard.awards.queries import is_named
from leaderboard.boards.queries import has_earlier_years, pupils_told
from leaderboard.ceremony.queries import (
    no_ceremony_ahead,
    no_ceremony_to_come,
)
from leaderboard.deeds import DEEDS, READS
from leaderboard.diplomas.making import DIPLOMA_FILES
from leaderboard.edition_pages import PAGES
from leaderboard.exports.actions import SPREADSHEETS
from leaderboard.forgetting.goes_mail import GOES_MAIL
from leaderboard.forgetting.queries import editions_shown
from leaderboard.forgetting.tasks import teachers_told
from leaderboard.insight.actions import figures_to_publish
from leaderboard.insight.queries import country_outcome
from leaderboard.item_review.figures import FIGURES_OF_QUESTIONS
from leaderboard.neutralising.queries import nothing_half_done
from leaderboard.retention import LINES
from leaderboard.seals.actions import tell_final, thaw_boards
from leaderboard.seals.checks import draws_have_a_number
from leaderboard.winners.actions import follow_draw
from leaderboard.winners.mails import WINNER_MAILS
from leaderboard.winners.queries import winner_lines, winners_have_an_end
from leaderboard.winners.tasks import teachers_to_remind

standing_tasks.register(
    figures_to_publish,
    teachers_told,
    teachers_to_remind,
)
edition_pages.register(*PAGES)
home_lines.register(winner_lines)
told_counts.register(pupils_told)
earlier_years.register(has_earlier_years)
country_outcomes.register(country_outcome)
sealed_names.register(is_named)
award_copies.register(copy_terms)
later_checks.register(
    (("review", "sealed"), nothing_half_done),
    (("review", "sealed"), draws_have_a_number),
    (("review", "sealed"), appeals_are_ended),
    (("review", "sealed"), upheld_appeals_are_settled),
    (("review", "sealed"), promised_days_are_over),
    (("sealed", "published"), no_ceremony_ahead),
    (("published", "archived"), winners_have_an_end),
    (("published", "archived"), no_ceremony_to_come),
)
step_acts.register(
    (("sealed", "published"), thaw_boards),
    (("sealed", "published"), tell_final),
)
after_decision.register(tell_decision)
after_draw.register(follow_draw)
deed_words.register(DEEDS)
read_words.register(READS)
retention_lines.register(*LINES)
made_kinds.register(SPREADSHEETS, DIPLOMA_FILES, FIGURES_OF_QUESTIONS)
retention_parts.register(("leaderboard/forgetting/_editions.html", editions_shown))
mail_kinds.register(GOES_MAIL, *CASE_MAILS, *WINNER_MAILS)
