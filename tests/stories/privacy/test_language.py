"""A story's language is kept where enough people share it, alone, and is otherwise nobody's to know."""

import pytest
from django.db import IntegrityError, transaction

from stories.models import Submission
from stories.models.submission import State
from stories.privacy.language import language_to_keep, shared_languages
from stories.publishing.languages import forget_languages
from stories.publishing.schedule import release_all
from stories.submission.actions import Parts, rewrite
from tests.factories import make_submission, make_work_group

TEXTS = {
    "cy": "Roedd y shifft yn hir iawn ac nid oedd neb gyda fi. Wedi hynny, roeddwn i fel cysgod bob dydd.",
    "de": "Ich war nach der Nacht so müde, dass ich den Bus nicht sah. Die Kollegin hat mich mit nach Hause genommen.",
    "en": "I was so tired after the night that I did not see the bus. Nobody was there, and they had no time.",
    "es": "Cuando salí no había nadie en la parada y yo estaba muy cansada. Me lo dijo una compañera del turno.",
    "fr": "Je ne dormais plus et personne ne le voyait. Une collègue m’a dit que ce n’était pas ma faute.",
    "it": "Non dormivo più e nessuno della squadra lo vedeva. Una collega mi ha detto che non era colpa mia.",
    "nl": "Ik was na de nacht zo moe dat ik de bus niet zag. Een collega heeft mij naar huis gebracht, en dat was het.",
    "pl": "Nie spałam już trzecią noc i było mi wstyd. Koleżanka mówi, że to nie jest moja wina, i tak się zaczęło.",
    "pt": "Eu não dormia e ninguém via. Uma colega disse que a culpa não era minha, mas da escala, e foi bom para mim.",
    "ro": "Nu mai dormeam și nimeni nu vedea. O colegă mi-a spus că nu este vina mea, și după aceea a fost mai bine.",
    "uk": "Я вже не спала і мені було соромно. Колега сказала, що це не моя провина, і після того мені було так легше.",
}  # fmt: skip
SHARED = dict.fromkeys(TEXTS, 40)


def polish(**fields):
    return make_submission(happened=TEXTS["pl"], helped="", **fields)


@pytest.fixture(autouse=True)
def languages(settings):
    settings.CAIRN_STORY_LANGUAGES = SHARED


@pytest.mark.parametrize("code", TEXTS)
def test_each_language_is_known_from_two_sentences_and_the_sites_own_is_not_named(code):
    assert language_to_keep(TEXTS[code]) == ("" if code == "en" else code)


@pytest.mark.parametrize(
    "text", ["", "Nie wiem.", "12345 ... 😀", TEXTS["pl"] + TEXTS["pt"], TEXTS["en"] + " Nie, nie."]
)
def test_what_is_not_clear_is_not_named(text):
    assert language_to_keep(text) == ""


@pytest.mark.parametrize(
    ("named", "shared"),
    [({}, ()), ({"pl": 9}, ()), ({"pl": 10, "pt": 9}, ("pl",)), ({"en": 500, "xx": 500, "cy": 40}, ("cy",))],
)
def test_only_what_enough_people_write_in_is_named(settings, named, shared):
    settings.CAIRN_STORY_LANGUAGES = named

    assert shared_languages() == shared
    assert language_to_keep(TEXTS["pl"]) == ("pl" if "pl" in shared else "")


@pytest.mark.django_db
def test_it_never_stands_beside_a_kind_of_work():
    group = make_work_group()
    assert (polish().language, polish(work_group=group).language) == ("pl", "")

    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.filter(language="pl").update(work_group=group)


@pytest.mark.django_db
def test_the_authors_new_words_are_looked_at_anew():
    submission = polish()
    rewrite(submission=submission, version=submission.version, parts=Parts(happened=TEXTS["pt"]))
    submission.refresh_from_db()

    assert submission.language == "pt"


@pytest.mark.django_db
def test_it_goes_when_the_story_comes_out():
    submission = polish()
    Submission.objects.update(state=State.APPROVED)
    release_all()
    submission.refresh_from_db()

    assert (submission.state, submission.language) == (State.PUBLISHED, "")


@pytest.mark.django_db
def test_it_goes_when_too_few_share_it(settings):
    submission = polish()
    other = make_submission(happened=TEXTS["pt"], helped="")
    settings.CAIRN_STORY_LANGUAGES = {"pl": 9, "pt": 40}
    forget_languages()

    assert [Submission.objects.get(pk=one.pk).language for one in (submission, other)] == ["", "pt"]
