-- All places that compete with one observation for the same headline, best first.
SELECT
    other.observation_id, other.report_id, other.rank, other.reason_lost, CAST(other.value AS DOUBLE) AS value, other.unit,
    other.stated_value, other.stated_unit, other.method, other.section, other.fiscal_year, other.start
FROM observation_rank AS own
JOIN observation_rank AS other
    ON other.county_code = own.county_code AND other.department_slug = own.department_slug AND other.year = own.year
   AND other.measure = own.measure AND other.phase IS NOT DISTINCT FROM own.phase AND other.statistic = own.statistic
   AND other.item IS NOT DISTINCT FROM own.item AND other.scope = own.scope
WHERE own.observation_id = $figure
ORDER BY other.rank;
