-- The outcome of every finding of the chosen subjects' own reports, without those that persons have called 误报.
WITH chosen AS (
    SELECT
        unnest($county_codes) AS county_code, unnest($slugs) AS department_slug, unnest($years) AS year,
        unnest($labels) AS label
)
SELECT chosen.label, finding.outcome
FROM chosen
JOIN report
    ON report.county_code = chosen.county_code AND report.department_slug = chosen.department_slug
   AND report.fiscal_year = chosen.year
JOIN finding USING (report_id)
WHERE NOT list_contains($dismissed, finding.finding_id || ' ' || finding.fingerprint);
