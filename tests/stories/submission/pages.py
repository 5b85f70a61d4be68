"""What the tests of the blind pages share: a filled form, and posts as our own pages send them."""

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

from stories.privacy.form_token import new_token
from stories.submission.actions import Draft, Parts, submit_story
from stories.submission.receipt import receipt_for

HAPPENED = "I told Mrs Adeyemi at 4 a.m. on the stairs."


def filled(**changes: Any) -> dict[str, Any]:
    """A form as somebody fills it in, with a fresh token; `changes` take the place of fields, None leaves one out."""
    fields = {
        "token": new_token(),
        "happened": HAPPENED,
        "helped": "Somebody put the kettle on.",
        "publish_consent": "yes",
        "quote_consent": "ask",
        **changes,
    }
    return {name: value for name, value in fields.items() if value is not None}


def post(client: Client, path: str, data: dict[str, Any], **extra: Any) -> HttpResponse:
    """Post as a page of ours does."""
    return client.post(path, data, **{"HTTP_ORIGIN": "http://testserver", **extra})


def shown_receipt(response: HttpResponse) -> str:
    """The receipt on the page, as 20 letters."""
    found = re.search(r'name="receipt" value="(\w{20})"', response.content.decode())
    assert found
    return found[1]


def unknown_receipt() -> str:
    """A receipt of no story. With a digit in it, as nearly every one has: words of four letters can look like one."""
    codes = (receipt_for(f"form {number}", "") for number in range(100))
    return next(code for code in codes if any(letter.isdigit() for letter in code))


def sent(**fields: Any) -> str:
    """The receipt of a story that was sent; `fields` are those of Parts and Draft."""
    parts = {name: fields.pop(name) for name in ("title", "happened", "felt", "helped", "advice") if name in fields}
    words = {"title": "Four alarms", "happened": "I slept through three of them.", **parts}
    draft = Draft(parts=Parts(**words), **{"publish_consent": "yes", "quote_consent": "ask", **fields})
    return submit_story(draft=draft, nonce=new_token())
