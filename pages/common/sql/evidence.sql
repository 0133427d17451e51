-- The given observations with their places, and how each report names itself.
SELECT
    observation.observation_id, observation.report_id, report.county, report.fiscal_year, report.title, report.file,
    measure.name AS measure_name, measure.definition, observation.phase, observation.statistic, observation.year, observation.item, observation.scope,
    CAST(observation.value AS DOUBLE) AS value, observation.unit, observation.stated_value, observation.stated_unit,
    observation.quote, observation.section, observation.method, observation.start, observation."end"
FROM observation
JOIN report USING (report_id)
JOIN measure USING (measure)
WHERE list_contains($ids, observation.observation_id)
ORDER BY observation.report_id, observation.start;
