-- The rows of the chosen subjects' self-evaluation tables under a convention, each with its place.
WITH chosen AS (
    SELECT
        unnest($county_codes) AS county_code, unnest($slugs) AS department_slug, unnest($years) AS year,
        unnest($labels) AS label, unnest(range(len($labels))) AS subject_order
)
SELECT
    found.report_id, found.scope, found.item AS name, CAST(found.weight AS DOUBLE) AS weight,
    CAST(found.claimed AS DOUBLE) AS claimed, CAST(found.recomputed AS DOUBLE) AS recomputed,
    CAST(found.difference AS DOUBLE) AS difference, found.computed, found.reason,
    coalesce(found.indicator_id, found.observation_id) AS figure
FROM chosen
JOIN report
    ON report.county_code = chosen.county_code AND report.department_slug = chosen.department_slug
   AND report.fiscal_year = chosen.year
JOIN recomputed_row AS found USING (report_id)
WHERE found.convention = $convention
ORDER BY chosen.subject_order, found.scope, found.ordinal;
