-- 自评工作考核评分表 of the chosen subjects' reports, line by line, with the place of each line's first evidence.
WITH chosen AS (
    SELECT
        unnest($county_codes) AS county_code, unnest($slugs) AS department_slug, unnest($years) AS year,
        unnest($labels) AS label, unnest(range(len($labels))) AS subject_order
)
SELECT
    chosen.label, found.report_id, found.part, found.item, found.standard, CAST(found.points AS DOUBLE) AS points,
    CAST(found.lowest AS DOUBLE) AS lowest, CAST(found.highest AS DOUBLE) AS highest, found.status, found.reason,
    CAST(sum(found.lowest) OVER form AS DOUBLE) AS form_lowest,
    CAST(sum(found.highest) OVER form AS DOUBLE) AS form_highest,
    coalesce(
        evidence.observation_id, evidence.indicator_id,
        'place@' || evidence.start || '-' || evidence."end") AS figure
FROM chosen
JOIN report
    ON report.county_code = chosen.county_code AND report.department_slug = chosen.department_slug
   AND report.fiscal_year = chosen.year
JOIN assessment AS found USING (report_id)
LEFT JOIN assessment_evidence AS evidence
    ON evidence.report_id = found.report_id AND evidence.line = found.line AND evidence.ordinal = 0
WINDOW form AS (PARTITION BY chosen.subject_order)
ORDER BY chosen.subject_order, found.line;
