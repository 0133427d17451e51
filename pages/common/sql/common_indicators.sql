-- 共性指标 of the chosen subjects' own reports, in the framework's order; a missing one with what is missing.
-- An indicator is flagged where one of its figures is contradicted, or not the same in all places.
-- The calculation ends with the same decimals as the value above it: 130.00%, not 130%.
WITH chosen AS (
    SELECT
        unnest($county_codes) AS county_code, unnest($slugs) AS department_slug, unnest($years) AS year,
        unnest($labels) AS label, unnest(range(len($labels))) AS subject_order
),
doubted AS (
    SELECT observation_id FROM still_contradicted($dismissed)
    UNION
    SELECT observation_id FROM headline WHERE conflict
)
SELECT
    chosen.label, found.report_id, found.name AS series, CAST(found.value AS DOUBLE) AS value, '%' AS unit,
    found.numerator_id AS observation_id,
    list_filter([found.numerator_id, found.denominator_id], lambda id: id IS NOT NULL) AS inputs,
    'computed' AS origin,
    CASE WHEN found.value IS NOT NULL
        THEN regexp_replace(found.calculation, '＝ [^＝]*$', format('＝ {:,.2f}%', CAST(found.value AS DOUBLE))) END AS formula,
    found.formula AS rule, found.reason, '缺' || found.missing AS detail,
    coalesce(found.expected, '') AS expected, found.note,
    coalesce(list_has_any(
        [found.numerator_id, found.denominator_id], (SELECT list(observation_id) FROM doubted)), false) AS conflict
FROM chosen
JOIN report
    ON report.county_code = chosen.county_code AND report.department_slug = chosen.department_slug
   AND report.fiscal_year = chosen.year
JOIN common_indicator AS found USING (report_id)
ORDER BY chosen.subject_order, found.ordinal;
