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
-- A line that a complete list does not hold: to count it beside that list would be to count it twice.
left_out AS (
    SELECT DISTINCT evidence.observation_id
    FROM finding_evidence AS evidence
    JOIN finding USING (finding_id)
    WHERE finding.rule = 'PARTS-LINE-LEFT-OUT' AND finding.outcome = '存疑' AND evidence.side = 'left'
        AND NOT list_contains($dismissed, finding.finding_id || ' ' || finding.fingerprint)
),
result AS (
    SELECT
        chosen.county_code, chosen.department_slug, chosen.label, chosen.year, chosen.subject_order,
        CASE WHEN left_out.observation_id IS NULL THEN line.item ELSE line.item || '（另处写明，不计入合计）' END AS series,
        left_out.observation_id IS NOT NULL AS apart,
        row_number() OVER (PARTITION BY chosen.label ORDER BY line.value DESC) AS series_order,
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
            WHEN '占比' THEN format('{:,.2f} ÷ 项目支出 {:,.2f} × 100%', CAST(round(line.value, 2) AS DOUBLE), CAST(round(line.project_total, 2) AS DOUBLE))
            WHEN '人均' THEN format('{:,.2f} ÷ 在职人数 {}', CAST(round(line.value, 2) AS DOUBLE), CAST(staff.value AS INTEGER))
        END AS formula,
        CASE $basis
            WHEN '占比' THEN [line.observation_id, line.project_total_id]
            WHEN '人均' THEN [line.observation_id, staff.observation_id]
            ELSE [line.observation_id]
        END AS inputs,
        line.conflict OR left_out.observation_id IS NOT NULL AS conflict,
        CASE
            WHEN $basis = '占比' AND line.share_pct IS NULL THEN '未披露'
            WHEN $basis = '人均' AND staff.value IS NULL THEN '未披露'
        END AS reason,
        CASE
            WHEN $basis = '占比' AND line.share_pct IS NULL THEN '缺项目支出合计，无法计算占比'
            WHEN $basis = '人均' AND staff.value IS NULL THEN '缺在职人数，无法计算人均'
            WHEN left_out.observation_id IS NOT NULL THEN '另有明细合计恰为项目支出，本项不在其中，可能漏列或并入其他明细'
        END AS detail
    FROM chosen
    JOIN project_item AS line USING (county_code, department_slug, year)
    LEFT JOIN left_out ON left_out.observation_id = line.observation_id
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
