-- The asked figures of the chosen subjects, as amounts, as shares of a base, or per head of staff.
-- A page asks for all of its figures at once: planning this statement takes longer than running it.
-- One row a subject and figure, also where there is none: then `reason` and `detail` say why.
WITH chosen AS (
    SELECT
        unnest($county_codes) AS county_code, unnest($slugs) AS department_slug, unnest($years) AS year,
        unnest($labels) AS label, unnest(range(len($labels))) AS subject_order
),
asked AS (
    SELECT
        unnest($frames) AS frame, unnest($measures) AS measure, nullif(unnest($phases), '') AS phase,
        unnest($series) AS series, unnest(range(len($series))) AS series_order,
        unnest($partly) AS partly, unnest($bases) AS asked_basis, unnest($base_measures) AS base_measure, nullif(unnest($base_phases), '') AS base_phase
),
level AS (
    FROM headline WHERE statistic = 'level' AND scope = 'department' AND item IS NULL
),
given AS (
    SELECT
        county_code, department_slug, year, measure, phase, value, observation_id, report_id, origin, formula, inputs, conflict,
        NULL AS stands_for, false AS of_parts
    FROM level
    UNION ALL
    SELECT
        county_code, department_slug, year, measure, phase, value, observation_id, report_id, origin, formula, inputs, conflict,
        stands_for, true
    FROM stated_part
    WHERE scope = 'department'
),
staff AS (
    FROM level WHERE measure = 'staff.on_payroll'
),
base AS (
    SELECT level.*, measure.name
    FROM level JOIN measure USING (measure)
    WHERE list_contains($base_measures, level.measure)
),
joined AS (
    SELECT
        chosen.*, asked.*, measure.name AS measure_name, measure.unit AS own_unit,
        level.value AS amount, level.observation_id, level.report_id, level.origin AS own_origin,
        level.formula AS own_formula, level.inputs AS own_inputs, level.conflict, level.stands_for,
        coalesce(missing_reason.reason, CASE WHEN level.value IS NULL THEN '未收集' END) AS own_reason,
        divisor.reason AS divisor_reason,
        coalesce(missing_reason.detail, CASE WHEN level.value IS NULL THEN '没有该年度的报告' END) AS own_detail,
        CASE WHEN measure.unit <> '万元' THEN '金额' ELSE asked.asked_basis END AS basis,
        base.value AS base_value, base.observation_id AS base_id, base.conflict AS base_conflict,
        CASE base.phase WHEN 'approved' THEN '年初预算' WHEN 'adjusted' THEN '全年预算' WHEN 'executed' THEN '决算' ELSE '' END
            || base.name AS base_name,
        staff.value AS staff_value, staff.observation_id AS staff_id,
        -- A part above its own total (a unit slip, say) gives no share: what is wrong must be found out first.
        asked.base_phase IS NULL AND level.value > base.value * 1.005 AS over_total
    FROM chosen
    CROSS JOIN asked
    JOIN measure ON measure.measure = asked.measure
    LEFT JOIN given AS level
        ON level.county_code = chosen.county_code AND level.department_slug = chosen.department_slug
       AND level.year = chosen.year AND level.measure = asked.measure
       AND level.phase IS NOT DISTINCT FROM asked.phase AND (asked.partly OR NOT level.of_parts)
    LEFT JOIN base
        ON base.county_code = chosen.county_code AND base.department_slug = chosen.department_slug
       AND base.year = chosen.year AND base.measure = asked.base_measure
       AND base.phase IS NOT DISTINCT FROM coalesce(asked.base_phase, asked.phase)
    LEFT JOIN staff
        ON staff.county_code = chosen.county_code AND staff.department_slug = chosen.department_slug
       AND staff.year = chosen.year
    LEFT JOIN missing_reason
        ON missing_reason.county_code = chosen.county_code AND missing_reason.department_slug = chosen.department_slug
       AND missing_reason.year = chosen.year AND missing_reason.measure = asked.measure
       AND missing_reason.phase IS NOT DISTINCT FROM asked.phase
    -- Why there is nothing to divide by: the total, or the staff.
    LEFT JOIN missing_reason AS divisor
        ON divisor.county_code = chosen.county_code AND divisor.department_slug = chosen.department_slug
       AND divisor.year = chosen.year
       AND divisor.measure = CASE asked.asked_basis WHEN '占比' THEN asked.base_measure WHEN '人均' THEN 'staff.on_payroll' END
       AND (asked.asked_basis = '人均' OR divisor.phase IS NOT DISTINCT FROM coalesce(asked.base_phase, asked.phase))
),
result AS (
    SELECT
        county_code, department_slug, label, year, subject_order, frame, series, series_order,
        CAST(CASE basis
            WHEN '占比' THEN CASE WHEN over_total THEN NULL ELSE amount / nullif(base_value, 0) * 100 END
            WHEN '人均' THEN amount / nullif(staff_value, 0)
            ELSE amount
        END AS DOUBLE) AS value,
        CASE basis WHEN '占比' THEN '%' WHEN '人均' THEN own_unit || '/人' ELSE own_unit END AS unit,
        observation_id, report_id,
        CASE WHEN basis = '金额' OR own_origin = 'derived' THEN own_origin ELSE 'computed' END AS origin,
        CASE
            WHEN amount IS NULL THEN NULL
            WHEN basis = '占比' THEN format('{} {:,.2f} ÷ {} {:,.2f} × 100%', series, CAST(round(amount, 2) AS DOUBLE), base_name, CAST(round(base_value, 2) AS DOUBLE))
            WHEN basis = '人均' THEN format('{} {:,.2f} ÷ 在职人数 {}', series, CAST(round(amount, 2) AS DOUBLE), CAST(staff_value AS INTEGER))
            ELSE own_formula
        END AS formula,
        stands_for, CAST(amount AS DOUBLE) AS amount, CAST(base_value AS DOUBLE) AS whole,
        CASE basis
            WHEN '占比' THEN list_append(own_inputs, base_id)
            WHEN '人均' THEN list_append(own_inputs, staff_id)
            ELSE own_inputs
        END AS inputs,
        coalesce(conflict, false) OR (basis = '占比' AND coalesce(base_conflict, false)) AS conflict,
        CASE
            WHEN amount IS NULL THEN own_reason
            WHEN basis = '占比' AND base_value IS NULL OR basis = '人均' AND staff_value IS NULL THEN coalesce(divisor_reason, '未披露')
            WHEN basis = '占比' AND base_value = 0 OR basis = '人均' AND staff_value = 0 THEN '不适用'
            WHEN basis = '占比' AND over_total THEN '冲突待核'
        END AS reason,
        CASE
            WHEN amount IS NULL THEN own_detail
            WHEN basis = '占比' AND coalesce(base_value, 0) = 0 THEN '缺作分母的支出或收入合计，或其为零，无法计算占比'
            WHEN basis = '占比' AND over_total
            THEN format('{} {:,.2f} 大于{} {:,.2f}，核实前不计算占比', series, CAST(round(amount, 2) AS DOUBLE), base_name, CAST(round(base_value, 2) AS DOUBLE))
            WHEN basis = '人均' AND coalesce(staff_value, 0) = 0 THEN '报告未披露当年在职人数，无法计算人均'
            WHEN stands_for IS NOT NULL THEN format('报告没有写明{}，只写明其中一部分（{}）', measure_name, stands_for)
        END AS detail
    FROM joined
)
SELECT result.* REPLACE (
    result.conflict OR coalesce(list_has_any(result.inputs, (SELECT list(observation_id) FROM still_contradicted($dismissed))), false) AS conflict
)
FROM result
ORDER BY subject_order, series_order;
