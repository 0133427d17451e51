"""Identity of findings, coverage, grouping of consequences, and caution with approximate figures."""

from __future__ import annotations

from etl.check import coverage, run
from etl.check.model import Finding
from tests.check.written import written

SLIP = (
    "支出[[100.00|expenditure.total]]万元，其中基本支出[[40.00|expenditure.basic]]万元，"
    "项目支出[[{}|expenditure.project]]万元。"
)


def finding(text: str, rule: str) -> Finding:
    return next(entry for entry in run([written({"text": text})]) if entry.rule == rule)


def test_a_findings_id_survives_a_shift_of_the_text():
    one = finding(SLIP.format("50.00"), "PARTS-EXPENDITURE")
    shifted = finding("前言。\n" + SLIP.format("50.00"), "PARTS-EXPENDITURE")
    assert one.finding_id == shifted.finding_id
    assert one.fingerprint == shifted.fingerprint


def test_changed_evidence_keeps_the_id_and_changes_the_fingerprint():
    one = finding(SLIP.format("50.00"), "PARTS-EXPENDITURE")
    other = finding(SLIP.format("55.00"), "PARTS-EXPENDITURE")
    assert one.finding_id == other.finding_id
    assert one.fingerprint != other.fingerprint


def test_the_ids_of_a_report_are_unique():
    findings = run([written({"text": SLIP.format("50.00")})])
    assert len({entry.finding_id for entry in findings}) == len(findings)


def test_a_contradiction_carries_both_sides_the_gap_and_the_figures():
    found = finding(SLIP.format("50.00"), "PARTS-EXPENDITURE")
    assert str(found.gap) == "10.00"
    assert found.left is not None
    assert found.right is not None
    assert found.left.low > found.right.high
    assert [entry.side for entry in found.evidence] == ["left", "right", "right"]
    assert "100.00 万元" in found.message


def test_an_approximate_figure_cannot_prove_a_contradiction():
    found = finding(SLIP.format("50.00").replace("支出[[100.00", "支出约[[100.00", 1), "PARTS-EXPENDITURE")
    assert found.outcome == "存疑"


def test_a_consequence_follows_the_finding_that_explains_it():
    text = (
        "基本支出[[90.00|expenditure.basic]]万元，其中人员经费[[40.00|expenditure.personnel]]万元，"
        "公用经费[[55.00|expenditure.operating]]万元。\n二、公用经费[[50.00|expenditure.operating]]万元。"
    )
    place, parts = finding(text, "PLACE-FISCAL"), finding(text, "PARTS-BASIC")
    assert place.follows is None
    assert parts.follows == place.finding_id


def test_a_rule_that_compared_nothing_is_not_covered():
    lines = {line.rule: line for line in coverage(run([written({"text": SLIP.format("60.00")})]))}
    assert (lines["PARTS-EXPENDITURE"].compared, lines["PARTS-EXPENDITURE"].agrees) == (1, 1)
    assert (lines["PARTS-VEHICLE"].reports, lines["PARTS-VEHICLE"].compared) == (1, 0)


def test_only_the_same_bureaus_report_of_last_year_is_compared():
    now = written({"text": "2022年三公[[7.47|three_public.total y=2022]]万元。"})
    before = written({"year": 2022, "text": "三公[[6.47|three_public.total]]万元。"})
    found = [entry for entry in run([now, before]) if entry.rule == "PLACE-LAST-YEAR"]
    assert [entry.outcome for entry in found] == ["不符", "无法核验"]
    assert {entry.report_id for entry in found[0].evidence} == {now.report.report_id, before.report.report_id}


def test_a_column_that_differs_throughout_proves_no_contradiction():
    funds = ("general_public_budget", "government_fund", "state_capital", "special_account", "superior_grant")
    table = "\n".join(f"[[{n}1.00|revenue.{fund} t=0]]万元。" for n, fund in enumerate(funds, 1))
    said = "\n".join(f"二、[[{n}7.00|revenue.{fund}]]万元。" for n, fund in enumerate(funds, 1))
    every = [e for e in run([written({"text": f"{table}\n{said}"})]) if e.rule == "PLACE-FISCAL"]
    assert {entry.outcome for entry in every} == {"存疑"}
    assert "先核对整列" in every[0].message
    few = "\n".join(said.splitlines()[:4])
    some = [e for e in run([written({"text": f"{table}\n{few}"})]) if e.rule == "PLACE-FISCAL"]
    assert {entry.outcome for entry in some} == {"不符"}
