-- “三公”: where a sum is not stated but parts of it are, what these come to, and in `stands_for` which ones, unless none lacks.
-- What is not stated adds nothing, no 0 either: a part is never called the whole. Parts of other sums may overlap.
CREATE TABLE stated_part AS -- stored: pages look here for what they miss
WITH level AS (
    FROM headline WHERE statistic = 'level' AND item IS NULL
),
family AS (
    SELECT parent, count(*) AS parts FROM measure WHERE parent LIKE 'three_public.%' GROUP BY parent
)
SELECT
    level.county_code, level.department_slug, level.year, family.parent AS measure, level.phase, level.scope,
    sum(level.value) AS value, arg_min(level.observation_id, measure.ordinal) AS observation_id,
    arg_min(level.report_id, measure.ordinal) AS report_id,
    CASE WHEN count(*) = 1 THEN any_value(level.origin) ELSE 'computed' END AS origin,
    CASE WHEN count(*) > 1 THEN string_agg(
        format('{} {:,.2f}', measure.name, CAST(round(level.value, 2) AS DOUBLE)), ' ＋ ' ORDER BY measure.ordinal) END AS formula,
    flatten(list(level.inputs ORDER BY measure.ordinal)) AS inputs, bool_or(level.conflict) AS conflict,
    CASE WHEN count(*) < any_value(family.parts)
        THEN '仅' || string_agg(measure.name, '、' ORDER BY measure.ordinal) END AS stands_for
FROM level
JOIN measure USING (measure)
JOIN family USING (parent)
ANTI JOIN level AS whole
    ON whole.county_code = level.county_code AND whole.department_slug = level.department_slug
   AND whole.year = level.year AND whole.measure = family.parent AND whole.scope = level.scope
   AND whole.phase IS NOT DISTINCT FROM level.phase
GROUP BY level.county_code, level.department_slug, level.year, family.parent, level.phase, level.scope
ORDER BY ALL;
