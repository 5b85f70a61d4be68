"""Addresses of the desk. A story's code stands in them; nothing that anybody typed does."""

from django.urls import path

from stories.moderation.views import care, claims, decisions, queue, responses, review, several, shortcuts

app_name = "moderation"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("next/", queue.next_one, name="next"),
    path("several/", several.several, name="several"),
    path("pause/", care.pause, name="pause"),
    path("enough/", care.enough, name="enough"),
    path("after/", care.after, name="after"),
    path("aside/", care.asides, name="asides"),
    path("release/", queue.release, name="release"),
    path("responses/", responses.responses, name="responses"),
    path("responses/<str:code>/", responses.response, name="response"),
    path("responses/<str:code>/publish/", responses.publish, name="publish_reply"),
    path("responses/<str:code>/decline/", responses.decline, name="decline_reply"),
    path("responses/<str:code>/leave/", responses.leave, name="leave_response"),
    path("responses/<str:code>/pull/", responses.pull, name="pull_story"),
    path("responses/<str:code>/put-back/", responses.put_back, name="return_story"),
    path("responses/<str:code>/remove/", responses.remove, name="remove_story"),
    path("responses/<str:code>/keep/", responses.keep, name="keep_story"),
    path("keys/", shortcuts.keys, name="keys"),
    path("<str:code>/", review.review, name="review"),
    path("<str:code>/aside/", care.aside, name="aside"),
    path("<str:code>/back/", care.back, name="back"),
    path("<str:code>/weight/", care.weight, name="weight"),
    path("<str:code>/note/", care.note, name="note"),
    path("<str:code>/claim/", claims.claim, name="claim"),
    path("<str:code>/put-back/", claims.put_back, name="put_back"),
    path("<str:code>/reopen/", claims.reopen, name="reopen"),
    path("<str:code>/approve/", decisions.approve, name="approve"),
    path("<str:code>/offer/", decisions.offer, name="offer"),
    path("<str:code>/ask/", decisions.ask, name="ask"),
    path("<str:code>/second-read/", decisions.second_read, name="second_read"),
    path("<str:code>/send-back/", decisions.send_back, name="send_back"),
    path("<str:code>/decline/", decisions.decline, name="decline"),
    path("<str:code>/patterns/", decisions.keep_for_patterns, name="patterns"),
    path("<str:code>/escalate/", decisions.escalate, name="escalate"),
]
