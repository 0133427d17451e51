-- The chosen observation of every headline key, and whether its competitors agree with it.
-- Only printed intervals that no single value satisfies disagree.
CREATE VIEW stated_headline AS
SELECT
    county_code, county, department_slug, department, year, measure, phase, statistic, item, scope,
    any_value(value) FILTER (rank = 1)          AS value,
    any_value(unit) FILTER (rank = 1)           AS unit,
    any_value(observation_id) FILTER (rank = 1) AS observation_id,
    any_value(report_id) FILTER (rank = 1)      AS report_id,
    any_value(fiscal_year) FILTER (rank = 1)    AS fiscal_year,
    count(*)                                    AS observations,
    count(DISTINCT value)                       AS distinct_values,
    max(low) > min(high)                        AS conflict,
    any_value(method) FILTER (rank = 1)         AS method,
    any_value(start) FILTER (rank = 1)          AS start,
    any_value("end") FILTER (rank = 1)          AS "end"
FROM observation_rank
GROUP BY county_code, county, department_slug, department, year, measure, phase, statistic, item, scope;
