"""Checklists led by peers."""

from django.urls import path

from kb.checklists import views

app_name = "checklists"
urlpatterns = [
    path("", views.checklists, name="list"),
    path("<slug:slug>/", views.checklist, name="checklist"),
    path("<slug:slug>/print/", views.printed, name="print"),
]
