-- The indicator rows of the chosen subjects' self-evaluation tables, department first, in the order of the report.
-- A finding may speak against a row's points (conflict) or against its weight.
WITH chosen AS (
    SELECT
        unnest($county_codes) AS county_code, unnest($slugs) AS department_slug, unnest($years) AS year,
        unnest($labels) AS label, unnest(range(len($labels))) AS subject_order
),
spoken_against AS (
    SELECT indicator.indicator_id, bool_or(place.start = indicator.start) AS score, bool_or(place.start <> indicator.start) AS weight
    FROM still_contradicted_row($dismissed) AS place
    JOIN indicator USING (indicator_id)
    GROUP BY indicator.indicator_id
)
SELECT
    chosen.label, chosen.subject_order, indicator.report_id, indicator.scope, indicator.indicator_id,
    indicator.level1, indicator.level2, indicator.level3, indicator.target, indicator.actual,
    CAST(indicator.weight AS DOUBLE) AS weight, CAST(indicator.score AS DOUBLE) AS score,
    CAST(indicator.weight - indicator.score AS DOUBLE) AS lost, indicator.reason AS explanation,
    indicator.row_start, indicator.row_end,
    coalesce(spoken_against.score, false) AS conflict, coalesce(spoken_against.weight, false) AS weight_conflict
FROM chosen
JOIN report
    ON report.county_code = chosen.county_code AND report.department_slug = chosen.department_slug
   AND report.fiscal_year = chosen.year
JOIN indicator ON indicator.report_id = report.report_id
LEFT JOIN spoken_against ON spoken_against.indicator_id = indicator.indicator_id
ORDER BY chosen.subject_order, indicator.scope <> 'department', indicator.scope, indicator.row_start;
