-- The chosen subjects' self-evaluation tables under a convention: claimed and recomputed, department first.
-- Every subject has a line for its department, also without a table: then `reason` says why there is nothing to recompute.
WITH chosen AS (
    SELECT
        unnest($county_codes) AS county_code, unnest($slugs) AS department_slug, unnest($years) AS year,
        unnest($labels) AS label, unnest(range(len($labels))) AS subject_order
),
found AS (
    FROM recomputed_score WHERE convention = $convention
),
scoped AS (
    SELECT report_id, scope, ordinal FROM found
    UNION ALL
    SELECT report.report_id, 'department', -1
    FROM report
    ANTI JOIN found ON found.report_id = report.report_id AND found.scope = 'department'
)
SELECT
    chosen.label, report.report_id, coalesce(scoped.scope, 'department') AS scope,
    CAST(coalesce(found.claimed, own.score_total) AS DOUBLE) AS claimed,
    CASE WHEN found.claimed IS NULL THEN own.score_total_id ELSE coalesce(own.score_table_id, own.score_total_id) END AS figure,
    CAST(found.recomputed AS DOUBLE) AS recomputed, CAST(found.difference AS DOUBLE) AS difference,
    CAST(found.computed_share AS DOUBLE) AS share,
    CASE
        WHEN report.report_id IS NULL THEN '没有该年度报告'
        WHEN found.report_id IS NULL THEN '报告没有附部门整体支出自评表'
        WHEN found.recomputed IS NULL THEN '表中有的指标没有得分'
    END AS reason
FROM chosen
LEFT JOIN report
    ON report.county_code = chosen.county_code AND report.department_slug = chosen.department_slug
   AND report.fiscal_year = chosen.year
LEFT JOIN scoped ON scoped.report_id = report.report_id
LEFT JOIN found ON found.report_id = scoped.report_id AND found.scope = scoped.scope
LEFT JOIN self_score AS own ON own.report_id = scoped.report_id AND own.scope = scoped.scope
ORDER BY chosen.subject_order, scoped.ordinal;
