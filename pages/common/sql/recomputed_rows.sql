-- The rows of the chosen subjects' self-evaluation tables under a convention, each with its place.
-- The execution rate stands in the table's head and has no cells for target and actual value.
WITH chosen AS (
    SELECT
        unnest($county_codes) AS county_code, unnest($slugs) AS department_slug, unnest($years) AS year,
        unnest($labels) AS label, unnest(range(len($labels))) AS subject_order
)
SELECT
    found.report_id, found.scope, found.item AS name, CAST(found.weight AS DOUBLE) AS weight,
    CAST(found.claimed AS DOUBLE) AS claimed, CAST(found.recomputed AS DOUBLE) AS recomputed,
    CAST(found.difference AS DOUBLE) AS difference, found.computed, found.reason,
    CASE WHEN found.indicator_id IS NULL THEN '—' ELSE indicator.target END AS target,
    CASE WHEN found.indicator_id IS NULL THEN '—' ELSE indicator.actual END AS actual,
    coalesce(found.indicator_id, found.observation_id) AS figure,
    coalesce(
        found.indicator_id IN (SELECT indicator_id FROM still_contradicted_row($dismissed) JOIN indicator USING (indicator_id, start))
            OR found.observation_id IN (SELECT observation_id FROM still_contradicted($dismissed)), false) AS conflict
FROM chosen
JOIN report
    ON report.county_code = chosen.county_code AND report.department_slug = chosen.department_slug
   AND report.fiscal_year = chosen.year
JOIN recomputed_row AS found USING (report_id)
LEFT JOIN indicator ON indicator.indicator_id = found.indicator_id
WHERE found.convention = $convention
ORDER BY chosen.subject_order, found.scope, found.ordinal;
