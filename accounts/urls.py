"""Addresses of people's own pages; signing in itself is allauth's."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [path("desk/", views.desk, name="desk")]
