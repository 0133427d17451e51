-- What the department's work brought about: levels and growth rates of the outcome measures.
CREATE VIEW outcome AS
SELECT
    h.county_code, h.county, h.department_slug, h.department, h.year, h.phase,
    h.measure, measure.name, measure.ordinal, h.statistic, h.item, h.value,
    CASE WHEN h.statistic = 'level' THEN h.unit ELSE '%' END AS unit,
    h.origin, h.formula, h.conflict, h.observation_id, h.report_id, h.fiscal_year
FROM headline AS h
JOIN measure USING (measure)
WHERE h.measure LIKE 'outcome.%' AND h.scope = 'department' AND h.statistic IN ('level', 'yoy_pct');
