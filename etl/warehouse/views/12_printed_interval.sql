-- A figure printed with d decimals stands for value ± 0.5·10⁻ᵈ of its stated unit, here in the catalogue's unit.
-- A zero stated in words ("无") is exact.
CREATE VIEW printed_interval AS
WITH money_unit (unit, yuan) AS (
    VALUES ('元', 1.0), ('千元', 1e3), ('万', 1e4), ('万元', 1e4), ('百万元', 1e6), ('千万元', 1e7), ('亿', 1e8), ('亿元', 1e8)
),
printed AS (
    SELECT
        o.observation_id,
        CAST(o.value AS DECIMAL(38, 12)) AS value,
        length(regexp_extract(o.stated_value, '[.．]\s*([0-9０-９]+)', 1)) AS decimals,
        regexp_matches(o.stated_value, '[0-9０-９一二两三四五六七八九十百]') AS has_digits,
        coalesce(stated.yuan / target.yuan, 1.0) AS factor
    FROM observation AS o
    LEFT JOIN money_unit AS stated ON stated.unit = o.stated_unit
    LEFT JOIN money_unit AS target ON target.unit = o.unit
),
halved AS (
    SELECT *, CAST(CASE WHEN has_digits THEN 0.5 * factor / pow(10, decimals) ELSE 0 END AS DECIMAL(38, 12)) AS half
    FROM printed
)
SELECT observation_id, decimals, value - half AS low, value + half AS high
FROM halved;
