-- What a reader of an export must know; the first row is the data version.
SELECT unnest([
    {about: '数据版本', content: build_id},
    {about: '构建时间（UTC）', content: strftime(built_at, '%Y-%m-%d %H:%M:%S')},
    {about: '报告份数', content: CAST(reports AS VARCHAR)},
    {about: '观测值个数', content: CAST(observations AS VARCHAR)},
    {about: '未入库文件数', content: CAST(rejected AS VARCHAR)},
    {about: '金额单位', content: '万元；比率为 %，另有说明的除外'},
    {about: '缺失', content: '空白表示缺失，不是 0；原因见“缺失原因”（未收集、未披露、未识别、不适用）'},
    {about: '推算', content: '“推算”为按报告所述增减额或增减幅反推的上年数，公式与依据随行列出'},
    {about: '出处', content: '起始、结束位置为报告文本中的字符位置，可据此回到原文'},
    {about: '脱敏', content: '填表人、联系人等姓名与电话号码以等长“＊”遮盖，文字位置不变'}
], recursive := true)
FROM build;
