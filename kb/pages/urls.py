"""Addresses of the pages that say how this place works, and of the small doors every page needs."""

from django.urls import include, path

from kb.pages import views

pages = [
    path("said-did/", views.said_did, name="said_did"),
    path("how-we-work/", views.how_we_work, name="how_we_work"),
    path("privacy/", views.privacy, name="privacy"),
    path("staying-private/", views.staying_private, name="staying_private"),
    path("accessibility/", views.accessibility, name="accessibility"),
    # Before the desk's own addresses; no code of a story has eight letters.
    path("moderation/handbook/", views.moderators_handbook, name="handbook"),
]

urlpatterns = [
    path("", include((pages, "pages"))),
    path("leave/", views.leave, name="leave"),
    path("comfort/", views.comfort, name="comfort"),
    path("health/", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
]
