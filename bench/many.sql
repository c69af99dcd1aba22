-- Adds :attempts finished official attempts to the one live edition, with everything they hang on.
-- Ids follow the highest of each table, so it can be run again to add more. What is random comes
-- from a fixed seed. The foreign keys are right by construction and not checked row by row.
SET LOCAL session_replication_role = replica;
SET LOCAL work_mem = '256MB';
SELECT setseed(0.27);

CREATE TEMP TABLE base AS SELECT
    (SELECT coalesce(max(id), 0) FROM schools_school) AS school,
    (SELECT coalesce(max(id), 0) FROM base_user) AS teacher,
    (SELECT coalesce(max(id), 0) FROM schools_schoolclass) AS class,
    (SELECT coalesce(max(id), 0) FROM schools_card) AS card,
    (SELECT coalesce(max(id), 0) FROM competition_entry) AS entry,
    (SELECT coalesce(max(id), 0) FROM competition_sitting) AS sitting,
    (SELECT coalesce(max(id), 0) FROM competition_attempt) AS attempt,
    (SELECT count(*) FROM competition_alias WHERE number >= 1000) AS alias,
    (SELECT id FROM competition_edition WHERE state = 'live' ORDER BY id LIMIT 1) AS edition;

-- One row a school: regions in turn, so that countries get schools as they have regions.
CREATE TEMP TABLE school AS
SELECT n, base.school + n AS id, base.teacher + n AS teacher, region.id AS region, region.country_id
FROM base CROSS JOIN generate_series(1, (%(classes)s + 9) / 10) AS n
JOIN (SELECT *, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS regions
      FROM schools_region) AS region ON region.place = mod(n * 97, region.regions);

INSERT INTO schools_school
    (id, country_id, region_id, register_code, name, place, pupil_count, verified_at)
SELECT id, country_id, region, 'many-' || id, 'OŠ "Primjer ' || id || '"',
    'Mjesto ' || mod(n, 500), 200 + mod(n * 37, 800), now()
FROM school;

INSERT INTO base_user
    (id, password, is_superuser, email, name, language, is_staff, is_active, joined_at)
SELECT teacher, '!', false, 'many-' || teacher || '@demo.invalid', '', 'bs', false, true, now()
FROM school;

INSERT INTO schools_role (kind, approved_at, user_id, school_id)
SELECT 'teacher', now(), teacher, id FROM school;

-- One row a class: the grades of its country in turn; its division follows from the grade.
CREATE TEMP TABLE class AS
SELECT k, base.class + k AS id, base.entry + k AS entry, base.sitting + k AS sitting,
    school.id AS school, school.teacher, school.country_id, grade.id AS grade, grade.code,
    division.id AS division, division.minutes, division.official_id AS paper, base.edition,
    now() - interval '30 minutes' - mod(k * 13, 480) * interval '1 minute' AS began,
    (SELECT count(*)::int FROM quizbank_paperquestion AS item
     WHERE item.paper_id = division.official_id) AS questions
FROM base CROSS JOIN generate_series(1, %(classes)s) AS k
JOIN school ON school.n = (k + 9) / 10
JOIN (SELECT *, row_number() OVER (PARTITION BY country_id ORDER BY id) - 1 AS place,
          count(*) OVER (PARTITION BY country_id) AS grades
      FROM schools_grade) AS grade ON grade.country_id = school.country_id
JOIN competition_division AS division ON division.code = grade.division_code
WHERE division.edition_id = base.edition AND grade.place = mod(k, grade.grades);

INSERT INTO schools_schoolclass (id, school_id, grade_id, label, school_year, language)
SELECT id, school, grade, code || '-' || mod(k, 10), '2026/2027', 'bs' FROM class;

INSERT INTO schools_schoolclass_teachers (schoolclass_id, user_id) SELECT id, teacher FROM class;

INSERT INTO competition_entry (id, edition_id, division_id, school_class_id)
SELECT entry, edition, division, id FROM class;

INSERT INTO competition_sitting
    (id, kind, code, opened_at, starts_at, closed_at, entry_id, opened_by_id, paper_id)
