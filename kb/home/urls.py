"""The front door."""

from django.urls import path

from kb.home import views

urlpatterns = [path("", views.home, name="home")]
