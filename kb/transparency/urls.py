"""The numbers of what comes in and what comes of it, as a page and as a file."""

from django.urls import path

from kb.transparency import views

app_name = "transparency"
urlpatterns = [
    path("", views.numbers, name="numbers"),
    path("numbers.csv", views.numbers_csv, name="csv"),
]
