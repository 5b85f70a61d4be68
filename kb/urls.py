"""Every address of the site, put together from the rooms."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("kb.home.urls")),
    path("", include("kb.library.urls")),
    path("search/", include("kb.search.urls")),
    path("guides/", include("kb.guides.urls")),
    path("checklists/", include("kb.checklists.urls")),
    path("help/", include("kb.help.urls")),
    path("", include("kb.pages.urls")),
    path("transparency/", include("kb.transparency.urls")),
    path("", include("stories.submission.urls")),
    path("", include("stories.responses.urls")),
    path("moderation/words/", include("stories.wording.urls")),
    path("moderation/", include("stories.moderation.urls")),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
]
if settings.DEBUG:
    urlpatterns += [path("gallery/", include("kb.frame.urls"))]

handler400 = "kb.frame.errors.bad_request"
handler403 = "kb.frame.errors.forbidden"
handler404 = "kb.frame.errors.not_found"
handler500 = "kb.frame.errors.server_error"
