-- The lines of project expenditure that the reports name, largest first within a subject; shares are of the stated project total.
WITH chosen AS (
    SELECT
        unnest($county_codes) AS county_code, unnest($slugs) AS department_slug, unnest($years) AS year,
        unnest($labels) AS label, unnest(range(len($labels))) AS subject_order
),
staff AS (
    FROM headline
    WHERE measure = 'staff.on_payroll' AND statistic = 'level' AND scope = 'department' AND item IS NULL
),
result AS (
    SELECT
        chosen.county_code, chosen.department_slug, chosen.label, chosen.year, chosen.subject_order,
        line.item AS series, row_number() OVER (PARTITION BY chosen.label ORDER BY line.value DESC) AS series_order,
        CAST(CASE $basis
            WHEN '占比' THEN line.share_pct
            WHEN '人均' THEN line.value / nullif(staff.value, 0)
            ELSE line.value
        END AS DOUBLE) AS value,
        CASE $basis WHEN '占比' THEN '%' WHEN '人均' THEN '万元/人' ELSE '万元' END AS unit,
        CAST(line.value AS DOUBLE) AS amount, CAST(line.project_total AS DOUBLE) AS project_total,
        line.observation_id, observation.report_id,
        CASE WHEN $basis = '金额' THEN line.origin ELSE 'computed' END AS origin,
        CASE $basis
            WHEN '占比' THEN format('{:.2f} ÷ 项目支出 {:.2f} × 100%', CAST(line.value AS DOUBLE), CAST(line.project_total AS DOUBLE))
            WHEN '人均' THEN format('{:.2f} ÷ 在职人数 {}', CAST(line.value AS DOUBLE), CAST(staff.value AS INTEGER))
        END AS formula,
        CASE $basis
            WHEN '占比' THEN [line.observation_id, line.project_total_id]
            WHEN '人均' THEN [line.observation_id, staff.observation_id]
            ELSE [line.observation_id]
        END AS inputs,
        line.conflict,
        CASE
            WHEN $basis = '占比' AND line.share_pct IS NULL THEN '未披露'
            WHEN $basis = '人均' AND staff.value IS NULL THEN '未披露'
        END AS reason,
        CASE
            WHEN $basis = '占比' AND line.share_pct IS NULL THEN '缺项目支出合计，无法计算占比'
            WHEN $basis = '人均' AND staff.value IS NULL THEN '缺在职人数，无法计算人均'
        END AS detail
    FROM chosen
    JOIN project_item AS line USING (county_code, department_slug, year)
    LEFT JOIN observation ON observation.observation_id = line.observation_id
    LEFT JOIN staff
        ON staff.county_code = chosen.county_code AND staff.department_slug = chosen.department_slug AND staff.year = chosen.year
    WHERE line.phase = 'executed'
)
SELECT result.* REPLACE (
    result.conflict OR coalesce(list_has_any(result.inputs, (SELECT list(observation_id) FROM still_contradicted($dismissed))), false) AS conflict
)
FROM result
ORDER BY subject_order, series_order;
