-- The first promise: the text between start and end is the number as stated.
SELECT o.observation_id, o.stated_value, substring(d.text, o.start + 1, o."end" - o.start) AS found
FROM observation AS o
LEFT JOIN document AS d USING (report_id)
WHERE substring(d.text, o.start + 1, o."end" - o.start) IS DISTINCT FROM o.stated_value
ORDER BY o.observation_id;
