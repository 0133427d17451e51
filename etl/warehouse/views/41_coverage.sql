-- Per report: which figures of the catalogue it states about its own year, and why the others are missing.
CREATE VIEW coverage AS
WITH stated AS (
    SELECT o.report_id, o.measure, o.phase, count(*) AS observations
    FROM observation AS o
    JOIN report AS r ON r.report_id = o.report_id AND r.fiscal_year = o.year
    WHERE o.scope = 'department' AND (o.statistic = 'level' OR o.measure LIKE 'outcome.%')
    GROUP BY o.report_id, o.measure, o.phase
),
known_gap AS (
    SELECT g.report_id, g.measure, g.phase, min_by(g.reason, g.start) AS reason, min_by(g.detail, g.start) AS detail
    FROM gap AS g
    JOIN report AS r ON r.report_id = g.report_id AND r.fiscal_year = g.year
    WHERE g.scope = 'department'
    GROUP BY g.report_id, g.measure, g.phase
),
self_evaluation AS (
    SELECT DISTINCT report_id FROM section WHERE section IN ('department_self_evaluation', 'project_self_evaluation')
),
reasoned AS (
    SELECT
        r.county_code, r.county, r.department_slug, r.department, r.fiscal_year AS year, r.report_id,
        needed.measure, needed.name, needed.ordinal, needed.phase,
        stated.observations IS NOT NULL AS present,
        coalesce(stated.observations, 0) AS observations,
        CASE
            WHEN known_gap.reason IS NOT NULL THEN known_gap.reason
            WHEN needed.measure = 'execution.score' AND self_evaluation.report_id IS NULL THEN '不适用'
            ELSE '未披露'
        END AS reason,
        CASE
            WHEN known_gap.reason IS NOT NULL THEN known_gap.detail
            WHEN needed.measure = 'execution.score' AND self_evaluation.report_id IS NULL THEN '报告没有附自评表'
            ELSE '报告没有写明'
        END AS detail
    FROM report AS r
    CROSS JOIN measure_phase AS needed
    LEFT JOIN stated
        ON stated.report_id = r.report_id AND stated.measure = needed.measure
       AND stated.phase IS NOT DISTINCT FROM needed.phase
    LEFT JOIN known_gap
        ON known_gap.report_id = r.report_id AND known_gap.measure = needed.measure
       AND known_gap.phase IS NOT DISTINCT FROM needed.phase
    LEFT JOIN self_evaluation ON self_evaluation.report_id = r.report_id
)
SELECT * REPLACE (CASE WHEN present THEN NULL ELSE reason END AS reason, CASE WHEN present THEN NULL ELSE detail END AS detail)
FROM reasoned;
