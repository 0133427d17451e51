-- One value per county, department, year, measure, phase, statistic, item and scope: stated, or derived and marked so.
CREATE TABLE headline AS -- stored: most views stand on it
SELECT
    county_code, county, department_slug, department, year, measure, phase, statistic, item, scope,
    value, unit, observation_id, report_id, fiscal_year,
    'stated' AS origin, NULL::VARCHAR AS formula, [observation_id] AS inputs,
    observations, distinct_values, conflict, method, start, "end"
FROM stated_headline
UNION ALL
SELECT
    county_code, county, department_slug, department, year, measure, phase, statistic, item, scope,
    value, unit, observation_id, report_id, fiscal_year,
    'derived' AS origin, formula, inputs,
    0 AS observations, 0 AS distinct_values, conflict, 'derived' AS method, start, "end"
FROM derived_headline
ORDER BY ALL;
