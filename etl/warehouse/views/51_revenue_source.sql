-- Revenue by source. 财政拨款 is itself the sum of three sources: `subtotal` marks it where one of them is stated too.
-- NOT MATERIALIZED: DuckDB 2.0.0 waits forever on a LIMIT over a shared CTE that is joined to itself.
CREATE VIEW revenue_source AS
WITH figure AS NOT MATERIALIZED (
    FROM headline WHERE scope = 'department' AND statistic = 'level' AND item IS NULL AND measure LIKE 'revenue.%'
)
SELECT
    part.county_code, part.county, part.department_slug, part.department, part.year, part.phase,
    part.measure, measure.name, measure.ordinal, measure.parent,
    part.value, part.origin, part.conflict, part.observation_id,
    total.value AS total, total.observation_id AS total_id,
    part.value / nullif(total.value, 0) * 100 AS share_pct,
    EXISTS (
        SELECT 1
        FROM figure AS child
        JOIN measure AS child_measure ON child_measure.measure = child.measure
        WHERE child_measure.parent = part.measure
          AND child.county_code = part.county_code AND child.department_slug = part.department_slug
          AND child.year = part.year AND child.phase IS NOT DISTINCT FROM part.phase
    ) AS subtotal
FROM figure AS part
JOIN measure USING (measure)
LEFT JOIN figure AS total
    ON total.measure = 'revenue.total' AND total.county_code = part.county_code
   AND total.department_slug = part.department_slug AND total.year = part.year
   AND total.phase IS NOT DISTINCT FROM part.phase
WHERE part.measure <> 'revenue.total';
