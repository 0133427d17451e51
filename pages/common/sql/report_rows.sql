-- The indicator rows and sections of one report, for marks in its text; a row is marked at its points, for a mark
-- cannot reach over the border of a cell.
SELECT
    'indicator' AS kind, indicator_id AS id, start, "end", row_start, row_end, coalesce(level3, level2, level1, '') AS title,
    (indicator_id, start) IN (SELECT (indicator_id, start) FROM still_contradicted_row($dismissed)) AS conflict
FROM indicator WHERE report_id = $report
UNION ALL
SELECT 'section', section, start, "end", start, "end", title, false FROM section WHERE report_id = $report
ORDER BY start;
