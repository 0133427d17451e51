-- Points by dimension of the department's own 自评表, as 得分率; the execution row counts as a dimension of its own.
-- Its weight is not written in the table; the build has worked it out, and it is the same in every convention.
WITH chosen AS (
    SELECT
        unnest($county_codes) AS county_code, unnest($slugs) AS department_slug, unnest($years) AS year,
        unnest($labels) AS label, unnest(range(len($labels))) AS subject_order
),
dimension AS (
    SELECT county_code, department_slug, year, report_id, level1 AS series, first_row_start AS place,
        weight, score, lost, report_id || '@' || first_row_start AS row_id
    FROM score_dimension
    WHERE scope = 'department' AND level1 IS NOT NULL
    UNION ALL
    SELECT
        report.county_code, report.department_slug, report.fiscal_year, report.report_id, execution.item, -1, execution.weight,
        execution.claimed, execution.weight - execution.claimed, execution.observation_id
    FROM recomputed_row AS execution
    JOIN report USING (report_id)
    WHERE execution.scope = 'department' AND execution.observation_id IS NOT NULL AND execution.convention = 'pro_rata'
),
reported AS (
    SELECT chosen.*, dimension.* EXCLUDE (county_code, department_slug, year)
    FROM chosen JOIN dimension USING (county_code, department_slug, year)
),
series_of AS (
    SELECT series, min(place) AS place FROM reported GROUP BY series
)
SELECT
    chosen.county_code, chosen.department_slug, chosen.label, chosen.year, chosen.subject_order,
    series_of.series, row_number() OVER (PARTITION BY chosen.label ORDER BY series_of.place) AS series_order,
    CAST(reported.score / nullif(reported.weight, 0) * 100 AS DOUBLE) AS value, '%' AS unit,
    CAST(reported.score AS DOUBLE) AS score, CAST(reported.weight AS DOUBLE) AS weight, CAST(reported.lost AS DOUBLE) AS lost,
    reported.row_id AS observation_id, reported.report_id, 'computed' AS origin,
    CASE WHEN reported.score IS NOT NULL
        THEN format('得分 {:g} ÷ 分值 {:g} × 100%', CAST(reported.score AS DOUBLE), CAST(reported.weight AS DOUBLE)) END AS formula,
    [reported.row_id] AS inputs, false AS conflict,
    CASE WHEN reported.score IS NULL THEN CASE WHEN report.report_id IS NULL THEN '未收集' ELSE '不适用' END END AS reason,
    CASE WHEN reported.score IS NULL
        THEN CASE WHEN report.report_id IS NULL THEN '没有该年度的报告' ELSE '报告未附自评表或表中无此项' END END AS detail
FROM chosen
CROSS JOIN series_of
LEFT JOIN report
    ON report.county_code = chosen.county_code AND report.department_slug = chosen.department_slug
   AND report.fiscal_year = chosen.year
LEFT JOIN reported ON reported.label = chosen.label AND reported.series = series_of.series
ORDER BY chosen.subject_order, series_order;
