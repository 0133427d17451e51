-- The tables of some reports, in reading order.
SELECT report_id, "table", start, "end", cells
FROM grid
WHERE report_id IN (SELECT unnest(?))
ORDER BY report_id, "table";
