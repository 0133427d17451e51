-- A body is one department of one county; its names come from its newest report.
CREATE VIEW body AS
SELECT
    county_code,
    arg_max(county, fiscal_year)     AS county,
    arg_max(prefecture, fiscal_year) AS prefecture,
    arg_max(province, fiscal_year)   AS province,
    department_slug,
    arg_max(department, fiscal_year) AS department
FROM report
GROUP BY county_code, department_slug;
