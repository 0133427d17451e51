"""What the rules find in the labelled reports, on the labels and on what the extractor reads."""

from __future__ import annotations

import pytest

from tests.check import labelled
from tests.check.measure import extracted, measure, report

CORPORA = ("golden", "samples", "invented")


@pytest.mark.parametrize("corpus", CORPORA)
def test_the_rules_find_what_a_careful_reader_found(corpus: str):
    result = measure(corpus, labelled.corpora()[corpus])
    assert result.recall >= 0.95, report(result, "labels")


@pytest.mark.parametrize("corpus", CORPORA)
def test_no_contradiction_is_false_on_labelled_figures(corpus: str):
    result = measure(corpus, labelled.corpora()[corpus])
    assert not result.false, report(result, "labels")


def test_no_contradiction_is_false_on_the_five_reports_as_extracted():
    result = measure("golden", extracted("golden"))
    assert not result.false, report(result, "extractor")


@pytest.mark.parametrize("corpus", ["samples", "invented"])
def test_planted_mistakes_are_found_as_extracted(corpus: str):
    result = measure(corpus, extracted(corpus), planted=True)
    assert result.recall >= 0.9, report(result, "extractor")
    assert result.precision >= 0.95, report(result, "extractor")
