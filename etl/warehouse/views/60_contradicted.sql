-- The observations and indicator rows that a finding of 不符 speaks against: pages flag every figure that rests on one of them.
CREATE TABLE contradicted AS -- stored: every figure of a page asks it
SELECT DISTINCT observation_id, indicator_id, finding_evidence.start, finding_id, finding.fingerprint
FROM finding_evidence
JOIN finding USING (finding_id)
WHERE finding.outcome = '不符' AND (observation_id IS NOT NULL OR indicator_id IS NOT NULL)
ORDER BY observation_id, indicator_id, finding_id;

-- The same without the findings that persons have called 误报, each named by its id and its evidence's fingerprint.
CREATE MACRO still_contradicted(dismissed) AS TABLE
SELECT observation_id FROM contradicted
WHERE observation_id IS NOT NULL AND NOT list_contains(dismissed, finding_id || ' ' || fingerprint);

-- Of indicator rows, with the place that is spoken against: the score's, or the weight's.
CREATE MACRO still_contradicted_row(dismissed) AS TABLE
SELECT DISTINCT indicator_id, start FROM contradicted
WHERE indicator_id IS NOT NULL AND NOT list_contains(dismissed, finding_id || ' ' || fingerprint);
