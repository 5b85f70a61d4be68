"""What the team writes reaches its author as text, of whatever kind it is and whatever stands in it."""

import pytest
from django.test import Client

from stories.models import Message
from stories.submission.actions import add_message
from tests.hostility.inputs import WORDS
from tests.stories.submission.desk import behind
from tests.stories.submission.pages import post, sent

pytestmark = pytest.mark.django_db
TEMPLATE = "{{ settings.SECRET_KEY }}{% load static %}{# gone #}%(reference)s{0.__class__}<script>alert(1)</script>"
SHOWN = TEMPLATE.replace("<", "&lt;").replace(">", "&gt;")


@pytest.mark.parametrize("kind", Message.Kind)
def test_template_text_in_a_message_is_text(kind: str) -> None:
    receipt = sent()
    for text in (TEMPLATE, *WORDS.values()):
        add_message(behind(receipt), sender=Message.Sender.TEAM, kind=kind, text=text)

    answer = post(Client(), "/status/", {"receipt": receipt})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert SHOWN in page
    assert "<script>alert" not in page
