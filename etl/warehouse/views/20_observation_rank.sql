-- Every observation with its rank within its headline key (data contract, section 2); rank 1 is the headline.
-- A final figure of the year before is best known to the newer report; everything else to the year's own report.
-- Of values that are stated equally often, the one beside the total that it is a part of goes before the first one.
CREATE TABLE observation_rank AS -- stored: most views stand on it
WITH candidate AS (
    SELECT
        o.*,
        r.county_code, r.department_slug, r.fiscal_year,
        interval_.low, interval_.high,
        CASE WHEN o.phase = 'executed' AND r.fiscal_year >= o.year THEN 0 ELSE abs(sign(r.fiscal_year - o.year)) END AS foreign_report,
        NOT (o.method = 'table'
             AND coalesce(o.section, '') IN ('base_data_table', 'department_self_evaluation', 'project_self_evaluation')) AS prose
    FROM observation AS o
    JOIN report AS r USING (report_id)
    JOIN printed_interval AS interval_ USING (observation_id)
),
counted AS (
    SELECT *, count(*) OVER (
        PARTITION BY county_code, department_slug, year, measure, phase, statistic, item, scope, value) AS times
    FROM candidate
),
first_choice AS (
    SELECT *, row_number() OVER choice AS place
    FROM counted
    WINDOW choice AS (
        PARTITION BY county_code, department_slug, year, measure, phase, statistic, item, scope
        ORDER BY foreign_report, fiscal_year DESC, prose, times DESC, start, observation_id)
),
-- The figures that stand in the statement of their chosen total: its table, or its paragraph.
companion AS (
    SELECT DISTINCT part.observation_id
    FROM first_choice AS part
    JOIN measure ON measure.measure = part.measure
    JOIN first_choice AS whole
        ON whole.report_id = part.report_id AND whole.measure = measure.parent AND whole.year = part.year
       AND whole.phase IS NOT DISTINCT FROM part.phase AND whole.scope = part.scope
       AND whole."table" IS NOT DISTINCT FROM part."table"
    LEFT JOIN document ON document.report_id = part.report_id AND part."table" IS NULL
    WHERE part.statistic = 'level' AND whole.statistic = 'level' AND whole.item IS NULL AND whole.place = 1
      AND (part."table" IS NOT NULL OR NOT regexp_matches(
            document.text[least(part."end", whole."end") : greatest(part.start, whole.start)], '\n\s*\n'))
),
-- A value is beside its total if one of its places is.
placed AS (
    SELECT *, bool_and(observation_id NOT IN (SELECT observation_id FROM companion)) OVER (
        PARTITION BY county_code, department_slug, year, measure, phase, statistic, item, scope, value) AS apart
    FROM first_choice
),
ranked AS (
    SELECT
        *,
        row_number() OVER choice          AS rank,
        first_value(value) OVER choice    AS chosen_value,
        first_value(foreign_report) OVER choice AS chosen_foreign,
        first_value(fiscal_year) OVER choice    AS chosen_year,
        first_value(prose) OVER choice    AS chosen_prose,
        first_value(times) OVER choice    AS chosen_times,
        first_value(apart) OVER choice    AS chosen_apart
    FROM placed
    WINDOW choice AS (
        PARTITION BY county_code, department_slug, year, measure, phase, statistic, item, scope
        ORDER BY foreign_report, fiscal_year DESC, prose, times DESC, apart, start, observation_id)
)
SELECT
    body.county_code, body.county, body.department_slug, body.department,
    ranked.* EXCLUDE (
        county_code, department_slug, foreign_report, prose, place, apart,
        chosen_value, chosen_foreign, chosen_year, chosen_prose, chosen_times, chosen_apart),
    CASE
        WHEN rank = 1                           THEN NULL
        WHEN foreign_report <> chosen_foreign   THEN '本年度报告优先于其他年度报告'
        WHEN fiscal_year <> chosen_year         THEN '上年数以较新的报告为准'
        WHEN prose <> chosen_prose              THEN '自评表、基础数据表优先于正文'
        WHEN times <> chosen_times              THEN '另一数值出现次数更多'
        WHEN apart <> chosen_apart              THEN '次数相同，采用与其合计数写在一处的数值'
        WHEN value = chosen_value               THEN '数值相同，采用文中首次出现处'
        ELSE '次数相同，采用文中首次出现的数值'
    END AS reason_lost
FROM ranked
JOIN body USING (county_code, department_slug)
ORDER BY county_code, department_slug, year, measure, phase, statistic, item, scope, rank;
