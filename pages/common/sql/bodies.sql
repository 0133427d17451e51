-- Each department of each county with its reports: what the filters offer.
SELECT
    body.county_code, body.county, body.prefecture, body.department_slug, body.department,
    max(report.fiscal_year)                                  AS latest,
    list(report.fiscal_year ORDER BY report.fiscal_year)     AS years
FROM body
JOIN report USING (county_code, department_slug)
GROUP BY ALL
ORDER BY body.county_code, body.department_slug;
