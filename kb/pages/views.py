"""The pages that say how this place works, and the small doors: leave, comfort, health, robots, the icon."""

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.decorators import may, public, reading
from accounts.roles import Ability
from kb.frame.comfort import Comfort, ComfortForm, write_comfort
from kb.pages.handbook import handbook
from kb.pages.promises import PARTS, watchers
from kb.pages.queries import said_did_page
from stories.privacy.decorators import same_origin_posts
from stories.privacy.language import shared_languages
from stories.privacy.promise import PROMISE


@reading
def said_did(request: HttpRequest) -> HttpResponse:
    """Show what stories asked for and what came of it, the newest first."""
    page = said_did_page(before=request.GET.get("before", ""), after=request.GET.get("after", ""))
    links = {
        "newer_url": f"?after={page.newer}" if page.newer else "",
        "older_url": f"?before={page.older}" if page.older else "",
    }
    return render(request, "kb/pages/said_did.html", {"page": page, **links})


@may(Ability.MODERATE)
def moderators_handbook(request: HttpRequest) -> HttpResponse:
    """Show the handbook to those who moderate, with the way back to the stories."""
    rooms = [
        {"url": reverse("moderation:queue"), "name": _("Stories")},
        {"url": reverse("pages:handbook"), "name": _("Handbook"), "current": True},
    ]
    return render(request, "kb/pages/handbook.html", {"handbook": handbook(), "rooms": rooms})


@public
def how_we_work(request: HttpRequest) -> HttpResponse:
    """Say what happens to a story, who reads it and what the rules are."""
    context = {"roles": PARTS, "weekly": settings.CAIRN_RELEASE == "weekly", "help_url": reverse("help:help")}
    return render(request, "kb/pages/how_we_work.html", context)


@public
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept, for how long, and what is not promised."""
    context = {
        "promise": PROMISE,
        "watchers": watchers(weekly=settings.CAIRN_RELEASE == "weekly", share_host=bool(settings.CAIRN_SHARE_HOST)),
        "days_admin_log": settings.CAIRN_DAYS_ADMIN_LOG,
        "days_backups": settings.CAIRN_DAYS_BACKUPS,
        "days_decisions": settings.CAIRN_DAYS_DECISIONS,
        "days_offer": settings.CAIRN_DAYS_OFFER,
        "days_declined": settings.CAIRN_DAYS_DECLINED,
        "days_receipts": settings.CAIRN_DAYS_RECEIPTS,
        "days_unpublished": settings.CAIRN_DAYS_UNPUBLISHED,
        "smallest_group": settings.CAIRN_SMALLEST_GROUP,
        "keeps_language": bool(shared_languages()),
        "asks_house_word": bool(settings.CAIRN_HOUSE_WORDS),
        "sign_in_to_read": settings.CAIRN_READING == "signed-in",
    }
    return render(request, "kb/pages/privacy.html", context)


@public
def staying_private(request: HttpRequest) -> HttpResponse:
    """Say how to share from a screen that nobody else sees."""
    return render(request, "kb/pages/staying_private.html", {"promise": PROMISE})


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say what works with which aids, and what does not yet."""
    return render(request, "kb/pages/accessibility.html")


@public
def leave(request: HttpRequest) -> HttpResponse:
    """Lead away from this site and ask the browser to drop the pages it kept (W3C Clear Site Data).

    Works without script; with it, leave.js replaces the page with this address so that Back does not return.
    """
    response = HttpResponseRedirect(settings.CAIRN_LEAVE_URL)
    response["Clear-Site-Data"] = '"cache"'
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response


@public
@same_origin_posts
def comfort(request: HttpRequest) -> HttpResponse:
    """Keep the reader's theme, text size and movement in their own cookie, and go back to where they were."""
    target = request.POST.get("next", "")
    # Only a path of this site: an address with a host, even ours, is nobody's `next`.
    if not target.startswith("/") or not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        target = "/"
    response = redirect(target)
    form = ComfortForm(request.POST)
    if request.method == "POST" and form.is_valid():
        write_comfort(response, Comfort(**form.cleaned_data), secure=request.is_secure())
    return response


@public
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Say whether the site and its database answer, and nothing about either."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return JsonResponse({"status": "down"}, status=503)
    return JsonResponse({"status": "ok"})


@public
def robots(request: HttpRequest) -> HttpResponse:
    """Ask search engines to stay away: this is a workplace's own."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8")


@public
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead browsers that ask for an icon by its old name to the drawing."""
    return redirect(static("kb/img/cairn.svg"))
