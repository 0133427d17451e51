-- 年初预算 → 全年预算 → 决算 of each county's department and year, with the figures that the two rates are computed from.
CREATE TABLE budget AS -- stored: planning it takes longer than reading it
WITH figure AS (
    SELECT *, measure || coalesce('/' || phase, '') AS name
    FROM headline
    WHERE scope = 'department' AND statistic = 'level' AND item IS NULL
      AND measure IN ('expenditure.total', 'revenue.total', 'execution.rate', 'staff.on_payroll')
),
wide AS (
    SELECT
        county_code, department_slug, year,
        any_value(value) FILTER (name = 'expenditure.total/approved')          AS approved,
        any_value(observation_id) FILTER (name = 'expenditure.total/approved') AS approved_id,
        any_value(origin) FILTER (name = 'expenditure.total/approved')         AS approved_origin,
        any_value(conflict) FILTER (name = 'expenditure.total/approved')       AS approved_conflict,
        any_value(value) FILTER (name = 'expenditure.total/adjusted')          AS adjusted,
        any_value(observation_id) FILTER (name = 'expenditure.total/adjusted') AS adjusted_id,
        any_value(origin) FILTER (name = 'expenditure.total/adjusted')         AS adjusted_origin,
        any_value(conflict) FILTER (name = 'expenditure.total/adjusted')       AS adjusted_conflict,
        any_value(value) FILTER (name = 'expenditure.total/executed')          AS executed,
        any_value(observation_id) FILTER (name = 'expenditure.total/executed') AS executed_id,
        any_value(origin) FILTER (name = 'expenditure.total/executed')         AS executed_origin,
        any_value(conflict) FILTER (name = 'expenditure.total/executed')       AS executed_conflict,
        any_value(value) FILTER (name = 'execution.rate')                      AS execution_rate_stated,
        any_value(observation_id) FILTER (name = 'execution.rate')             AS execution_rate_id,
        any_value(value) FILTER (name = 'revenue.total/approved')              AS revenue_approved,
        any_value(observation_id) FILTER (name = 'revenue.total/approved')     AS revenue_approved_id,
        any_value(value) FILTER (name = 'revenue.total/executed')              AS revenue_executed,
        any_value(observation_id) FILTER (name = 'revenue.total/executed')     AS revenue_executed_id,
        any_value(value) FILTER (name = 'staff.on_payroll')                    AS staff,
        any_value(observation_id) FILTER (name = 'staff.on_payroll')           AS staff_id
    FROM (
        SELECT county_code, department_slug, year, name, value, observation_id, origin, conflict FROM figure
        UNION ALL
        SELECT county_code, department_slug, fiscal_year, NULL, NULL, NULL, NULL, NULL FROM report
    )
    GROUP BY county_code, department_slug, year
),
reason AS (
    SELECT
        county_code, department_slug, year,
        any_value(reason) FILTER (phase = 'approved') AS approved_reason,
        any_value(reason) FILTER (phase = 'adjusted') AS adjusted_reason,
        any_value(reason) FILTER (phase = 'executed') AS executed_reason
    FROM missing_reason
    WHERE measure = 'expenditure.total'
    GROUP BY county_code, department_slug, year
)
SELECT
    body.county_code, body.county, body.department_slug, body.department, wide.year,
    wide.* EXCLUDE (county_code, department_slug, year),
    CASE WHEN approved IS NULL THEN approved_reason END AS approved_reason,
    CASE WHEN adjusted IS NULL THEN adjusted_reason END AS adjusted_reason,
    CASE WHEN executed IS NULL THEN executed_reason END AS executed_reason,
    executed / nullif(adjusted, 0) * 100              AS execution_rate,
    (adjusted - approved) / nullif(approved, 0) * 100 AS addition_rate
FROM wide
JOIN body USING (county_code, department_slug)
LEFT JOIN reason USING (county_code, department_slug, year)
ORDER BY county_code, department_slug, year;
