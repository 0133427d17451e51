-- The reports of one department of one county, years in order: what the rules compare with each other.
SELECT list(report_id ORDER BY fiscal_year) FROM report
GROUP BY county_code, department_slug ORDER BY county_code, department_slug;
