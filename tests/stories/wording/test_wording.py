"""The team's words: who may edit them, what each change keeps, and what a moderator is then offered."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from accounts.roles import Role
from stories.models import DeclineReason, MessageTemplate, Replacement, WordChange
from stories.models.keys import LENGTH
from stories.moderation import actions as desk_actions
from stories.publishing.purging import purge_word_changes
from stories.submission.actions import Stale
from stories.wording.actions import add_words, restore_words, save_words
from stories.wording.lists import LISTS
from tests.factories import make_moderator, make_note, make_senior, make_submission, make_user

pytestmark = pytest.mark.django_db
ROOT = "/moderation/words/"
EDITORS = {Role.SENIOR_MODERATOR, Role.PROGRAMME_LEAD}
ASK = {"name": "When", "use": "question", "body": "Was it winter?", "position": 1, "is_retired": False}
RIGHT = {
    "templates": {"name": "More", "use": "question", "body": "Tell us more.", "position": "2"},
    "reasons": {"name": "Too raw", "counts_as": "not-a-story", "body": "Thank you.", "position": "2"},
    "replacements": {"name": "a neighbour", "instead_of": "a name", "position": "2"},
    "notes": {"name": "a fire", "weight": "some", "position": "2"},
}
HOSTILE = "<script>alert(1)</script><b>bold</b>\u202e"


@pytest.fixture
def senior():
    return make_senior(name="Bo")


@pytest.fixture
def desk(senior) -> Client:
    client = Client()
    client.force_login(senior)
    return client


@pytest.fixture
def template(senior) -> MessageTemplate:
    return add_words(words=LISTS["templates"], by=senior, values=ASK)


def address(entry, kind: str = "templates") -> str:
    return f"{ROOT}{kind}/entry/{entry.slug}/"


def changed(entry, **values) -> dict:
    return {**ASK, "is_retired": "", "version": entry.version} | values


@pytest.mark.parametrize("role", Role)
def test_only_those_who_edit_words_come_in(client, role):
    client.force_login(make_user(role))

    assert client.get(ROOT).status_code == (200 if role in EDITORS else 403)


def test_no_code_of_a_story_takes_the_address():
    assert resolve(ROOT).view_name == "wording:lists"
    assert len("words") != LENGTH


@pytest.mark.parametrize("kind", RIGHT)
def test_an_entry_is_added_and_kept_in_the_history(desk, senior, kind):
    answer = desk.post(f"{ROOT}{kind}/new/", RIGHT[kind])

    line = WordChange.objects.get()
    entry = LISTS[kind].model.objects.get(slug=line.slug)
    assert answer.status_code == 302
    assert (entry.name, entry.version, entry.is_retired) == (RIGHT[kind]["name"], 1, False)
    assert (line.kind, line.number, line.by, line.role, line.day) == (
        kind, 1, senior, Role.SENIOR_MODERATOR, timezone.localdate(),
    )  # fmt: skip
    assert (line.before, line.after) == ({}, LISTS[kind].values(entry))


def test_two_entries_of_one_name_have_two_short_names(senior, template):
    second = add_words(words=LISTS["templates"], by=senior, values=ASK)

    assert template.slug == "when"
    assert second.slug.startswith("when-")


def test_a_name_without_letters_gets_a_short_name_too(senior):
    assert add_words(words=LISTS["templates"], by=senior, values=ASK | {"name": "!!"}).slug == "templates"


def test_a_change_keeps_old_and_new(desk, template):
    desk.post(address(template), changed(template, body="Was it summer?"))

    template.refresh_from_db()
    line = WordChange.objects.get(number=2)
    assert (template.body, template.version) == ("Was it summer?", 2)
    assert (line.before["body"], line.after["body"]) == ("Was it winter?", "Was it summer?")
    page = desk.get(address(template) + "history/").text
    assert "Bo, Senior moderator" in page
    assert "winter?" in page
    assert "summer?" in page


def test_saving_what_stands_there_changes_nothing(desk, template):
    desk.post(address(template), changed(template))

    template.refresh_from_db()
    assert (template.version, WordChange.objects.count()) == (1, 1)


def test_who_comes_too_late_loses_nothing_and_overwrites_nothing(desk, senior, template):
    old = template.version
    save_words(words=LISTS["templates"], slug="when", version=old, by=senior, values=ASK | {"body": "Was it spring?"})

    answer = desk.post(address(template), changed(template, body="Was it a long autumn?"))

    template.refresh_from_db()
    assert (answer.status_code, template.body) == (409, "Was it spring?")
    assert "Was it a long autumn?</textarea>" in answer.text
    assert "Somebody else changed this" in answer.text
    assert "spring?" in answer.text
    again = desk.post(address(template), changed(template, body="Was it a long autumn?"))
    assert again.status_code == 302
    template.refresh_from_db()
    assert (template.body, template.version) == ("Was it a long autumn?", 3)


def test_a_preview_shows_the_words_and_saves_nothing(desk, template):
    fields = changed(template, body="First line.\n\nSecond line.", then="preview", version=7)

    page = desk.post(address(template), fields)

    template.refresh_from_db()
    assert (page.status_code, template.body) == (200, "Was it winter?")
    assert "<p>First line.</p>" in page.text
    assert 'name="version" value="7"' in page.text


@pytest.mark.parametrize("kind", RIGHT)
def test_hostile_words_are_shown_as_text(desk, kind):
    fields = {name: HOSTILE if name in {"name", "body", "instead_of"} else value for name, value in RIGHT[kind].items()}
    desk.post(f"{ROOT}{kind}/new/", fields)
    slug = WordChange.objects.get().slug

    for page in (ROOT, f"{ROOT}{kind}/entry/{slug}/", f"{ROOT}{kind}/entry/{slug}/history/"):
        text = desk.get(page).text
        assert "<script>alert" not in text
        assert "<b>bold" not in text
        assert "\u202e" not in text
        assert "&lt;script&gt;alert(1)" in text


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"name": "n" * 61}, {"use": "decoration"}, {"body": ""}, {"body": "b" * 2001}, {"position": "x"},
     {"position": "-1"}, {"position": "1000"}],
)  # fmt: skip
def test_what_is_wrong_is_said_and_not_saved(desk, template, wrong):
    answer = desk.post(address(template), changed(template, **wrong))

    template.refresh_from_db()
    assert (answer.status_code, template.version) == (200, 1)
    assert answer.context["form"].errors.keys() == wrong.keys()
    assert "There is a problem" in answer.text


def test_what_stood_there_before_is_put_back(desk, senior, template):
    desk.post(address(template), changed(template, body="Was it summer?"))

    answer = desk.post(address(template) + "history/", {"number": 2, "version": 2})

    template.refresh_from_db()
    assert answer.status_code == 302
    assert (template.body, template.version) == ("Was it winter?", 3)
    assert list(WordChange.objects.values_list("number", flat=True)) == [3, 2, 1]


@pytest.mark.parametrize(
    "sent", [{"number": 2, "version": 1}, {"number": 1, "version": 2}, {"number": "x", "version": 2}]
)
def test_nothing_is_put_back_over_somebody_elses_words(desk, template, sent):
    desk.post(address(template), changed(template, body="Was it summer?"))

    answer = desk.post(address(template) + "history/", sent)

    template.refresh_from_db()
    assert (answer.status_code, template.body) == (409, "Was it summer?")
    assert "nothing was put back" in answer.text


def test_an_entry_that_is_gone_is_stale(senior, template):
    MessageTemplate.objects.all().delete()

    with pytest.raises(Stale):
        save_words(words=LISTS["templates"], slug="when", version=1, by=senior, values=ASK)
    with pytest.raises(WordChange.DoesNotExist):
        restore_words(words=LISTS["templates"], slug="when", number=1, version=1, by=senior)


@pytest.mark.parametrize("path", ["nothing/new/", "templates/entry/nothing/", "nothing/entry/when/"])
def test_what_is_not_there_is_not_found(desk, path):
    assert desk.get(ROOT + path).status_code == 404


def test_lists_take_the_same_queries_with_many_entries(desk, senior, django_assert_max_num_queries):
    for kind, words in LISTS.items():
        for n in range(12):
            add_words(words=words, by=senior, values={**RIGHT[kind], "position": n, "is_retired": False})

    with django_assert_max_num_queries(8):
        desk.get(ROOT)


def test_a_history_takes_the_same_queries_with_many_changes(desk, senior, template, django_assert_max_num_queries):
    for n in range(1, 30):
        save_words(words=LISTS["templates"], slug="when", version=n, by=senior, values=ASK | {"body": f"Words {n}"})

    with django_assert_max_num_queries(6):
        assert desk.get(address(template) + "history/").status_code == 200


def test_somebody_whose_account_is_gone_stays_nameless(desk, template):
    other = make_user(Role.PROGRAMME_LEAD, name="Cymbeline")
    save_words(words=LISTS["templates"], slug="when", version=1, by=other, values=ASK | {"body": "Other words."})
    other.delete()

    page = desk.get(address(template) + "history/").text

    assert "Somebody whose account is gone, Programme lead" in page
    assert "Cymbeline" not in page


def test_the_history_goes_after_the_days_of_the_setting_and_the_words_stay(settings, template):
    settings.CAIRN_DAYS_ADMIN_LOG = 10
    WordChange.objects.update(day=timezone.localdate() - timedelta(days=10))
    add_words(words=LISTS["notes"], by=make_senior(), values={**RIGHT["notes"], "is_retired": False})

    assert purge_word_changes() == 1
    assert MessageTemplate.objects.filter(slug="when").exists()
    assert WordChange.objects.get().kind == "notes"


class TestWhatModeratorsAreOffered:
    """On the desk, in a story that somebody has in hand."""

    @pytest.fixture
    def claimed(self):
        submission, self.moderator = make_submission(), make_moderator(name="Ana")
        desk_actions.claim(submission=submission, by=self.moderator)
        submission.refresh_from_db()
        return submission

    @pytest.fixture
    def reader(self, claimed) -> Client:
        client = Client()
        client.force_login(self.moderator)
        return client

    def test_a_retired_template_is_no_longer_offered(self, reader, claimed, template):
        page = f"/moderation/{claimed.code}/ask/"
        assert "?template=when" in reader.get(page).text

        MessageTemplate.objects.update(is_retired=True)

        assert "?template=when" not in reader.get(page).text

    def test_a_retired_reason_is_not_offered_and_a_new_one_is(self, reader, claimed, senior):
        DeclineReason.objects.filter(slug="not-a-story").update(is_retired=True)
        add_words(words=LISTS["reasons"], by=senior, values={**RIGHT["reasons"], "position": 2, "is_retired": False})

        page = reader.get(f"/moderation/{claimed.code}/decline/").text

        assert 'value="not-a-story"' not in page
        assert 'value="too-raw"' in page

    def test_a_reason_fills_the_box(self, reader, claimed):
        page = reader.get(f"/moderation/{claimed.code}/decline/", {"reason": "blames-someone"}).text

        assert "You have every right to feel angry." in page
        assert 'value="blames-someone" id="id_reason_1" required checked' in page

    def test_the_record_keeps_what_a_reason_counts_as(self, claimed, senior):
        add_words(words=LISTS["reasons"], by=senior, values={**RIGHT["reasons"], "position": 2, "is_retired": False})

        desk_actions.decline(
            submission=claimed, version=claimed.version, by=self.moderator, reason="too-raw", text="Not this time."
        )

        claimed.refresh_from_db()
        assert claimed.second_read.reason == "too-raw"
        assert self.moderator.decisions.get(move="send_for_second_read").reason == "not-a-story"

    def test_words_in_place_of_a_detail_stand_beside_the_story(self, reader, claimed):
        Replacement.objects.filter(slug="a-town").update(is_retired=True)

        page = reader.get(f"/moderation/{claimed.code}/").text

        assert "<span data-words>a colleague</span>" in page
        assert "a town" not in page

    def test_a_retired_note_stays_where_it_was_ticked(self, reader, claimed):
        kept, gone = make_note("fire", name="a fire"), make_note("flood", name="a flood")
        claimed.notes.add(kept)
        type(kept).objects.filter(pk__in=[kept.pk, gone.pk]).update(is_retired=True)

        page = reader.get(f"/moderation/{claimed.code}/").text

        assert 'value="fire"' in page
        assert 'value="flood"' not in page


def test_authors_are_not_offered_a_retired_note(client):
    make_note("fire", name="a fire")
    flood = make_note("flood", name="a flood")
    type(flood).objects.filter(pk=flood.pk).update(is_retired=True)

    page = client.get("/share/").text + client.post("/share/", {}).text

    assert "a flood" not in page


@pytest.mark.parametrize("kind", RIGHT)
def test_a_new_entry_starts_from_an_empty_form_and_says_what_is_missing(desk, kind):
    assert desk.get(f"{ROOT}{kind}/new/").status_code == 200

    answer = desk.post(f"{ROOT}{kind}/new/", {})

    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == RIGHT[kind].keys()
    assert WordChange.objects.count() == 0


def test_what_the_first_reader_proposed_stays_to_choose_when_it_is_retired(senior):
    first, submission = make_moderator(name="Ana"), make_submission()
    desk_actions.claim(submission=submission, by=first)
    submission.refresh_from_db()
    desk_actions.decline(
        submission=submission, version=submission.version, by=first, reason="not-a-story", text="Not this time."
    )
    DeclineReason.objects.filter(slug__in=["not-a-story", "another-route"]).update(is_retired=True)
    desk_actions.claim(submission=submission, by=senior)
    client = Client()
    client.force_login(senior)

    page = client.get(f"/moderation/{submission.code}/decline/").text

    assert 'value="not-a-story"' in page
    assert 'value="another-route"' not in page
    assert "It is not about a hard time at work" in client.get(f"/moderation/{submission.code}/").text


def test_every_site_starts_with_messages_for_each_of_the_hard_cases():
    shipped = dict(MessageTemplate.objects.values_list("slug", "use"))

    assert shipped == {
        "blames-someone": "question", "could-identify": "offer", "method-detail": "offer",
        "author-in-crisis": "support", "another-route": "support",
    }  # fmt: skip


def test_every_shipped_reason_counts_as_itself_and_has_words_for_the_author():
    reasons = DeclineReason.objects.all()

    assert {reason.slug: reason.counts_as for reason in reasons} == {name: name for name in DeclineReason.Counts.values}
    assert all(len(reason.body) > 100 for reason in reasons)


def test_the_stories_lead_to_the_words_for_those_who_may_edit_them(desk, client):
    client.force_login(make_moderator())

    assert f'<a href="{ROOT}">The team’s words</a>' in desk.get("/moderation/").text
    assert f'href="{ROOT}"' not in client.get("/moderation/").text
