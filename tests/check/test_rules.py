"""Every rule on its smallest cases (tests/rules/<RULE-ID>/cases.yml) and the promises of the registry."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from etl.catalogue import read_yaml
from etl.check import FAMILIES, engine, rules
from etl.check.case import Case
from etl.check.model import Finding, Rule
from tests.check.written import written

ROOT = Path(__file__).parent.parent.parent
CASES = ROOT / "tests" / "rules"
RULES = {entry.rule_id: entry for entry in rules()}
ROUNDED = ("PARTS-", "RATIO-", "BALANCE-")


def cases_of(rule_id: str) -> dict[str, dict[str, Any]]:
    path = CASES / rule_id / "cases.yml"
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}


def all_cases() -> list[Any]:
    return [
        pytest.param(RULES[rule_id], case, id=f"{rule_id}-{name}")
        for rule_id in RULES
        for name, case in cases_of(rule_id).items()
    ]


def findings_of(checked: Rule, case: dict[str, Any]) -> list[Finding]:
    others = (written(case["earlier"]),) if "earlier" in case else ()
    return list(engine.check(Case(written(case), others), checked))


def worst(findings: list[Finding]) -> Finding:
    return min(findings, key=lambda entry: ("不符", "存疑", "符合", "无法核验").index(entry.outcome))


@pytest.mark.parametrize(("checked", "case"), all_cases())
def test_a_rule_judges_its_smallest_cases(checked: Rule, case: dict[str, Any]):
    finding = worst(findings_of(checked, case))
    assert finding.outcome == case["expect"], finding.message
    assert case.get("says", "") in finding.message


@pytest.mark.parametrize("rule_id", RULES)
def test_a_rule_has_a_case_that_is_found_and_one_that_is_not(rule_id: str):
    outcomes = {case["expect"] for case in cases_of(rule_id).values()}
    assert outcomes & {"不符", "存疑"}
    assert outcomes & {"符合", "无法核验"}


@pytest.mark.parametrize("rule_id", RULES)
def test_a_rule_that_compares_nothing_says_why(rule_id: str):
    finding = worst(findings_of(RULES[rule_id], {"text": ""}))
    assert finding.outcome != "符合" or "没有" in finding.message
    assert finding.outcome != "不符"


def test_every_rule_function_is_registered_under_its_own_name():
    written_functions = {
        node.name
        for family in FAMILIES
        for node in ast.parse(Path(str(family.__file__)).read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("rule_")
    }
    registered = {entry.function.__name__ for entry in rules()}
    assert written_functions == registered
    assert registered == {"rule_" + rule_id.lower().replace("-", "_") for rule_id in RULES}


def test_a_rules_docstring_begins_with_its_id():
    for entry in rules():
        assert (entry.function.__doc__ or "").startswith(f"{entry.rule_id}: ")


def test_every_rule_belongs_to_a_declared_family_and_says_everything():
    families = read_yaml("rules.yml")["families"]
    for entry in rules():
        assert entry.family in families
        assert all((entry.title, entry.cites, entry.scope, entry.tolerance, entry.how, entry.advice))
        assert entry.severity in ("错误", "疑点", "提示")


def test_an_article_is_cited_only_where_its_text_was_looked_up():
    sources = read_yaml("rules.yml")["sources"]
    article = re.compile(r"(《[^》]+》)[^《；]*?(第[一二三四五六七八九十百]+条)")
    cited = {pair for rule in rules() for pair in article.findall(rule.cites)}
    assert cited <= {(name, one) for name, source in sources.items() for one in source["articles"]}
    assert ("《预算法》", "第十三条") in cited


def test_every_rule_has_a_page_that_says_what_the_catalogue_says():
    pages = {path.stem for path in (ROOT / "docs" / "rules").glob("*.md")} - {"README"}
    assert pages == set(RULES)
    for entry in rules():
        page = (ROOT / "docs" / "rules" / f"{entry.rule_id}.md").read_text(encoding="utf-8")
        assert all(words in page for words in (entry.title, entry.how, entry.advice, entry.tolerance))


def test_a_fixture_folder_belongs_to_a_rule():
    assert {path.name for path in CASES.iterdir() if path.is_dir()} == set(RULES)


def test_a_rule_with_a_wrong_name_is_refused():
    with pytest.raises(ValueError, match="must be called rule_parts_revenue"):

        @engine.rule("PARTS-REVENUE")
        def rule_something_else(case: Case) -> list[Any]:
            return []


def test_a_rule_cannot_be_registered_twice():
    with pytest.raises(ValueError, match="twice"):

        @engine.rule("PARTS-REVENUE")
        def rule_parts_revenue(case: Case) -> list[Any]:
            return []


def test_a_rule_without_words_is_refused():
    with pytest.raises(ValueError, match=r"no entry in rules\.yml"):

        @engine.rule("NO-SUCH-RULE")
        def rule_no_such_rule(case: Case) -> list[Any]:
            return []
