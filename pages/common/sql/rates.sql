-- 执行率 and 追加率 of the chosen subjects with their formula; the report's own rate counts where the inputs are not stated.
WITH chosen AS (
    SELECT
        unnest($county_codes) AS county_code, unnest($slugs) AS department_slug, unnest($years) AS year,
        unnest($labels) AS label, unnest(range(len($labels))) AS subject_order
),
rate AS (
    SELECT
        chosen.*, budget.* EXCLUDE (county_code, county, department_slug, department, year)
    FROM chosen
    LEFT JOIN budget USING (county_code, department_slug, year)
),
long AS (
    SELECT
        *, '执行率' AS series, 0 AS series_order,
        coalesce(execution_rate, execution_rate_stated) AS figure,
        CASE WHEN execution_rate IS NULL THEN execution_rate_id ELSE executed_id END AS figure_id,
        CASE WHEN execution_rate IS NULL THEN 'stated' ELSE 'computed' END AS figure_origin,
        CASE
            WHEN execution_rate IS NOT NULL
            THEN format('决算 {:,.2f} ÷ 全年预算 {:,.2f} × 100%', CAST(round(executed, 2) AS DOUBLE), CAST(round(adjusted, 2) AS DOUBLE))
                || CASE WHEN execution_rate_stated IS NULL THEN '' ELSE format('；报告自述 {:,.2f}%', CAST(round(execution_rate_stated, 2) AS DOUBLE)) END
        END AS figure_formula,
        CASE WHEN execution_rate IS NULL THEN [execution_rate_id] ELSE [executed_id, adjusted_id, execution_rate_id] END AS figure_inputs,
        coalesce(executed_conflict, false) OR coalesce(adjusted_conflict, false) AS figure_conflict,
        CASE
            WHEN executed IS NULL THEN coalesce(executed_reason, '未收集')
            WHEN adjusted IS NULL THEN coalesce(adjusted_reason, '未披露')
            ELSE '不适用'
        END AS figure_reason,
        CASE
            WHEN executed IS NULL THEN '缺决算支出合计'
            WHEN adjusted IS NULL THEN '缺全年预算数'
            ELSE '全年预算为零'
        END AS figure_detail
    FROM rate
    UNION ALL
    SELECT
        *, '追加率' AS series, 1 AS series_order,
        addition_rate, adjusted_id, 'computed',
        CASE
            WHEN addition_rate IS NOT NULL
            THEN format('（全年预算 {:,.2f} − 年初预算 {:,.2f}）÷ 年初预算 × 100%', CAST(round(adjusted, 2) AS DOUBLE), CAST(round(approved, 2) AS DOUBLE))
        END,
        [adjusted_id, approved_id],
        coalesce(approved_conflict, false) OR coalesce(adjusted_conflict, false),
        CASE
            WHEN adjusted IS NULL THEN coalesce(adjusted_reason, '未收集')
            WHEN approved IS NULL THEN coalesce(approved_reason, '未披露')
            ELSE '不适用'
        END,
        CASE
            WHEN adjusted IS NULL THEN '缺全年预算数'
            WHEN approved IS NULL THEN '缺年初预算数'
            ELSE '年初预算为零'
        END
    FROM rate
),
result AS (
    SELECT
        long.county_code, long.department_slug, long.label, long.year, long.subject_order, long.series, long.series_order,
        CAST(figure AS DOUBLE) AS value, '%' AS unit, figure_id AS observation_id, observation.report_id,
        figure_origin AS origin, figure_formula AS formula, figure_inputs AS inputs, figure_conflict AS conflict,
        CASE WHEN figure IS NULL THEN figure_reason END AS reason,
        CASE WHEN figure IS NULL THEN figure_detail END AS detail
    FROM long
    LEFT JOIN observation ON observation.observation_id = figure_id
)
SELECT result.* REPLACE (
    result.conflict OR coalesce(list_has_any(result.inputs, (SELECT list(observation_id) FROM still_contradicted($dismissed))), false) AS conflict
)
FROM result
ORDER BY subject_order, series_order;
