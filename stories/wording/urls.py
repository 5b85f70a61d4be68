"""Addresses of the team's words. A story's code is longer than "words", so none can stand in their way."""

from django.urls import path

from stories.wording import views

app_name = "wording"
urlpatterns = [
    path("", views.lists, name="lists"),
    path("<slug:kind>/new/", views.add, name="add"),
    path("<slug:kind>/entry/<slug:slug>/", views.edit, name="edit"),
    path("<slug:kind>/entry/<slug:slug>/history/", views.history, name="history"),
]
