-- The findings of the rules in the chosen subjects' own reports, in the order of the rules.
WITH chosen AS (
    SELECT
        unnest($county_codes) AS county_code, unnest($slugs) AS department_slug, unnest($years) AS year,
        unnest($labels) AS label, unnest(range(len($labels))) AS subject_order
)
SELECT
    finding.finding_id, finding.report_id, chosen.label, chosen.subject_order, report.county, report.department,
    report.fiscal_year, rule.rule, rule.ordinal, rule.family, rule.title AS rule_title, rule.severity, rule.cites,
    rule.tolerance, rule.advice, finding.outcome, finding.message, finding.fingerprint, CAST(finding.gap AS DOUBLE) AS gap,
    CAST(abs(finding.gap) / nullif(greatest(abs(finding.left_low), abs(finding.left_high), abs(finding.right_low), abs(finding.right_high)), 0) AS DOUBLE)
        AS size,
    explaining_rule.title AS follows_title
FROM chosen
JOIN report
    ON report.county_code = chosen.county_code AND report.department_slug = chosen.department_slug
   AND report.fiscal_year = chosen.year
JOIN finding ON finding.report_id = report.report_id
JOIN rule USING (rule)
LEFT JOIN finding AS explaining ON explaining.finding_id = finding.follows
LEFT JOIN rule AS explaining_rule ON explaining_rule.rule = explaining.rule
ORDER BY chosen.subject_order, rule.ordinal, finding.finding_id;
