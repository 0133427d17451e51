"""Grids: labels and heads are matched against the catalogue, wherever they stand."""

from __future__ import annotations

from decimal import Decimal

from etl.extract import extract
from etl.read import read_bytes
from etl.records import Extraction, Observation

TITLE = "衡山县教育局2023年度部门整体支出绩效自评报告\n\n"


def _table(*rows: list[str]) -> str:
    return "\n\n".join("\n".join(f"\t{cell}" for cell in row) for row in rows) + "\n\n\n"


def _read(*rows: list[str], above: str = "") -> Extraction:
    text = TITLE + above + _table(*rows)
    return extract(read_bytes("430423-jyj-2023.txt", text.encode()))


def _stated(observations: tuple[Observation, ...]) -> list[str]:
    return [
        f"{o.measure} {o.phase or '-'} {o.statistic} {o.year} = {o.value.normalize():f}" for o in observations
    ]


def test_a_column_says_phase_and_year() -> None:
    report = _read(
        ["经费控制情况（万元）", "2022年决算数", "2023年预算数", "2023年决算数"],
        ["三公经费:", "7.47", "7", "4.88"],
    )
    assert _stated(report.observations) == [
        "three_public.total executed level 2022 = 7.47",
        "three_public.total approved level 2023 = 7",
        "three_public.total executed level 2023 = 4.88",
    ]


def test_the_order_of_columns_does_not_matter() -> None:
    report = _read(["项目", "2023年决算", "2023年预算"], ["基本支出", "9", "8"])
    assert _stated(report.observations) == [
        "expenditure.basic executed level 2023 = 9",
        "expenditure.basic approved level 2023 = 8",
    ]


def test_a_blank_cell_is_a_gap_and_no_zero() -> None:
    report = _read(
        ["经费控制情况（万元）", "2022年决算数", "2023年决算数"],
        ["公用经费", "", "0"],
        ["基本支出", "/", "—"],
    )
    assert _stated(report.observations) == ["expenditure.operating executed level 2023 = 0"]
    gap = report.gaps[0]
    assert (gap.measure, gap.year, gap.reason) == ("expenditure.operating", 2022, "未披露")


def test_staff_stand_in_columns() -> None:
    report = _read(
        ["财政供养人员情况（人）", "编制数", "2023年实际在职人数", "控制率"], ["", "32", "29", "90.63%"]
    )
    assert _stated(report.observations) == [
        "staff.authorized - level 2023 = 32",
        "staff.on_payroll - level 2023 = 29",
        "staff.control_rate - level 2023 = 90.63",
    ]


def test_a_two_row_head_joins_year_and_phase() -> None:
    report = _read(
        ["项目", "2022年", "2023年", "", "较上年"],
        ["", "决算数", "年初预算数", "决算数", "增减额"],
        ["支出合计", "10", "8", "12", "2"],
    )
    assert _stated(report.observations) == [
        "expenditure.total executed level 2022 = 10",
        "expenditure.total approved level 2023 = 8",
        "expenditure.total executed level 2023 = 12",
        "expenditure.total executed yoy_change 2023 = 2",
    ]


def test_years_may_stand_in_rows() -> None:
    report = _read(["年度", "三公经费决算数", "公务接待费决算数"], ["2022年", "9", "4"], ["2023年", "8", "3"])
    assert _stated(report.observations) == [
        "three_public.total executed level 2022 = 9",
        "three_public.reception executed level 2022 = 4",
        "three_public.total executed level 2023 = 8",
        "three_public.reception executed level 2023 = 3",
    ]


