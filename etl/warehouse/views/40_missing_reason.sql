-- Why a figure is missing, for every county and year that the warehouse speaks of; a figure that is there has no row.
-- 未收集 no report of that year · 不适用 no such table in the report · 未识别 seen but not read · 未披露 not stated.
CREATE TABLE missing_reason AS -- stored: most pages ask it
WITH body_year AS (
    SELECT DISTINCT county_code, department_slug, year FROM headline WHERE scope = 'department'
    UNION
    SELECT county_code, department_slug, fiscal_year FROM report
),
present AS (
    SELECT DISTINCT county_code, department_slug, year, measure, phase
    FROM headline
    WHERE scope = 'department' AND (statistic = 'level' OR measure LIKE 'outcome.%')
),
known_gap AS (
    SELECT r.county_code, r.department_slug, g.year, g.measure, g.phase,
        arg_max(g.reason, r.fiscal_year) AS reason, arg_max(g.detail, r.fiscal_year) AS detail
    FROM gap AS g JOIN report AS r USING (report_id)
    WHERE g.scope = 'department'
    GROUP BY r.county_code, r.department_slug, g.year, g.measure, g.phase
),
self_evaluation AS (
    SELECT DISTINCT report_id FROM section WHERE section IN ('department_self_evaluation', 'project_self_evaluation')
)
SELECT
    body.county_code, body.county, body.department_slug, body.department,
    body_year.year, needed.measure, needed.phase,
    CASE
        WHEN known_gap.reason IS NOT NULL THEN known_gap.reason
        WHEN own.report_id IS NULL THEN '未收集'
        WHEN needed.measure = 'execution.score' AND self_evaluation.report_id IS NULL THEN '不适用'
        ELSE '未披露'
    END AS reason,
    CASE
        WHEN known_gap.reason IS NOT NULL THEN known_gap.detail
        WHEN own.report_id IS NULL THEN format('未收集到{}年度报告，其他年度报告也未提及', body_year.year)
        WHEN needed.measure = 'execution.score' AND self_evaluation.report_id IS NULL THEN '报告没有附自评表'
        ELSE '报告没有写明'
    END AS detail
FROM body_year
JOIN body USING (county_code, department_slug)
CROSS JOIN measure_phase AS needed
ANTI JOIN present
    ON present.county_code = body_year.county_code AND present.department_slug = body_year.department_slug
   AND present.year = body_year.year AND present.measure = needed.measure
   AND present.phase IS NOT DISTINCT FROM needed.phase
LEFT JOIN known_gap
    ON known_gap.county_code = body_year.county_code AND known_gap.department_slug = body_year.department_slug
   AND known_gap.year = body_year.year AND known_gap.measure = needed.measure
   AND known_gap.phase IS NOT DISTINCT FROM needed.phase
LEFT JOIN report AS own
    ON own.county_code = body_year.county_code AND own.department_slug = body_year.department_slug
   AND own.fiscal_year = body_year.year
LEFT JOIN self_evaluation ON self_evaluation.report_id = own.report_id
ORDER BY county_code, department_slug, year, measure, phase;
