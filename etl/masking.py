"""Hides persons' names and telephone numbers, character for character.

Reports end with 填表人, 联系电话 and 单位负责人 lines. They are of no use in a comparison, so no page and
no export shows them. A mask has the length of what it hides: every offset in the text stays true.
"""

from __future__ import annotations

import re

MASK = "＊"

_HAN = r"[\u4e00-\u9fff]"
_DIGIT = r"[0-9０-９]"
_SPACE = r"[\ \t\u3000\xa0]"

# The most frequent surnames. Needed only where a word, not a form's label, makes a name likely.
_SURNAME = (
    "(?:欧阳|司马|上官|诸葛|夏侯|皇甫|尉迟|令狐|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋"
    "蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "温康施文牛樊葛邢安齐伍易乔庞颜倪庄聂章鲁岳翟申欧耿关焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷曲盛冉翁蓝路游辛靳管柴"
    "蒙鲍华喻祁蒲房滕屈饶牟艾尤阳时穆司徒匡瞿])"
)
_PERSONAL_NAME = rf"{_SURNAME}{_HAN}{{1,2}}"

# What may stand after one label on the same line: the next label, not a name.
_NEXT_LABEL = (
    r"(?:填[报表制]|制[表单]|联系|电话|手机|单位|部门|日期|时间|负责|审[核批]|经办|主管|分管|财务|"
    r"报[告送]|年|盖章|签)"
)
_ANY_NAME = rf"""(?!{_NEXT_LABEL})(?:
    {_HAN}{{2,3}}?(?={_NEXT_LABEL}) | {_HAN}{{2,4}}(?!{_HAN}) |
    {_HAN}{{1,6}}[·•]{_HAN}{{1,8}} | {_HAN}{_SPACE}{{1,2}}{_HAN}(?!{_HAN})
)"""
_FORM_LABEL = (
    r"(?:填表人|填报人|制表人|填制人|联系人|经办人|报告人|撰写人|评价人|复核人|审核人|审批人|"
    r"(?:单位|部门|项目|财务|主要|分管|科室|股室)?负责人)"
)
_REMARK = r"(?:[（(][^（()）\n]{1,8}[)）]|签字|签名|签章|盖章|姓名){0,2}"
_TITLE = r"(?:书记|局长|主任|组长|成员|股长|科长|所长|站长|队长|县长|区长|市长|理事长|会计|出纳)"

_NAMES = tuple(
    re.compile(pattern, re.VERBOSE)
    for pattern in (
        # 填表人：赵兰    联系人（签字）：张三、李四
        rf"""{_FORM_LABEL}{_REMARK}{_SPACE}*[:：]{_SPACE}*
             (?P<hidden>{_ANY_NAME}(?:[、，,/]{_SPACE}*{_ANY_NAME})*)""",
        # The same in two cells of a table.
        rf"{_FORM_LABEL}{_REMARK}{_SPACE}*\n+\t(?P<hidden>{_PERSONAL_NAME})(?=\s|$)",
        # 组长：王五
        rf"""{_TITLE}{_SPACE}*[:：]{_SPACE}*
             (?P<hidden>{_PERSONAL_NAME}(?!{_HAN})(?:[、，,]{_PERSONAL_NAME}(?!{_HAN}))*)""",
        # 由局长王五同志任组长
        rf"{_TITLE}(?P<hidden>{_PERSONAL_NAME}?)(?=同志|担任|任[组副领]|为组长|为副组长)",
    )
)

# A phone number is never followed by a unit of money, nor part of a longer or decimal number.
_FREE = r"(?<![0-9０-９.．,，〔])"
_ENDS = rf"(?!{_DIGIT}|[.．]{_DIGIT}|{_SPACE}*[万亿]?元|号)"
_NUMBERS = tuple(
    re.compile(pattern, re.VERBOSE)
    for pattern in (
        rf"""(?:电话|手机|座机|传真|联系方式)号?码?{_REMARK}{_SPACE}*[:：]?\s*
             (?P<hidden>[（(+]?{_DIGIT}[0-9０-９\-－—()（）转/、\ ]{{4,40}}{_DIGIT}){_ENDS}""",
        rf"{_FREE}(?P<hidden>[1１][3-9３-９]{_DIGIT}(?:[-\ ]?{_DIGIT}{{4}}){{2}}){_ENDS}",
        rf"""{_FREE}(?P<hidden>[（(]?[0０]{_DIGIT}{{2,3}}[)）]?[-－—–\ ]?{_DIGIT}{{7,8}}){_ENDS}""",
        # 身份证号
        rf"""{_FREE}(?P<hidden>[1-9]\d{{5}}(?:19|20)\d\d(?:0\d|1[0-2])[0-3]\d\d{{3}}[\dXx])
             (?![0-9A-Za-z])""",
    )
)

_VISIBLE = re.compile(rf"{_HAN}|{_DIGIT}|[Xx]")


def _hide(match: re.Match[str]) -> str:
    start, end = (place - match.start() for place in match.span("hidden"))
    whole = match.group()
    return whole[:start] + _VISIBLE.sub(MASK, whole[start:end]) + whole[end:]


def mask(text: str) -> str:
    """The text with persons' names and telephone numbers replaced by `＊`, character for character.

    Args:
        text: A document's text, or a piece of it. A name is recognised by what stands before it, so a
            whole text or sentence is masked more surely than a word.

    Returns:
        A text of the same length; amounts, dates and document numbers are as they were.
    """
    for pattern in (*_NAMES, *_NUMBERS):
        text = pattern.sub(_hide, text)
    return text
