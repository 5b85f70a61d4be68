"""Coping guides."""

from django.urls import path

from kb.guides import views

app_name = "guides"
urlpatterns = [
    path("", views.guides, name="list"),
    path("<slug:slug>/", views.guide, name="guide"),
]
