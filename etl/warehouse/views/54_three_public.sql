-- “三公”经费 of all years that the reports speak of, derived points marked, with the year's staff for amounts per head.
CREATE VIEW three_public AS
SELECT
    money.county_code, money.county, money.department_slug, money.department, money.year, money.phase,
    money.measure, measure.name, measure.ordinal, measure.parent,
    money.value, money.origin, money.formula, money.inputs, money.observation_id, money.report_id, money.fiscal_year,
    money.conflict, staff.value AS staff, staff.observation_id AS staff_id,
    money.value / nullif(staff.value, 0) AS per_head
FROM headline AS money
JOIN measure USING (measure)
LEFT JOIN headline AS staff
    ON staff.measure = 'staff.on_payroll' AND staff.statistic = 'level' AND staff.item IS NULL
   AND staff.scope = 'department' AND staff.county_code = money.county_code
   AND staff.department_slug = money.department_slug AND staff.year = money.year
WHERE money.measure LIKE 'three_public.%' AND measure.unit = '万元' AND money.statistic = 'level'
  AND money.scope = 'department' AND money.item IS NULL;
