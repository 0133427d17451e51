"""Persons are hidden, figures are not, and nothing moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.masking import mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("填表人：赵兰           填报日期：", "填表人：＊＊           填报日期："),
        ("联系电话：5551234       单位负责人签字：", "联系电话：＊＊＊＊＊＊＊       单位负责人签字："),
        ("填表人：赵兰填报日期：2024年", "填表人：＊＊填报日期：2024年"),
        ("填表人（签字）:欧阳小明\n", "填表人（签字）:＊＊＊＊\n"),
        ("单位负责人签字：李 四  联系人：王五", "单位负责人签字：＊ ＊  联系人：＊＊"),
        ("联系人：张三、李四光 电话 0734-5551234", "联系人：＊＊、＊＊＊ 电话 ＊＊＊＊-＊＊＊＊＊＊＊"),
        ("\t项目负责人\n\t周小红\n\t联系电话\n", "\t项目负责人\n\t＊＊＊\n\t联系电话\n"),
        ("\t联系电话\n\t5551234\n", "\t联系电话\n\t＊＊＊＊＊＊＊\n"),
        ("请拨打13912345678咨询", "请拨打＊＊＊＊＊＊＊＊＊＊＊咨询"),
        ("请拨打 139 1234 5678。", "请拨打 ＊＊＊ ＊＊＊＊ ＊＊＊＊。"),
        ("监督（0734）5551234", "监督（＊＊＊＊）＊＊＊＊＊＊＊"),
        ("联系电话：５５５１２３４", "联系电话：＊＊＊＊＊＊＊"),
        ("由局长王小五同志任组长", "由局长＊＊＊同志任组长"),
        ("组长：王五；成员：李四、赵六", "组长：＊＊；成员：＊＊、＊＊"),
    ],
)  # fmt: skip
def test_a_person_is_hidden_character_for_character(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "填表人：        填报日期：          联系电话：            单位负责人签字：",
        "填表人：\n\n2024年度部门整体支出绩效自评表\n",
        "单位负责人签字：\n附件二",
        "2023年决算支出4513.06万元，其中项目支出13912345678元",
        "衡财绩〔2023〕12号文件，联系电话：",
        "项目资金07345551234元已拨付",
        "局长为组长，分管领导任副组长，各股室负责人为成员",
        "主要负责人对本单位的预算绩效负责",
        "成员：各股室负责人",
        "\t项目负责人\n\t联系电话\n\t年初预算\n",
        "拨付金额12345678元，下降0.73455551",
        "2023-2024年，0734 万元",
    ],
)
def test_what_is_no_person_stays_as_it_is(text: str) -> None:
    assert mask(text) == text


@given(st.text(alphabet="填表人联系电话负责：:（）()赵李局长任组同志 \t\n0123456789-年万元.、", max_size=60))
def test_a_mask_never_changes_the_length(text: str) -> None:
    assert len(mask(text)) == len(text)
