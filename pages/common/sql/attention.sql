-- What to look at first in the chosen subjects, gravest first; every line points at a figure in the report.
-- Lines of one gravity take turns: the largest of every subject, then the second of every subject, and so on.
WITH chosen AS (
    SELECT
        unnest($county_codes) AS county_code, unnest($slugs) AS department_slug, unnest($years) AS year,
        unnest($labels) AS label, unnest(range(len($labels))) AS subject_order
),
phase_name (phase, words) AS (
    VALUES ('approved', '年初预算'), ('adjusted', '全年预算'), ('executed', '决算'), ('target', '目标')
),
place AS (
    SELECT finding_id, arg_min(coalesce(observation_id, indicator_id), ordinal) AS figure
    FROM finding_evidence
    GROUP BY finding_id
),
line AS (
    SELECT
        '核验不符' AS tag, report.county_code, report.department_slug, report.fiscal_year AS year,
        place.figure AS observation_id, report.report_id, finding.message, rule.title AS rule_title, finding.gap,
        list_position(['错误', '疑点', '提示'], rule.severity) AS gravity,
        abs(finding.gap) / nullif(greatest(abs(left_low), abs(left_high), abs(right_low), abs(right_high)), 0) AS size
    FROM finding
    JOIN report USING (report_id)
    JOIN rule USING (rule)
    LEFT JOIN place USING (finding_id)
    WHERE finding.outcome = '不符'
      AND NOT list_contains($dismissed, finding.finding_id || ' ' || finding.fingerprint)
    UNION ALL
    SELECT '预算追加', county_code, department_slug, year, adjusted_id, NULL,
        format('全年预算{:,.2f}万元，为年初预算{:,.2f}万元的{:.2f}倍，追加率{:,.2f}%', CAST(adjusted AS DOUBLE), CAST(approved AS DOUBLE),
            CAST(adjusted / approved AS DOUBLE), CAST(addition_rate AS DOUBLE)), NULL, NULL, 1, addition_rate / 100
    FROM budget WHERE addition_rate > 100
    UNION ALL
    SELECT '执行偏离', county_code, department_slug, year, executed_id, NULL,
        format('决算{:,.2f}万元，为年初预算{:,.2f}万元的{:.2f}倍，未披露全年预算数', CAST(executed AS DOUBLE), CAST(approved AS DOUBLE),
            CAST(executed / approved AS DOUBLE)), NULL, NULL, 1, executed / approved - 1
    FROM budget WHERE adjusted IS NULL AND executed > approved * 1.5 AND approved > 0
    UNION ALL
    SELECT '关键数缺失', missing_reason.county_code, missing_reason.department_slug, missing_reason.year, NULL, NULL,
        string_agg(coalesce(phase_name.words, '') || measure.name, '、' ORDER BY measure.ordinal) || any_value(missing_reason.reason),
        NULL, NULL, 3, 1
    FROM missing_reason
    JOIN measure USING (measure)
    LEFT JOIN phase_name ON phase_name.phase = missing_reason.phase
    WHERE missing_reason.measure IN ('expenditure.total', 'score.total', 'execution.rate', 'three_public.total')
      AND coalesce(missing_reason.phase, '') <> 'target'
    GROUP BY missing_reason.county_code, missing_reason.department_slug, missing_reason.year, missing_reason.reason
)
SELECT
    line.tag, chosen.label, chosen.subject_order, line.message, line.rule_title, CAST(line.gap AS DOUBLE) AS gap,
    coalesce(observation.unit, CASE WHEN indicator.indicator_id IS NOT NULL THEN '分' END) AS unit,
    measure.name || coalesce('（' || phase_name.words || '）', '') AS about, line.observation_id,
    coalesce(line.report_id, observation.report_id, report.report_id) AS report_id
FROM line
JOIN chosen USING (county_code, department_slug, year)
LEFT JOIN observation USING (observation_id)
LEFT JOIN indicator ON indicator.indicator_id = line.observation_id
LEFT JOIN measure ON measure.measure = observation.measure
LEFT JOIN phase_name ON phase_name.phase = observation.phase
LEFT JOIN report
    ON report.county_code = chosen.county_code AND report.department_slug = chosen.department_slug AND report.fiscal_year = chosen.year
ORDER BY
    line.gravity,
    row_number() OVER (
        PARTITION BY line.gravity, chosen.subject_order ORDER BY line.size DESC NULLS LAST, line.message
    ),
    line.size DESC NULLS LAST, chosen.subject_order, line.message;
