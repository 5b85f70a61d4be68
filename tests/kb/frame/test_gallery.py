"""Every component is shown, so that it can be looked at."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import Resolver404, resolve

from kb.frame.gallery import component_names, sample_contexts, shown_components
from kb.frame.views import gallery


def test_every_component_has_a_sample() -> None:
    assert [shown.name for shown in shown_components() if not shown.samples] == []


def test_no_sample_is_of_a_component_that_is_gone() -> None:
    assert set(sample_contexts()) - set(component_names()) == set()


def test_every_sample_draws_something() -> None:
    assert [shown.name for shown in shown_components() if not all(sample.strip() for sample in shown.samples)] == []


def test_the_gallery_shows_them_all() -> None:
    page = gallery(RequestFactory().get("/gallery/")).text

    assert page.count('<section class="band flow"') == len(component_names())


def test_the_gallery_is_not_served_outside_development() -> None:
    with pytest.raises(Resolver404):
        resolve("/gallery/")


def test_in_development_it_has_an_address() -> None:
    assert resolve("/", "kb.frame.urls").func is gallery


def test_an_error_summary_leads_to_each_field() -> None:
    summary = render_to_string("components/error_summary.html", sample_contexts()["error_summary"][0])

    assert "There is a problem" in summary
    assert summary.count('<a href="#id_') == 3
