"""Whole reports against the labels that people made by reading them."""

from __future__ import annotations

import pytest

from tests.extract.support import Labelled, compare, golden, invented, samples

ALL = [*golden(), *samples(), *invented()]
NAMES = [report.name for report in ALL]


def _accuracy(reports: list[Labelled]) -> tuple[float, float]:
    results = [compare(report) for report in reports]
    right = sum(found for found, _, _ in results)
    wrong = sum(len(errors) for _, errors, _ in results)
    missed = sum(len(errors) for _, _, errors in results)
    return right / (right + wrong), right / (right + missed)


@pytest.mark.parametrize("report", list(golden()), ids=lambda report: report.name)
def test_a_real_report_yields_exactly_what_a_reader_found(report: Labelled) -> None:
    _, wrong, missed = compare(report)
    assert (wrong, missed) == ([], [])


def test_the_labelled_samples_are_read_above_the_bar() -> None:
    precision, recall = _accuracy(list(samples()))
    assert precision >= 0.99
    assert recall >= 0.97


def test_invented_reports_are_read_above_the_bar() -> None:
    precision, recall = _accuracy(list(invented()))
    assert precision >= 0.99
    assert recall >= 0.97


@pytest.mark.parametrize("report", ALL, ids=NAMES)
def test_every_figure_points_at_its_own_digits(report: Labelled) -> None:
    text = report.extraction.text
    for observation in report.extraction.observations:
        assert text[observation.start : observation.end] == observation.stated_value
        assert observation.stated_value.strip() == observation.stated_value != ""
        assert observation.quote in text


@pytest.mark.parametrize("report", ALL, ids=NAMES)
def test_every_indicator_row_of_a_report_is_read(report: Labelled) -> None:
    wanted = {
        (
            i["level1"],
            i["level2"],
            i["level3"],
            i["target"],
            i["actual"],
            i["weight"],
            i["score"],
            int(i["start"]),
        )
        for i in report.indicators
    }
    got = {
        (i.level1, i.level2, i.level3, i.target, i.actual, i.weight, i.score, i.start)
        for i in report.extraction.indicators
    }
    assert got == wanted


@pytest.mark.parametrize("report", ALL, ids=NAMES)
def test_every_section_of_a_report_is_found_at_its_title(report: Labelled) -> None:
    wanted = {(section["section"], int(section["start"])) for section in report.sections}
    got = {(section.section, section.start) for section in report.extraction.sections}
    assert wanted <= got


def test_the_same_file_gives_the_same_records() -> None:
    first = [report.extraction for report in golden()]
    second = [report.extraction for report in golden()]
    assert first == second
