-- The lines of project expenditure, each with its share of the stated total of projects of the same phase.
CREATE VIEW project_item AS
SELECT
    line.county_code, line.county, line.department_slug, line.department, line.year, line.phase, line.item,
    line.value, line.origin, line.conflict, line.observation_id,
    project.value AS project_total, project.observation_id AS project_total_id,
    line.value / nullif(project.value, 0) * 100 AS share_pct
FROM headline AS line
LEFT JOIN headline AS project
    ON project.measure = 'expenditure.project' AND project.statistic = 'level' AND project.item IS NULL
   AND project.scope = 'department' AND project.county_code = line.county_code
   AND project.department_slug = line.department_slug AND project.year = line.year
   AND project.phase IS NOT DISTINCT FROM line.phase
WHERE line.measure = 'expenditure.project_item' AND line.statistic = 'level' AND line.scope = 'department';
