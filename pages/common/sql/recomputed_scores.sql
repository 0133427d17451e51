-- The chosen subjects' self-evaluation tables under a convention: claimed and recomputed, department first.
WITH chosen AS (
    SELECT
        unnest($county_codes) AS county_code, unnest($slugs) AS department_slug, unnest($years) AS year,
        unnest($labels) AS label, unnest(range(len($labels))) AS subject_order
)
SELECT
    chosen.label, found.report_id, found.scope, CAST(found.claimed AS DOUBLE) AS claimed,
    CAST(found.recomputed AS DOUBLE) AS recomputed, CAST(found.difference AS DOUBLE) AS difference,
    CAST(found.computed_share AS DOUBLE) AS share
FROM chosen
JOIN report
    ON report.county_code = chosen.county_code AND report.department_slug = chosen.department_slug
   AND report.fiscal_year = chosen.year
JOIN recomputed_score AS found USING (report_id)
WHERE found.convention = $convention
ORDER BY chosen.subject_order, found.ordinal;
