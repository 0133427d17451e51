-- All reports, for the reader's choice.
SELECT report_id, county_code, county, department, department_slug, fiscal_year, title, file
FROM report
ORDER BY county_code, department_slug, fiscal_year DESC;
