-- What the given findings compared: figures, indicator rows, or pieces of text, each with its place.
SELECT
    finding_evidence.finding_id, finding_evidence.ordinal, finding_evidence.side, finding_evidence.report_id,
    finding_evidence.observation_id, finding_evidence.indicator_id, finding_evidence.start, finding_evidence."end",
    indicator.level3
FROM finding_evidence
LEFT JOIN indicator USING (indicator_id)
WHERE list_contains($findings, finding_evidence.finding_id)
ORDER BY finding_evidence.finding_id, finding_evidence.ordinal;
