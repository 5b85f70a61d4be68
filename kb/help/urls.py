"""Addresses of help."""

from django.urls import path

from kb.help import views

app_name = "help"
urlpatterns = [
    path("", views.help_page, name="help"),
    path("now/", views.help_now, name="now"),
]
