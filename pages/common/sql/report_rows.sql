-- The indicator rows and sections of one report, for marks in its text.
SELECT 'indicator' AS kind, indicator_id AS id, row_start AS start, row_end AS "end", coalesce(level3, level2, level1, '') AS title
FROM indicator WHERE report_id = $report
UNION ALL
SELECT 'section', section, start, "end", title FROM section WHERE report_id = $report
ORDER BY start;
