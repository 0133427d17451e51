-- What the rules found about one figure, or about one place of a report; 符合 and 无法核验 say nothing against it.
SELECT DISTINCT
    finding.finding_id, finding.outcome, rule.title AS rule_title, rule.ordinal, finding.message, finding.fingerprint
FROM finding_evidence
JOIN finding USING (finding_id)
JOIN rule USING (rule)
WHERE (
        $figure IN (finding_evidence.observation_id, finding_evidence.indicator_id)
        OR (finding_evidence.report_id = $report AND finding_evidence.start = $start AND finding_evidence."end" = $end)
    ) AND finding.outcome IN ('不符', '存疑')
ORDER BY finding.outcome, rule.ordinal;
