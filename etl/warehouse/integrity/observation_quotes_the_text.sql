-- A quote is an exact piece of the document.
SELECT o.observation_id, o.quote
FROM observation AS o
JOIN document AS d USING (report_id)
WHERE o.quote = '' OR NOT contains(d.text, o.quote)
ORDER BY o.observation_id;
