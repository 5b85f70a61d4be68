"""The page of numbers, and the same as a file: for everybody, and the same for everybody."""

import csv

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.decorators import public
from kb.transparency.queries import load_report
from kb.transparency.wording import sheet, table


@public
def numbers(request: HttpRequest) -> HttpResponse:
    """Show what came in and what came of it, a quarter at a time."""
    report = load_report()
    context = {
        "table": table(report, is_real=settings.PRODUCTION),
        "smallest_group": report.least,
    }
    return render(request, "kb/transparency/numbers.html", context)


@public
def numbers_csv(request: HttpRequest) -> HttpResponse:
    """Return the same numbers as a file for a spreadsheet: what the page does not tell is not in it either."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="numbers.csv"'
    csv.writer(response, lineterminator="\n").writerows(sheet(table(load_report(), is_real=settings.PRODUCTION)))
    return response
