-- No observation, indicator row, section, gap or text without its report.
WITH owned AS (
    SELECT 'observation' AS kind, report_id FROM observation
    UNION ALL SELECT 'indicator', report_id FROM indicator
    UNION ALL SELECT 'section', report_id FROM section
    UNION ALL SELECT 'gap', report_id FROM gap
    UNION ALL SELECT 'document', report_id FROM document
)
SELECT DISTINCT owned.kind, owned.report_id
FROM owned
ANTI JOIN report USING (report_id)
ORDER BY ALL;
