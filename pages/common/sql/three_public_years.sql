-- One “三公” figure of the chosen counties over all years that the reports speak of; a year without a figure is a row without value.
WITH chosen AS (
    SELECT
        unnest($county_codes) AS county_code, unnest($slugs) AS department_slug, unnest($labels) AS label,
        unnest(range(len($labels))) AS subject_order
),
figure AS (
    FROM three_public WHERE measure = $measure AND phase = $phase
),
span AS (
    SELECT unnest(range(min(year), max(year) + 1)) AS year
    FROM figure JOIN chosen USING (county_code, department_slug)
),
base AS (
    FROM headline
    WHERE measure = 'expenditure.total' AND statistic = 'level' AND scope = 'department' AND item IS NULL
),
result AS (
    SELECT
        chosen.county_code, chosen.department_slug, chosen.label, CAST(span.year AS INTEGER) AS year, chosen.subject_order,
        CAST(span.year AS VARCHAR) || '年' AS series, span.year AS series_order,
        CAST(CASE $basis
            WHEN '占比' THEN figure.value / nullif(base.value, 0) * 100
            WHEN '人均' THEN figure.per_head
            ELSE figure.value
        END AS DOUBLE) AS value,
        CASE $basis WHEN '占比' THEN '%' WHEN '人均' THEN '万元/人' ELSE '万元' END AS unit,
        figure.observation_id, figure.report_id, figure.origin,
        CASE
            WHEN figure.value IS NULL THEN NULL
            WHEN $basis = '占比' THEN format('{:,.2f} ÷ 支出合计 {:,.2f} × 100%', CAST(round(figure.value, 2) AS DOUBLE), CAST(round(base.value, 2) AS DOUBLE))
            WHEN $basis = '人均' THEN format('{:,.2f} ÷ 在职人数 {}', CAST(round(figure.value, 2) AS DOUBLE), CAST(figure.staff AS INTEGER))
            ELSE figure.formula
        END AS formula,
        CASE $basis
            WHEN '占比' THEN list_append(figure.inputs, base.observation_id)
            WHEN '人均' THEN list_append(figure.inputs, figure.staff_id)
            ELSE figure.inputs
        END AS inputs,
        coalesce(figure.conflict, false) AS conflict,
        CASE
            WHEN figure.value IS NULL THEN coalesce(missing_reason.reason, '未收集')
            WHEN $basis = '占比' AND base.value IS NULL THEN coalesce(divisor.reason, '未披露')
            WHEN $basis = '人均' AND figure.per_head IS NULL THEN coalesce(divisor.reason, '未披露')
        END AS reason,
        CASE
            WHEN figure.value IS NULL THEN coalesce(missing_reason.detail, '没有该年度的报告')
            WHEN $basis = '占比' AND base.value IS NULL THEN '缺支出合计，无法计算占比'
            WHEN $basis = '人均' AND figure.per_head IS NULL THEN '缺在职人数，无法计算人均'
        END AS detail
    FROM chosen
    CROSS JOIN span
    LEFT JOIN figure
        ON figure.county_code = chosen.county_code AND figure.department_slug = chosen.department_slug AND figure.year = span.year
    LEFT JOIN base
        ON base.county_code = chosen.county_code AND base.department_slug = chosen.department_slug
       AND base.year = span.year AND base.phase = $phase
    LEFT JOIN missing_reason
        ON missing_reason.county_code = chosen.county_code AND missing_reason.department_slug = chosen.department_slug
       AND missing_reason.year = span.year AND missing_reason.measure = $measure AND missing_reason.phase = $phase
    LEFT JOIN missing_reason AS divisor
        ON divisor.county_code = chosen.county_code AND divisor.department_slug = chosen.department_slug
       AND divisor.year = span.year
       AND divisor.measure = CASE $basis WHEN '占比' THEN 'expenditure.total' WHEN '人均' THEN 'staff.on_payroll' END
       AND ($basis = '人均' OR divisor.phase = $phase)
)
SELECT result.* REPLACE (
    result.conflict OR coalesce(list_has_any(result.inputs, (SELECT list(observation_id) FROM still_contradicted($dismissed))), false) AS conflict
)
FROM result
ORDER BY subject_order, year;