def test_a_cell_may_hold_label_and_figure() -> None:
    report = _read(
        ["年度预算申请（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["", "年度资金总额", "466.23", "4513.06", "4513.06", "10", "100%", "10"],
        ["", "按收入性质分：4511.35", "按支出性质分："],
        ["", "其中： 一般公共预算：4211.68", "其中：基本支出：675.18"],
    )
    assert _stated(report.observations) == [
        "expenditure.total approved level 2023 = 466.23",
        "expenditure.total adjusted level 2023 = 4513.06",
        "expenditure.total executed level 2023 = 4513.06",
        "execution.rate - level 2023 = 100",
        "execution.score - level 2023 = 10",
        "revenue.total executed level 2023 = 4511.35",
        "revenue.general_public_budget executed level 2023 = 4211.68",
        "expenditure.basic executed level 2023 = 675.18",
    ]


def test_a_unit_line_above_the_table_is_kept_as_stated() -> None:
    report = _read(["采购类别", "预算金额", "实际采购金额"], ["货物", "140.00", "132.60"], above="单位：元\n")
    assert [(o.measure, o.phase, str(o.value), o.stated_unit) for o in report.observations] == [
        ("procurement.goods", "approved", "0.014000", "元"),
        ("procurement.goods", "executed", "0.013260", "元"),
    ]


def test_numbered_rows_under_project_spending_are_its_lines() -> None:
    report = _read(
        ["经费控制情况（万元）", "2023年决算数"],
        ["项目支出：", "20"],
        ["1、业务工作经费", "15"],
        ["2、其他资金", "5"],
        ["公用经费", "3"],
    )
    assert [(o.measure, o.item) for o in report.observations] == [
        ("expenditure.project", None),
        ("expenditure.project_item", "业务工作经费"),
        ("expenditure.project_item", "其他资金"),
        ("expenditure.operating", None),
    ]


def test_a_cell_with_an_empty_line_does_not_tear_its_row() -> None:
    rows = [
        ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分", "原因"],
        ["", "产出指标(50分)", "数量指标", "培训次数。\n", "100%", "90%", "10", "9", ""],
        ["", "", "质量指标", "合格率", "100%", "100%", "10", "10", ""],
        ["总分", "100", "99", ""],
    ]
    report = _read(*rows)
    assert [(i.level1, i.level2, i.level3, i.target, i.actual) for i in report.indicators] == [
        ("产出指标", "数量指标", "培训次数。", "100%", "90%"),
        ("产出指标", "质量指标", "合格率", "100%", "100%"),
    ]
    assert [(o.measure, str(o.value)) for o in report.observations] == [("score.total", "99")]


def test_an_empty_spare_row_is_no_indicator() -> None:
    rows = [
        ["一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分"],
        ["产出指标", "数量指标", "培训次数", "5次", "5次", "10", "10"],
        ["", "", "", "", "", "", ""],
    ]
    assert len(_read(*rows).indicators) == 1


def test_the_form_of_the_work_assessment_holds_no_figures_of_the_bureau() -> None:
    report = _read(
        ["一级指标", "二级指标", "评分标准", "佐证材料"],
        ["合计", "100分", "98"],
        above="自评工作考核评分表\n",
    )
    assert report.observations == ()


def test_a_column_of_units_is_no_label() -> None:
    report = _read(["指标", "单位", "2022年", "2023年"], ["在职人员", "人", "40", "41"])
    assert _stated(report.observations) == [
        "staff.on_payroll - level 2022 = 40",
        "staff.on_payroll - level 2023 = 41",
    ]


def test_a_head_of_totals_belongs_to_the_parts_beside_it() -> None:
    report = _read(["年度", "合计", "公务接待费", "公务用车运行维护费"], ["2023年", "9", "3", "6"])
    assert _stated(report.observations)[0] == "three_public.total executed level 2023 = 9"


def test_heads_without_years_may_span_columns_too() -> None:
    report = _read(["编制数", "", "实有人数", ""], ["合计", "行政", "合计", "行政"], ["30", "10", "28", "9"])
    assert _stated(report.observations) == [
        "staff.authorized - level 2023 = 30",  # the 10 are posts, and staff of a kind are people in them
        "staff.on_payroll - level 2023 = 28",
        "staff.administrative - level 2023 = 9",
    ]


def test_a_column_of_shares_names_its_base() -> None:
    report = _read(
        ["支出项目", "决算", "决算占支出合计比重（%）"], ["基本支出", "20", "40"], ["项目支出", "30", "60"]
    )
    shares = [(o.measure, o.item, str(o.value)) for o in report.observations if o.statistic == "share_pct"]
    assert shares == [("expenditure.basic", "支出合计", "40"), ("expenditure.project", "支出合计", "60")]


def test_a_row_of_totals_belongs_to_the_rows_above_it() -> None:
    report = _read(["支出项目", "决算"], ["基本支出", "20"], ["项目支出", "30"], ["合计", "50"])
    assert _stated(report.observations)[-1] == "expenditure.total executed level 2023 = 50"


def test_a_change_against_a_named_year_belongs_to_the_reports_year() -> None:
    report = _read(
        ["科目", "2022年决算数", "2023年决算数", "比2022年增减"],
        ["基本支出", "9", "8", "-1"],
    )
    assert _stated(report.observations)[-1] == "expenditure.basic executed yoy_change 2023 = -1"


def test_where_the_money_comes_from_ends_no_list_of_projects() -> None:
    report = _read(
        ["序号", "项目名称", "年初预算", "实际支出", "资金来源"],
        ["1", "标准厂房配套道路建设", "0", "60", "政府性基金"],
        ["2", "国企退休人员社会化管理", "0", "8", "中央"],
    )
    assert [o.item for o in report.observations if o.phase == "executed"] == [
        "标准厂房配套道路建设",
        "国企退休人员社会化管理",
    ]


def test_a_column_of_targets_states_targets() -> None:
    report = _read(
        ["指标名称", "单位", "2022年\n完成数", "2023年\n完成数", "2023年\n目标数"],
        ["新建5G基站", "个", "85", "92", "90"],
    )
    assert _stated(report.observations) == [
        "outcome.base_stations_5g_new executed level 2022 = 85",
        "outcome.base_stations_5g_new executed level 2023 = 92",
        "outcome.base_stations_5g_new target level 2023 = 90",
    ]


def test_a_row_of_growth_rates_states_changes() -> None:
    report = _read(["指标名称", "2022年完成数", "2023年完成数"], ["工业固定资产投资增速", "11.4", "13.6"])
    assert _stated(report.observations) == [
        "outcome.industrial_investment executed yoy_pct 2022 = 11.4",
        "outcome.industrial_investment executed yoy_pct 2023 = 13.6",
    ]


def test_a_subtotal_is_not_the_total_of_the_projects() -> None:
    report = _read(
        ["项目名称", "年初预算数", "决算数"],
        ["甲", "1.00", "2.00"],
        ["乙", "3.00", "4.00"],
        ["小计", "4.00", "6.00"],
        ["合计", "4.00", "6.00"],
    )
    projects = [o.row for o in report.observations if o.measure == "expenditure.project"]
    assert projects == [4, 4]


def test_in_a_staff_table_kinds_of_posts_and_other_columns_count_no_staff() -> None:
    report = _read(
        ["类别", "编制数", "实际在职人数", "控制率（%）"],
        ["行政", "18", "17", "94.44"],
        ["合计", "46", "44", "95.65"],
    )
    assert _stated(report.observations) == [
        "staff.administrative - level 2023 = 17",
        "staff.authorized - level 2023 = 46",
        "staff.on_payroll - level 2023 = 44",
        "staff.control_rate - level 2023 = 95.65",
    ]


def test_a_side_heading_about_completion_is_not_the_column_of_results() -> None:
    report = _read(
        [
            "年度绩效指标完成情况",
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "得分",
        ],
        ["", "产出指标", "数量指标", "参保率", "≥95%", "96.8%", "10", "10"],
    )
    assert [(row.target, row.actual) for row in report.indicators] == [("≥95%", "96.8%")]


def test_a_table_of_bodies_states_the_department_in_its_summing_row() -> None:
    report = _read(
        ["机构名称", "支出合计", "其中："],
        ["", "", "基本支出", "其中：", "项目支出", "当年结余"],
        ["", "", "", "人员支出", "公用支出", "", ""],
        ["局机关及二级机构汇总", "340", "180", "150", "30", "160", "5"],
        ["1、局机关", "230", "120", "100", "20", "110", "5"],
        ["2、技术推广中心", "110", "60", "50", "10", "50", "0"],
        ["机构名称", "固定资产合计", "在用固定资产"],
        ["局机关及二级机构汇总", "1200", "1200"],
    )
    assert _stated(report.observations) == [
        "expenditure.total executed level 2023 = 340",
        "expenditure.basic executed level 2023 = 180",
        "expenditure.personnel executed level 2023 = 150",
        "expenditure.operating executed level 2023 = 30",
        "expenditure.project executed level 2023 = 160",
    ]


def test_the_only_body_of_a_table_is_the_department() -> None:
    report = _read(
        ["单位名称", "三公经费合计", "公务接待费"], ["县教育局", "12.5", "3"], ["下属单位", "", ""]
    )
    assert _stated(report.observations) == [
        "three_public.total executed level 2023 = 12.5",
        "three_public.reception executed level 2023 = 3",
    ]


def test_a_form_that_gives_the_department_s_name_lists_no_bodies() -> None:
    report = _read(
        ["部门名称", "县教育局", "预算编码", "101"], ["", "年度预算", "执行数"], ["支出合计", "9", "8"]
    )
    assert _stated(report.observations) == [
        "expenditure.total approved level 2023 = 9",
        "expenditure.total executed level 2023 = 8",
    ]


def test_a_column_that_names_a_part_of_its_row_wins() -> None:
    report = _read(["采购情况（万元）", "货物", "服务", "合计"], ["实际采购金额", "118.36", "1.20", "119.56"])
    assert _stated(report.observations) == [
        "procurement.goods executed level 2023 = 118.36",
        "procurement.services executed level 2023 = 1.2",
        "procurement.total executed level 2023 = 119.56",
    ]


def test_a_label_with_its_unit_in_brackets_is_known() -> None:
    report = _read(["项目", "2022年决算", "2023年决算"], ["公务接待批次(批)", "187", "158"])
    assert _stated(report.observations) == [
        "three_public.reception_events executed level 2022 = 187",
        "three_public.reception_events executed level 2023 = 158",
    ]


def test_a_column_of_row_numbers_states_nothing() -> None:
    report = _read(
        ["项目", "行次", "2023年决算数"], ["收入合计", "1", "18,642.37"], ["支出合计", "2", "18,215.90"]
    )
    assert _stated(report.observations) == [
        "revenue.total executed level 2023 = 18642.37",
        "expenditure.total executed level 2023 = 18215.9",
    ]


def test_the_unit_of_the_side_heading_holds_for_all_columns() -> None:
    report = _read(
        ["经费控制情况（元）", "2022年决算数", "2023年决算数"], ["公用经费", "765,430.00", "791,308.85"]
    )
    assert _stated(report.observations) == [
        "expenditure.operating executed level 2022 = 76.543",
        "expenditure.operating executed level 2023 = 79.130885",
    ]


def test_two_sides_of_a_table_have_heads_of_their_own() -> None:
    report = _read(
        ["收  入", "支  出"],
        ["项目", "年初预算数", "决算数", "项目", "年初预算数", "决算数"],
        ["合  计", "38", "75", "合  计", "38", "75"],
        ["一般公共预算拨款", "38", "58", "一、基本支出", "20", "21"],
    )
    assert _stated(report.observations) == [
        "revenue.total approved level 2023 = 38",
        "revenue.total executed level 2023 = 75",
        "expenditure.total approved level 2023 = 38",
        "expenditure.total executed level 2023 = 75",
        "revenue.general_public_budget approved level 2023 = 38",
        "revenue.general_public_budget executed level 2023 = 58",
        "expenditure.basic approved level 2023 = 20",
        "expenditure.basic executed level 2023 = 21",
    ]


def test_heads_under_spanning_years_belong_to_the_year_above_them() -> None:
    report = _read(
        ["项  目", "2023年", "2022年决算数", "2021年决算数"],
        ["", "预算数", "决算数", "完成预算%", "", ""],
        ["公务接待费", "22.00", "15.83", "71.95", "17.46", "24.10"],
    )
    assert _stated(report.observations) == [
        "three_public.reception approved level 2023 = 22",
        "three_public.reception executed level 2023 = 15.83",
        "three_public.reception executed level 2022 = 17.46",
        "three_public.reception executed level 2021 = 24.1",
    ]


def test_years_may_be_rows_and_measures_columns_under_spanning_heads() -> None:
    report = _read(
        ["年度", "收入", "支出"],
        ["", "合计", "其他收入", "合计", "基本支出"],
        ["2022年", "110.5", "0.9", "109.8", "42.8"],
        ["2023年比2022年增减(%)", "11.58", "56.41", "11.28", "2.67"],
    )
    assert _stated(report.observations) == [
        "revenue.total executed level 2022 = 110.5",
        "revenue.other executed level 2022 = 0.9",
        "expenditure.total executed level 2022 = 109.8",
        "expenditure.basic executed level 2022 = 42.8",
        "revenue.total executed yoy_pct 2023 = 11.58",
        "revenue.other executed yoy_pct 2023 = 56.41",
        "expenditure.total executed yoy_pct 2023 = 11.28",
        "expenditure.basic executed yoy_pct 2023 = 2.67",
    ]


def test_staff_by_unit_state_the_department_in_the_sum() -> None:
    report = _read(
        ["单位名称", "编制数(名)", "年末在职人数(人)", "临聘人员"],
        ["", "小计", "行政", "事业", "小计", "行政", "事业", ""],
        ["局机关", "38", "38", "—", "36", "36", "—", "6"],
        ["执法大队", "86", "—", "86", "84", "—", "84", "12"],
        ["合 计", "124", "38", "86", "120", "36", "84", "18"],
    )
    assert _stated(report.observations) == [
        "staff.authorized - level 2023 = 124",
        "staff.on_payroll - level 2023 = 120",
        "staff.administrative - level 2023 = 36",
        "staff.public_institution - level 2023 = 84",
        "staff.temporary - level 2023 = 18",
    ]


def test_a_column_beside_the_stages_of_the_budget_states_nothing() -> None:
    report = _read(
        ["项目", "2023年年初预算数", "追加（核减以“-”号表示）", "2023年决算数"],
        ["基本支出", "1042.30", "87.70", "1126.48"],
    )
    assert _stated(report.observations) == [
        "expenditure.basic approved level 2023 = 1042.3",
        "expenditure.basic executed level 2023 = 1126.48",
    ]


def test_a_sum_over_two_columns_is_aligned_at_the_right() -> None:
    report = _read(
        ["序号", "项目名称", "年初预算数", "执行数"],
        ["合计", "180", "190"],
        ["1", "水库运行维护", "180", "190"],
    )
    assert _stated(report.observations) == [
        "expenditure.project approved level 2023 = 180",
        "expenditure.project executed level 2023 = 190",
        "expenditure.project_item approved level 2023 = 180",
        "expenditure.project_item executed level 2023 = 190",
    ]


def test_a_list_of_funds_won_has_their_names_and_not_their_documents() -> None:
    report = _read(
        ["序号", "资金名称", "下达文号", "金额（万元）"],
        ["1", "制造强省专项资金", "湘财企指〔2023〕31号", "320.00"],
        ["合计", "", "", "320.00"],
        above="全年争取上级资金320万元，到位情况如下：\n",
    )
    listed = [(o.measure, o.item, str(o.value)) for o in report.observations if o.table is not None]
    assert listed == [
        ("outcome.funds_won", "制造强省专项资金", "320.00"),
        ("outcome.funds_won", None, "320.00"),
    ]


def test_a_table_of_points_states_the_score_in_its_sum() -> None:
    report = _read(["评价内容", "分值", "自评分"], ["投入", "10", "10"], ["合计", "100", "93.5"])
    assert _stated(report.observations) == ["score.total - level 2023 = 93.5"]


def test_counts_under_reception_are_receptions_and_guests() -> None:
    report = _read(
        ["年度", "公务接待费", "国内公务接待"],
        ["", "", "批次", "人次"],
        ["2023年决算数", "8.42", "96", "812"],
    )
    assert _stated(report.observations) == [
        "three_public.reception executed level 2023 = 8.42",
        "three_public.reception_events executed level 2023 = 96",
        "three_public.reception_visitors executed level 2023 = 812",
    ]


def test_a_remark_in_a_row_is_no_label() -> None:
    report = _read(
        ["序号", "项目名称", "年初预算", "执行数", "备注"],
        ["1", "污水处理设施", "300.00", "1186.20", "政府性基金"],
        ["2", "市政设施维护", "220.00", "242.40", ""],
    )
    assert _stated(report.observations)[2:] == [
        "expenditure.project_item approved level 2023 = 220",
        "expenditure.project_item executed level 2023 = 242.4",
    ]


def test_a_list_of_projects_ends_where_another_table_s_heads_begin() -> None:
    report = _read(
        ["序号", "项目名称", "年初预算", "执行数"],
        ["1", "市政设施维护", "220.00", "242.40"],
        ["采购类别", "预算金额", "实际采购金额"],
        ["货物", "68.00", "62.35"],
    )
    assert _stated(report.observations) == [
        "expenditure.project_item approved level 2023 = 220",
        "expenditure.project_item executed level 2023 = 242.4",
        "procurement.goods approved level 2023 = 68",
        "procurement.goods executed level 2023 = 62.35",
    ]


def test_a_column_counts_what_its_head_says_and_a_fee_is_nobody() -> None:
    report = _read(
        ["资金名称", "争取金额（万元）", "惠及企业（家）"],
        ["制造强省专项资金", "860.00", "12"],
        above="全年争取上级资金860万元，见下表：\n",
    )
    assert [str(o.value) for o in report.observations if o.table is not None] == ["860.00"]
    assert not _read(["科目名称", "决算数（元）"], ["退休费", "98,460.00"]).observations


def test_targets_and_growth_stand_in_a_table_of_outcomes() -> None:
    report = _read(
        ["指标名称", "计量单位", "2022年完成", "2023年", "同比增长（%）"],
        ["", "", "", "目标", "完成", ""],
        ["规模工业总产值", "亿元", "268.40", "285", "289.86", "8.00"],
    )
    assert _stated(report.observations) == [
        "outcome.industrial_output executed level 2022 = 268.4",
        "outcome.industrial_output target level 2023 = 285",
        "outcome.industrial_output executed level 2023 = 289.86",
        "outcome.industrial_output executed yoy_pct 2023 = 8",
    ]


def test_a_column_may_be_the_growth_of_a_measure() -> None:
    report = _read(["年度", "支出合计", "支出增长率（%）"], ["2023年", "971.24", "9.10"])
    assert _stated(report.observations) == [
        "expenditure.total executed level 2023 = 971.24",
        "expenditure.total executed yoy_pct 2023 = 9.1",
    ]


def test_a_row_of_fewer_cells_has_a_layout_of_its_own() -> None:
    report = _read(
        ["科目编码", "科目名称", "决算数", "科目编码", "科目名称", "决算数"],
        ["人员经费合计", "33.48", "公用经费合计", "9.38"],
        ["301", "工资福利支出", "31.03", "302", "商品和服务支出", "9.20"],
    )
    assert _stated(report.observations) == [
        "expenditure.personnel executed level 2023 = 33.48",
        "expenditure.operating executed level 2023 = 9.38",
        "expenditure.wages executed level 2023 = 31.03",
        "expenditure.goods_services executed level 2023 = 9.2",
    ]


def test_a_blank_head_continues_the_one_at_its_left_over_words() -> None:
    report = _read(
        ["项目", "2023年度", "", "", "2022年度", ""],
        ["", "年初预算数", "调整预算数", "决算数", "年初预算数", "决算数"],
        ["支出总计", "8", "12", "11", "7", "9"],
    )
    assert _stated(report.observations) == [
        "expenditure.total approved level 2023 = 8",
        "expenditure.total adjusted level 2023 = 12",
        "expenditure.total executed level 2023 = 11",
        "expenditure.total approved level 2022 = 7",
        "expenditure.total executed level 2022 = 9",
    ]


def test_the_side_of_a_table_is_no_measure_of_its_figures() -> None:
    report = _read(
        ["收入", "", "", "支出", "", ""],
        ["项目", "行次", "决算数", "项目", "行次", "决算数"],
        ["其他收入", "1", "5", "项目支出", "2", "4"],
    )
    assert _stated(report.observations) == [
        "revenue.other executed level 2023 = 5",
        "expenditure.project executed level 2023 = 4",
    ]


def test_the_office_of_a_project_is_neither_its_name_nor_a_scope() -> None:
    report = _read(
        ["序号", "项目名称", "责任股室", "年初预算（万元）", "决算支出（元）"],
        ["1", "科技创新专项资金", "科技股", "160.00", "1,284,000.00"],
    )
    lines = [(o.item, o.scope, o.phase, o.value.normalize()) for o in report.observations]
    assert lines == [
        ("科技创新专项资金", "department", "approved", 160),
        ("科技创新专项资金", "department", "executed", Decimal("128.4")),
    ]


def test_the_year_s_funds_may_be_named_in_the_side_heading_alone() -> None:
    report = _read(
        ["部门预算执行情况（万元）", "全年执行数", "全年预算数", "年初预算数", "执行率（%）", "分值", "得分"],
        ["", "98", "100", "60", "98", "10", "9.8"],
    )
    assert _stated(report.observations) == [
        "expenditure.total executed level 2023 = 98",
        "expenditure.total adjusted level 2023 = 100",
        "expenditure.total approved level 2023 = 60",
        "execution.rate - level 2023 = 98",
        "execution.score - level 2023 = 9.8",
    ]


def test_rows_may_be_stages_with_a_rate_and_changes() -> None:
    report = _read(
        ["阶段", "收入合计", "支出合计"],
        ["2022年决算", "9", "8"],
        ["2023年全年预算", "10", "10"],
        ["2023年决算", "10", "9"],
        ["完成调整预算%", "100.00", "90.00"],
        ["决算较2022年增减额", "1", "1"],
        ["增减率%", "11.11", "12.50"],
    )
    assert _stated(report.observations) == [
        "revenue.total executed level 2022 = 9",
        "expenditure.total executed level 2022 = 8",
        "revenue.total adjusted level 2023 = 10",
        "expenditure.total adjusted level 2023 = 10",
        "revenue.total executed level 2023 = 10",
        "expenditure.total executed level 2023 = 9",
        "revenue.total executed yoy_change 2023 = 1",
        "expenditure.total executed yoy_change 2023 = 1",
        "revenue.total executed yoy_pct 2023 = 11.11",
        "expenditure.total executed yoy_pct 2023 = 12.5",
    ]


def test_heads_may_stand_in_three_rows() -> None:
    report = _read(
        ["项目", "2022年", "2023年", "", ""],
        ["", "决算数", "预算数", "", "决算数"],
        ["", "", "年初", "调整", ""],
        ["支出合计", "8", "7", "10", "9"],
    )
    assert _stated(report.observations) == [
        "expenditure.total executed level 2022 = 8",
        "expenditure.total approved level 2023 = 7",
        "expenditure.total adjusted level 2023 = 10",
        "expenditure.total executed level 2023 = 9",
    ]


def test_a_project_is_named_behind_its_source_and_before_its_office() -> None:
    report = _read(
        ["序号", "资金来源", "项目名称", "实施单位", "全年预算", "实际支出", "执行率（%）"],
        ["", "合计", "", "", "740", "722", "97.57"],
        ["1", "政府性基金", "移民后期扶持", "县移民中心", "320", "320", "100"],
        ["2", "", "河湖管护", "县河长办", "420", "402", "95.71"],
    )
    lines = [(o.measure, o.item, o.phase, o.value) for o in report.observations]
    assert lines == [
        ("expenditure.project", None, "adjusted", 740),
        ("expenditure.project", None, "executed", 722),
        ("expenditure.project_item", "移民后期扶持", "adjusted", 320),
        ("expenditure.project_item", "移民后期扶持", "executed", 320),
        ("expenditure.project_item", "河湖管护", "adjusted", 420),
        ("expenditure.project_item", "河湖管护", "executed", 402),
    ]


def test_a_label_that_says_only_money_leaves_the_one_before_it() -> None:
    report = _read(
        ["类别", "内容", "2022年决算数", "2023年决算数"],
        ["公务接待", "公务接待费（万元）", "18", "16"],
        ["因公出国（境）", "费用（万元）", "0", "0"],
    )
    assert _stated(report.observations)[2:] == [
        "three_public.overseas executed level 2022 = 0",
        "three_public.overseas executed level 2023 = 0",
    ]


def test_how_far_a_target_was_met_is_no_result() -> None:
    report = _read(
        ["指标", "单位", "2023年目标", "2023年实际", "完成率"],
        ["规模工业增加值增速", "%", "7.5", "7.8", "104%"],
    )
    assert _stated(report.observations) == [
        "outcome.industrial_value_added_growth target level 2023 = 7.5",
        "outcome.industrial_value_added_growth executed level 2023 = 7.8",
    ]


def test_a_staff_table_of_one_body_is_the_department_s() -> None:
    report = _read(
        ["单位名称", "编制数", "年末在职人数", "", ""],
        ["", "", "合计", "行政", "事业"],
        ["衡山县教育局", "34", "29", "9", "20"],
    )
    assert _stated(report.observations) == [
        "staff.authorized - level 2023 = 34",
        "staff.on_payroll - level 2023 = 29",
        "staff.administrative - level 2023 = 9",
        "staff.public_institution - level 2023 = 20",
    ]


def test_the_sum_of_a_list_of_purchases_is_what_was_bought() -> None:
    report = _read(
        ["采购项目", "预算金额（元）", "成交金额（元）"],
        ["办公电脑", "60000", "58600"],
        ["物业服务", "400000", "396000"],
        ["合计", "460000", "454600"],
    )
    assert _stated(report.observations) == [
        "procurement.total approved level 2023 = 46",
        "procurement.total executed level 2023 = 45.46",
    ]


def test_funds_that_arrived_are_the_adjusted_budget_of_a_project() -> None:
    report = _read(
        ["项目名称", "年初预算数", "到位数", "支出数", "结余"],
        ["制造强县奖补", "300.00", "2860.00", "2800.00", "60.00"],
    )
    assert _stated(report.observations) == [
        "expenditure.project_item approved level 2023 = 300",
        "expenditure.project_item adjusted level 2023 = 2860",
        "expenditure.project_item executed level 2023 = 2800",
    ]


def test_free_posts_are_no_staff() -> None:
    report = _read(
        ["人员类别", "编制数（人）", "年末实有数（人）", "空编（-为超编）"],
        ["行政", "19", "18", "1"],
        ["合计", "19", "18", "1"],
    )
    assert [entry.stated_value for entry in report.observations if entry.stated_value == "1"] == []


def test_the_sum_of_economic_classes_with_their_lines_is_all_spending() -> None:
    report = _read(
        ["科目名称", "2023年决算数"],
        ["工资福利支出", "321.80"],
        ["商品和服务支出", "68.40"],
        ["办公费", "9.60"],
        ["合计", "390.20"],
    )
    assert "expenditure.total executed level 2023 = 390.2" in _stated(report.observations)
