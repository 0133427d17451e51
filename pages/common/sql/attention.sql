-- What to look at first in the chosen subjects, most telling first; every line points at a figure in the report.
WITH chosen AS (
    SELECT
        unnest($county_codes) AS county_code, unnest($slugs) AS department_slug, unnest($years) AS year,
        unnest($labels) AS label, unnest(range(len($labels))) AS subject_order
),
level AS (
    FROM headline WHERE statistic = 'level' AND scope = 'department' AND item IS NULL
),
phase_name (phase, words) AS (
    VALUES ('approved', '年初预算'), ('adjusted', '全年预算'), ('executed', '决算'), ('target', '目标')
),
competing AS (
    SELECT
        rank_.county_code, rank_.department_slug, rank_.year, rank_.measure, rank_.phase,
        string_agg(DISTINCT regexp_replace(CAST(rank_.value AS VARCHAR), '\.?0+$', ''), '、') AS figures
    FROM observation_rank AS rank_
    WHERE rank_.statistic = 'level' AND rank_.scope = 'department' AND rank_.item IS NULL
    GROUP BY ALL
),
line AS (
    SELECT
        1 AS urgency, '数值不一致' AS tag, level.county_code, level.department_slug, level.year, level.observation_id, level.report_id,
        format('{}{}在报告内有不同的数：{}{}，采用{}', coalesce(phase_name.words, ''), measure.name, competing.figures, measure.unit,
            regexp_replace(CAST(level.value AS VARCHAR), '\.?0+$', '')) AS message
    FROM level
    JOIN measure USING (measure)
    LEFT JOIN phase_name ON phase_name.phase = level.phase
    JOIN competing
        ON competing.county_code = level.county_code AND competing.department_slug = level.department_slug
       AND competing.year = level.year AND competing.measure = level.measure
       AND competing.phase IS NOT DISTINCT FROM level.phase
    WHERE level.conflict AND level.origin = 'stated' AND NOT starts_with(level.measure, 'outcome.')
    UNION ALL
    SELECT 2, '预算追加', county_code, department_slug, year, adjusted_id, NULL,
        format('全年预算{:.2f}万元，为年初预算{:.2f}万元的{:.1f}倍，追加率{:.1f}%', CAST(adjusted AS DOUBLE), CAST(approved AS DOUBLE),
            CAST(adjusted / approved AS DOUBLE), CAST(addition_rate AS DOUBLE))
    FROM budget WHERE addition_rate > 100
    UNION ALL
    SELECT 3, '执行偏离', county_code, department_slug, year, executed_id, NULL,
        format('决算{:.2f}万元，为年初预算{:.2f}万元的{:.1f}倍，未披露全年预算数', CAST(executed AS DOUBLE), CAST(approved AS DOUBLE),
            CAST(executed / approved AS DOUBLE))
    FROM budget WHERE adjusted IS NULL AND executed > approved * 1.5 AND approved > 0
    UNION ALL
    SELECT 4, '三公超预算', spent.county_code, spent.department_slug, spent.year, spent.observation_id, spent.report_id,
        format('“三公”经费决算{:.2f}万元，高于预算{:.2f}万元', CAST(spent.value AS DOUBLE), CAST(planned.value AS DOUBLE))
    FROM level AS spent
    JOIN level AS planned
        ON planned.measure = spent.measure AND planned.county_code = spent.county_code
       AND planned.department_slug = spent.department_slug AND planned.year = spent.year AND planned.phase = 'approved'
    WHERE spent.measure = 'three_public.total' AND spent.phase = 'executed' AND spent.value > planned.value
    UNION ALL
    SELECT 5, '超编', staff.county_code, staff.department_slug, staff.year, staff.observation_id, staff.report_id,
        format('实际在职{}人，编制{}人，控制率{:.1f}%', CAST(staff.value AS INTEGER), CAST(posts.value AS INTEGER),
            CAST(staff.value / posts.value * 100 AS DOUBLE))
    FROM level AS staff
    JOIN level AS posts
        ON posts.measure = 'staff.authorized' AND posts.county_code = staff.county_code
       AND posts.department_slug = staff.department_slug AND posts.year = staff.year
    WHERE staff.measure = 'staff.on_payroll' AND staff.value > posts.value AND posts.value > 0
    UNION ALL
    SELECT 6, '关键数缺失', missing_reason.county_code, missing_reason.department_slug, missing_reason.year, NULL, NULL,
        string_agg(coalesce(phase_name.words, '') || measure.name, '、' ORDER BY measure.ordinal) || any_value(missing_reason.reason)
    FROM missing_reason
    JOIN measure USING (measure)
    LEFT JOIN phase_name ON phase_name.phase = missing_reason.phase
    WHERE missing_reason.measure IN ('expenditure.total', 'score.total', 'execution.rate', 'three_public.total')
      AND coalesce(missing_reason.phase, '') <> 'target'
    GROUP BY missing_reason.county_code, missing_reason.department_slug, missing_reason.year, missing_reason.reason
)
SELECT
    line.urgency, line.tag, chosen.label, chosen.subject_order, line.message, line.observation_id,
    coalesce(line.report_id, observation.report_id, report.report_id) AS report_id
FROM line
JOIN chosen USING (county_code, department_slug, year)
LEFT JOIN observation USING (observation_id)
LEFT JOIN report
    ON report.county_code = chosen.county_code AND report.department_slug = chosen.department_slug AND report.fiscal_year = chosen.year
ORDER BY line.urgency, chosen.subject_order, line.message;
