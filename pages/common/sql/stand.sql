-- What the chosen subjects' own reports hold: how many there are, their figures, and how many figures differ from place to place.
WITH chosen AS (
    SELECT unnest($county_codes) AS county_code, unnest($slugs) AS department_slug, unnest($years) AS fiscal_year
),
own AS (
    SELECT DISTINCT report.report_id FROM chosen JOIN report USING (county_code, department_slug, fiscal_year)
)
SELECT
    (SELECT count(*) FROM own) AS reports,
    (SELECT count(*) FROM observation JOIN own USING (report_id)) AS observations,
    (SELECT count(*) FROM headline JOIN own USING (report_id) WHERE conflict AND origin = 'stated') AS conflicts;
