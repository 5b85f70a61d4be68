"""What the tests of replies and reactions share: posts as our own pages send them."""

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

from stories.models import Story
from stories.privacy.form_token import new_token


def send(client: Client, story: Story, what: str = "", **fields: Any) -> HttpResponse:
    """Post to a page about a story, with a fresh token where the fields name none."""
    data = {"token": new_token(), **fields}
    return client.post(f"/respond/{story.code}/{what}", data, HTTP_ORIGIN="http://testserver")


def hidden(response: HttpResponse, name: str) -> str:
    """The value of a hidden field of the page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())
    assert found
    return found[1]
