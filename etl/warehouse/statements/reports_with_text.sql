-- The fields of etl.records.Report in their order, and the document text.
SELECT
    r.report_id, r.county_code, r.county, r.prefecture, r.province, r.department, r.department_slug, r.fiscal_year,
    r.title, r.file, r.sha256, d.text
FROM report AS r
JOIN document AS d USING (report_id)
WHERE r.report_id IN (SELECT unnest(?))
ORDER BY r.fiscal_year, r.report_id;
