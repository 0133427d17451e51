-- Every span of sections, indicator rows and gaps lies inside its document.
WITH span AS (
    SELECT 'section' AS kind, report_id, start, "end" FROM section
    UNION ALL SELECT 'indicator', report_id, start, "end" FROM indicator
    UNION ALL SELECT 'indicator row', report_id, row_start, row_end FROM indicator
    UNION ALL SELECT 'gap', report_id, start, "end" FROM gap
)
SELECT span.kind, span.report_id, span.start, span."end"
FROM span
LEFT JOIN document AS d USING (report_id)
WHERE d.text IS NULL OR span.start < 0 OR span.start > span."end" OR span."end" > length(d.text)
ORDER BY ALL;
