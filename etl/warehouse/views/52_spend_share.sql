-- Shares of spending: computed from the two amounts, beside the share that the report itself states.
-- NOT MATERIALIZED: DuckDB 2.0.0 waits forever on a LIMIT over a shared CTE that is joined to itself.
CREATE VIEW spend_share AS
WITH pair (measure, base_measure) AS (
    VALUES
        ('expenditure.basic', 'expenditure.total'), ('expenditure.project', 'expenditure.total'),
        ('expenditure.personnel', 'expenditure.basic'), ('expenditure.operating', 'expenditure.basic'),
        ('expenditure.wages', 'expenditure.total'), ('expenditure.goods_services', 'expenditure.total'),
        ('expenditure.household_subsidy', 'expenditure.total'), ('expenditure.enterprise_subsidy', 'expenditure.total')
),
figure AS NOT MATERIALIZED (
    FROM headline WHERE scope = 'department' AND statistic = 'level' AND item IS NULL
),
-- A stated share names its base in `item` ("占总支出"); a share of the budget is a completion rate, not a share of spending.
share AS (
    SELECT pair.base_measure, stated.*
    FROM headline AS stated
    JOIN pair ON pair.measure = stated.measure
    WHERE stated.scope = 'department' AND stated.statistic = 'share_pct'
      AND CASE
            WHEN stated.item IS NULL THEN true
            WHEN pair.base_measure = 'expenditure.basic' THEN contains(stated.item, '基本支出')
            ELSE NOT contains(stated.item, '基本支出') AND NOT contains(stated.item, '项目支出') AND NOT contains(stated.item, '预算')
          END
    QUALIFY row_number() OVER (
        PARTITION BY stated.county_code, stated.department_slug, stated.year, stated.phase, stated.measure
        ORDER BY stated.observations DESC, stated.start) = 1
)
SELECT
    part.county_code, part.county, part.department_slug, part.department, part.year, part.phase,
    part.measure, measure.name, pair.base_measure, base_name.name AS base_name,
    part.value, base.value AS base_value,
    part.value / nullif(base.value, 0) * 100 AS share_pct,
    share.value AS share_stated,
    part.observation_id, base.observation_id AS base_id, share.observation_id AS share_id,
    part.origin, part.conflict OR coalesce(base.conflict, false) AS conflict
FROM figure AS part
JOIN pair ON pair.measure = part.measure
JOIN measure ON measure.measure = part.measure
JOIN measure AS base_name ON base_name.measure = pair.base_measure
LEFT JOIN figure AS base
    ON base.measure = pair.base_measure AND base.county_code = part.county_code
   AND base.department_slug = part.department_slug AND base.year = part.year
   AND base.phase IS NOT DISTINCT FROM part.phase
LEFT JOIN share
    ON share.measure = part.measure AND share.county_code = part.county_code
   AND share.department_slug = part.department_slug AND share.year = part.year
   AND share.phase IS NOT DISTINCT FROM part.phase;
