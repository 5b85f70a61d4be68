"""Promise 12. Whoever can write to the database, and holds a receipt of their own, opens no other story with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stories.models import Message, Receipt, SealedKey, Step, Submission
from stories.models.submission import Move
from stories.privacy.keyfile import make_key_file
from stories.privacy.rotation import retire, rotate
from stories.privacy.sealing import unseal_parts
from stories.privacy.wrapping import CannotOpen
from stories.publishing.schedule import release_all
from stories.submission.actions import take_back
from stories.submission.reading import receipt_row
from stories.submission.receipt import binding_of
from tests.stories.submission.desk import asked, behind, moved, row
from tests.stories.submission.pages import filled, post, sent, unknown_receipt

pytestmark = pytest.mark.django_db

SECRET = "Zaunkoenig behind the boiler"
ADDRESSES = ("/status/", "/status/answer/", "/status/accept/", "/status/edit/", "/status/take-back/")


@pytest.fixture
def key_file(tmp_path: Path, settings) -> Path:
    """A key file of this test's own."""
    settings.CAIRN_KEY_FILE = tmp_path / "cairn.key"
    make_key_file(settings.CAIRN_KEY_FILE)
    return settings.CAIRN_KEY_FILE


def others() -> str:
    """The receipt of somebody else's story, with a question that waits for its author."""
    receipt = sent(happened=SECRET)
    asked(behind(receipt))
    return receipt


def repointed(own: str, other: str, **fields: str) -> str:
    """One's own receipt after its row was pointed at another story, whose own receipt had to make room."""
    target = behind(other)
    row(other).delete()
    Receipt.objects.filter(pk=row(own).pk).update(submission=target, **fields)
    return own


def as_typed(receipt: str, page: bytes) -> str:
    """The page without the receipt that was typed into it."""
    return page.decode().replace(receipt, "").replace(receipt.lower(), "")


@pytest.mark.parametrize("binding", ["0" * 64, "é" * 64])
def test_a_binding_that_somebody_made_up_opens_nothing(client: Client, binding: str) -> None:
    own = repointed(sent(), others(), binding=binding)

    answer = post(client, "/status/", {"receipt": own})

    assert (receipt_row(own), answer.status_code, SECRET in answer.content.decode()) == (None, 200, False)


def test_a_receipt_that_points_at_a_story_is_never_without_a_binding() -> None:
    own, other = sent(), others()

    with pytest.raises(IntegrityError), transaction.atomic():
        repointed(own, other, binding="")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_receipt_pointed_at_another_story_is_answered_as_one_that_nobody_holds(client: Client, address: str) -> None:
    own, unknown = repointed(sent(), others()), unknown_receipt()
    data = filled(version="3", answer="In the spring.", save="1", confirm="1")

    answers = {code: post(client, address, {**data, "receipt": code}) for code in (own, unknown)}

    told = [(each.status_code, sorted(each.headers.items())) for each in answers.values()]
    pages = [as_typed(code, each.content) for code, each in answers.items()]
    assert (told[0], pages[0]) == (told[1], pages[1])
    assert (told[0][0], SECRET in pages[0]) == (200, False)
    assert Message.objects.filter(sender=Message.Sender.AUTHOR).count() == 0
    assert Submission.objects.count() == 2


def test_it_asks_the_database_the_same_question() -> None:
    asked_of_it = []
    for code in (repointed(sent(), others()), unknown_receipt()):
        with CaptureQueriesContext(connection) as queries:
            receipt_row(code)
        asked_of_it.append(len(queries))

    assert asked_of_it == [1, 1]


def test_the_binding_of_the_other_receipt_does_not_do() -> None:
    own, other = sent(), others()
    binding = row(other).binding
    repointed(own, other, binding=binding)

    assert receipt_row(own) is None


def test_ones_own_digest_in_the_row_of_the_other_receipt_does_not_do() -> None:
    own, other = sent(), others()
    mine, theirs = row(own), row(other)
    mine.delete()
    Receipt.objects.filter(pk=theirs.pk).update(digest=mine.digest)

    assert receipt_row(own) is None


def test_the_others_words_under_ones_own_submission_do_not_open(client: Client) -> None:
    """Texts, wrapped key and messages moved, while the receipt stays where it was bound: each is bound to its row."""
    own, other = sent(), others()
    mine, theirs = behind(own), behind(other)
    Submission.objects.filter(pk=mine.pk).update(sealed_original=theirs.sealed_original)
    Message.objects.filter(submission=theirs).update(submission=mine)

    for wrapped in (mine.sealed_key.wrapped, theirs.sealed_key.wrapped):
        SealedKey.objects.filter(submission=mine).update(wrapped=wrapped)
        fresh = behind(own)
        with pytest.raises(CannotOpen):
            unseal_parts(fresh, "original", fresh.sealed_original)
        assert SECRET not in post(client, "/status/", {"receipt": own}).content.decode()


def test_ones_own_receipt_opens_through_everything_that_happens_to_a_story(client: Client, key_file: Path) -> None:
    receipt = others()
    data = filled(receipt=receipt, version=str(behind(receipt).version), answer="In the spring.")
    post(client, "/status/answer/", data)
    data = filled(receipt=receipt, version=str(behind(receipt).version), save="1", happened="Other words.")
    post(client, "/status/edit/", data)
    rotate()
    retire()
    assert "Other words." in post(client, "/status/", {"receipt": receipt}).content.decode()

    moved(behind(receipt), Move.CLAIM, Move.APPROVE)
    release_all()

    assert "How your story is doing" in post(client, "/status/", {"receipt": receipt}).content.decode()


def test_a_receipt_whose_story_is_gone_still_says_so(client: Client) -> None:
    receipt = sent()
    take_back(receipt=row(receipt))

    found = receipt_row(receipt)
    assert (found and found.submission) is None
    assert found == row(receipt)


def test_a_binding_cannot_be_made_without_the_key_file(key_file: Path) -> None:
    found = row(sent())
    assert binding_of(found.digest, found.submission_id) == found.binding

    key_file.unlink()
    make_key_file(key_file)

    assert binding_of(found.digest, found.submission_id) != found.binding


@pytest.mark.django_db(transaction=True)
def test_receipts_handed_out_before_are_bound_where_they_point(client: Client, monkeypatch) -> None:
    """As an upgrade does it: on the tables as they were, some rows at a time."""
    monkeypatch.setattr("stories.migrations.0008_receipts_are_bound.BATCH", 2, raising=True)
    receipts = [sent(happened=f"Story {number}.") for number in range(5)]
    gone = sent()
    take_back(receipt=row(gone))
    steps = Step.objects.count()
    try:
        MigrationExecutor(connection).migrate([("stories", "0003_directory")])
    finally:
        again = MigrationExecutor(connection)
        again.migrate(again.loader.graph.leaf_nodes())

    pages = [post(client, "/status/", {"receipt": each}).content.decode() for each in receipts]
    assert [f"Story {number}." in page for number, page in enumerate(pages)] == [True] * 5
    assert (row(gone).binding, row(gone).submission, Step.objects.count()) == ("", None, steps)
