"""The gallery of components, in development only."""

from django.urls import path

from kb.frame import views

urlpatterns = [path("", views.gallery, name="gallery")]
