-- No observation, indicator row, section, gap, text or judgement without its report.
WITH owned AS (
    SELECT 'observation' AS kind, report_id FROM observation
    UNION ALL SELECT 'indicator', report_id FROM indicator
    UNION ALL SELECT 'section', report_id FROM section
    UNION ALL SELECT 'gap', report_id FROM gap
    UNION ALL SELECT 'document', report_id FROM document
    UNION ALL SELECT 'finding', report_id FROM finding
    UNION ALL SELECT 'common indicator', report_id FROM common_indicator
    UNION ALL SELECT 'recomputed score', report_id FROM recomputed_score
    UNION ALL SELECT 'recomputed row', report_id FROM recomputed_row
    UNION ALL SELECT 'assessment', report_id FROM assessment
)
SELECT DISTINCT owned.kind, owned.report_id
FROM owned
ANTI JOIN report USING (report_id)
ORDER BY ALL;
