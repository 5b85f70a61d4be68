"""The addresses of what readers give back. The story's code stands in them; nothing that anybody typed does."""

from django.urls import path

from stories.responses.views import reactions, words

app_name = "responses"

urlpatterns = [
    path("respond/<str:code>/", words.reply, name="reply"),
    path("respond/<str:code>/wrong/", words.report, name="report"),
    path("respond/<str:code>/react/", reactions.react, name="react"),
    path("respond/<str:code>/undo/", reactions.undo, name="undo"),
]
