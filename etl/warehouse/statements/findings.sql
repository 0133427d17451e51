-- Findings as `python -m etl check --json` prints them (data contract, section 6).
SELECT
    f.rule, f.outcome, f.report_id, f.title, f.message, f.gap,
    coalesce(
        list({measure: o.measure, value: o.value, stated_value: o.stated_value, start: o.start, "end": o."end"}
             ORDER BY e.ordinal) FILTER (o.observation_id IS NOT NULL),
        []) AS observations
FROM finding AS f
JOIN rule AS r USING (rule)
LEFT JOIN finding_evidence AS e USING (finding_id)
LEFT JOIN observation AS o ON o.observation_id = e.observation_id
GROUP BY f.finding_id, f.rule, f.outcome, f.report_id, f.title, f.message, f.gap, r.ordinal
ORDER BY f.report_id, r.ordinal, f.finding_id;
