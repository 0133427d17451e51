"""The standard sections by name: one list for findings, the assessment form and the pages."""

from __future__ import annotations

from etl.catalogue.sections import annexes, body_sections, sections


def test_the_template_has_ten_sections_and_three_annexes():
    assert len(body_sections()) == 10
    assert list(annexes()) == ["base_data_table", "department_self_evaluation", "project_self_evaluation"]


def test_a_form_that_only_some_cities_ask_for_is_never_missing():
    assert sections()["work_assessment"].annex
    assert "work_assessment" not in annexes()
