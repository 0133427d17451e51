-- The self-given total, and what text and table each say, of the chosen subjects' departments.
WITH chosen AS (
    SELECT
        unnest($county_codes) AS county_code, unnest($slugs) AS department_slug, unnest($years) AS year,
        unnest($labels) AS label, unnest(range(len($labels))) AS subject_order
),
long AS (
    SELECT county_code, department_slug, year, report_id, '自评总分' AS series, 0 AS series_order,
        score_total AS value, score_total_id AS observation_id, score_conflict AS conflict
    FROM self_score WHERE scope = 'department'
),
result AS (
    SELECT
        chosen.county_code, chosen.department_slug, chosen.label, chosen.year, chosen.subject_order,
        '自评总分' AS series, 0 AS series_order, CAST(long.value AS DOUBLE) AS value, '分' AS unit,
        long.observation_id, long.report_id, 'stated' AS origin, NULL::VARCHAR AS formula, [long.observation_id] AS inputs,
        coalesce(long.conflict, false) AS conflict,
        CASE WHEN long.value IS NULL THEN coalesce(missing_reason.reason, '未收集') END AS reason,
        CASE WHEN long.value IS NULL THEN coalesce(missing_reason.detail, '没有该年度的报告') END AS detail
    FROM chosen
    LEFT JOIN long USING (county_code, department_slug, year)
    LEFT JOIN missing_reason
        ON missing_reason.county_code = chosen.county_code AND missing_reason.department_slug = chosen.department_slug
       AND missing_reason.year = chosen.year AND missing_reason.measure = 'score.total'
)
SELECT result.* REPLACE (
    result.conflict OR coalesce(list_has_any(result.inputs, (SELECT list(observation_id) FROM still_contradicted($dismissed))), false) AS conflict
)
FROM result
ORDER BY subject_order;
