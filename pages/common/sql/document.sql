-- One report's text.
SELECT report.report_id, report.title, report.county, report.fiscal_year, report.file, document.text
FROM report JOIN document USING (report_id)
WHERE report.report_id = $report;
