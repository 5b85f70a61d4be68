"""The addresses of sharing and of the author's own page. Nothing about a story or a receipt is ever part of one."""

from django.urls import path

from stories.submission.views import share, status

app_name = "submission"

urlpatterns = [
    path("share/", share.start, name="start"),
    path("share/write/", share.write, name="write"),
    path("share/check/", share.check, name="check"),
    path("share/send/", share.send, name="send"),
    path("share/sent/", share.sent, name="sent"),
    path("share/finish/", share.finish, name="finish"),
    path("status/", status.status, name="status"),
    path("status/answer/", status.answer, name="answer"),
    path("status/accept/", status.accept, name="accept"),
    path("status/edit/", status.edit, name="edit"),
    path("status/take-back/", status.take_back, name="take_back"),
]