SELECT sitting, 'official', 100000 + mod(sitting, 900000), began - interval '5 minutes', began,
    began + interval '25 minutes', entry, teacher, paper
FROM class;

-- One row a pupil. Points fall off to both sides of two thirds, as in a real quiz; nobody needs more
-- than 20 minutes, so that everything is over by now.
CREATE TEMP TABLE pupil AS
SELECT base.card + n AS card, base.attempt + n AS attempt, class.*, mod(n - 1, 30) + 1 AS number,
    greatest(0, least(questions, round(
        questions * (0.66 + 0.35 * (random() + random() + random() - 1.5)))))::int AS score,
    4 + floor(random() * (least(minutes, 20) - 4))::int AS worked, random() AS chance
FROM base CROSS JOIN generate_series(1, %(attempts)s) AS n
JOIN class ON class.k = (n + 29) / 30;

INSERT INTO schools_card (id, number, pin, extra_time, untimed, name, school_class_id)
SELECT card, number, 1000 + number, 0, false, '', id FROM pupil;

INSERT INTO competition_attempt
    (id, kind, language, joined_at, admitted_at, started_at, deadline, finished_at, ending, lease,
     receipt, card_id, entry_id, sitting_id)
SELECT attempt, 'official', 'bs', began - interval '2 minutes', began, began,
    began + minutes * interval '1 minute', began + worked * interval '1 minute', 'pupil', 1,
    -- an odd factor leads each number below 2^40 to another one
    upper(lpad(to_hex(mod(attempt * 7919000003, 1099511627776)), 10, '0')), card, entry, sitting
FROM pupil;

INSERT INTO competition_lease
    (attempt_id, number, opened_at, heard_at, active_at, top_seq, on_question, answered)
SELECT attempt, 1, began, began + worked * interval '1 minute',
    began + worked * interval '1 minute', %(answers)s, questions, (2::bigint << questions) - 2
FROM pupil;

INSERT INTO competition_answer
    (attempt_id, lease, seq, question, choice, received_at, browser_ms)
SELECT attempt, 1, seq, mod(seq - 1, questions) + 1, 1 + mod(attempt + seq, 3),
    began + worked * interval '1 minute' * seq / (%(answers)s + 1), 0
FROM pupil, generate_series(1, %(answers)s) AS seq;

INSERT INTO competition_result
    (attempt_id, division_id, country_id, counts, choices, score, max_score, "right", wrong, hard,
     tie_break, time, late, changed_at)
SELECT attempt, division, country_id, true, repeat('1', questions), score, questions, score,
    floor((questions - score) * chance)::int, least(score, floor(chance * 4)::int),
    round(chance)::int, worked, 0, began + worked * interval '1 minute'
FROM pupil;

-- Every second pupil has looked at the own result and has a name; numbers above those drawn.
INSERT INTO competition_alias (edition_id, card_id, adjective, animal, number)
SELECT edition, card,
    (%(adjectives)s::text[])[1 + mod(place, 40)], (%(animals)s::text[])[1 + mod(place / 40, 40)],
    1000 + place / 1600
FROM (SELECT pupil.edition, pupil.card,
          base.alias + row_number() OVER (ORDER BY pupil.card) - 1 AS place
      FROM pupil, base WHERE mod(pupil.number, 2) = 0) AS named;

SELECT setval(pg_get_serial_sequence(name, 'id'), top) FROM (VALUES
    ('schools_school', (SELECT max(id) FROM schools_school)),
    ('base_user', (SELECT max(id) FROM base_user)),
    ('schools_schoolclass', (SELECT max(id) FROM schools_schoolclass)),
    ('schools_card', (SELECT max(id) FROM schools_card)),
    ('competition_entry', (SELECT max(id) FROM competition_entry)),
    ('competition_sitting', (SELECT max(id) FROM competition_sitting)),
    ('competition_attempt', (SELECT max(id) FROM competition_attempt))
) AS tables (name, top);

DROP TABLE base, school, class, pupil;
