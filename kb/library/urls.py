"""Stories and the topics that they are found by."""

from django.urls import path

from kb.library import views

urlpatterns = [
    path("stories/", views.stories, name="stories"),
    path("stories/<str:code>/<slug:slug>/", views.story, name="story"),
    path("topics/", views.topics, name="topics"),
    path("topics/<slug:slug>/", views.topic, name="topic"),
]
