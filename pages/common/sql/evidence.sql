-- The sentences of the given observations, and how each report names itself.
SELECT
    observation.observation_id, observation.report_id, report.county, report.fiscal_year, report.title, report.file,
    measure.name AS measure_name, observation.phase, observation.statistic, observation.year, observation.item, observation.scope,
    CAST(observation.value AS DOUBLE) AS value, observation.unit, observation.stated_value, observation.stated_unit,
    observation.quote, observation.section, observation.method, observation.start, observation."end",
    substr(document.text, greatest(observation.start - 60, 0) + 1, least(observation.start, 60)) AS before,
    substr(document.text, observation.start + 1, observation."end" - observation.start) AS stated,
    substr(document.text, observation."end" + 1, 60) AS after
FROM observation
JOIN report USING (report_id)
JOIN document USING (report_id)
JOIN measure USING (measure)
WHERE list_contains($ids, observation.observation_id)
ORDER BY observation.report_id, observation.start;
