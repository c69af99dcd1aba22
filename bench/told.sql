-- What the figures' job would have told of everything stored, at once: every closed sitting has gone
-- out under its school.
INSERT INTO leaderboard_closing (sitting_id, edition_id, closed_at, parcel)
SELECT sitting.id, entry.edition_id, sitting.closed_at, 'school'
FROM competition_sitting sitting JOIN competition_entry entry ON entry.id = sitting.entry_id
WHERE sitting.kind = 'official' AND sitting.closed_at IS NOT NULL;

INSERT INTO leaderboard_tally
    (edition_id, country_id, region_id, school_id, pupils, "of", points, points_possible, share, mean)
SELECT entry.edition_id, school.country_id, split_part(region.path, '/', 2)::bigint, school.id,
    count(*), 1000, sum(result.score), sum(result.max_score),
    least(100, count(*) * 100 / 1000), 100 * sum(result.score) / sum(result.max_score)
FROM competition_result result
JOIN competition_attempt attempt ON attempt.id = result.attempt_id
JOIN competition_entry entry ON entry.id = attempt.entry_id
JOIN schools_schoolclass class ON class.id = entry.school_class_id
JOIN schools_school school ON school.id = class.school_id
JOIN schools_region region ON region.id = school.region_id
GROUP BY 1, 2, 3, 4;

INSERT INTO leaderboard_tally
    (edition_id, country_id, region_id, pupils, points, points_possible, mean)
SELECT edition_id, country_id, region_id, sum(pupils), sum(points), sum(points_possible), 50
FROM leaderboard_tally
GROUP BY GROUPING SETS ((edition_id, country_id, region_id), (edition_id, country_id));
