-- What the given findings compared: figures, indicator rows, or pieces of text, each with its place.
SELECT
    finding_evidence.finding_id, finding_evidence.ordinal, finding_evidence.side, finding_evidence.report_id,
    finding_evidence.observation_id, finding_evidence.indicator_id, finding_evidence.start, finding_evidence."end",
    indicator.level3, indicator.scope AS indicator_scope,
    (
        SELECT arg_max(section.title, section.start) FROM section
        WHERE section.report_id = finding_evidence.report_id
          AND finding_evidence.start >= section.start AND finding_evidence.start < section."end"
    ) AS section_title
FROM finding_evidence
LEFT JOIN indicator USING (indicator_id)
WHERE list_contains($findings, finding_evidence.finding_id)
ORDER BY finding_evidence.finding_id, finding_evidence.ordinal;
