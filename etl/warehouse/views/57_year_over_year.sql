-- Every level beside the level of the year before, and beside the change that the report itself states.
CREATE VIEW year_over_year AS
SELECT
    now.county_code, now.county, now.department_slug, now.department, now.year,
    now.measure, now.phase, now.item, now.scope, now.unit,
    now.value, now.origin, now.observation_id,
    before.value AS previous, before.origin AS previous_origin, before.formula AS previous_formula,
    before.observation_id AS previous_id,
    now.value - before.value AS change,
    (now.value - before.value) / nullif(before.value, 0) * 100 AS change_pct,
    change.value AS stated_change, change.observation_id AS stated_change_id,
    growth.value AS stated_pct, growth.observation_id AS stated_pct_id
FROM headline AS now
LEFT JOIN headline AS before
    ON before.statistic = 'level' AND before.year = now.year - 1 AND before.county_code = now.county_code
   AND before.department_slug = now.department_slug AND before.measure = now.measure AND before.scope = now.scope
   AND before.phase IS NOT DISTINCT FROM now.phase AND before.item IS NOT DISTINCT FROM now.item
LEFT JOIN headline AS change
    ON change.statistic = 'yoy_change' AND change.year = now.year AND change.county_code = now.county_code
   AND change.department_slug = now.department_slug AND change.measure = now.measure AND change.scope = now.scope
   AND change.phase IS NOT DISTINCT FROM now.phase AND change.item IS NOT DISTINCT FROM now.item
LEFT JOIN headline AS growth
    ON growth.statistic = 'yoy_pct' AND growth.year = now.year AND growth.county_code = now.county_code
   AND growth.department_slug = now.department_slug AND growth.measure = now.measure AND growth.scope = now.scope
   AND growth.phase IS NOT DISTINCT FROM now.phase AND growth.item IS NOT DISTINCT FROM now.item
WHERE now.statistic = 'level';
