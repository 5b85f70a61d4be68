"""What the house's own engine points at, kind by kind, what it advises, and what it leaves alone."""

import pytest

from stories.privacy.identity import find_details
from stories.privacy.identity.patterns import PatternEngine

CERTAIN = [
    # Addresses, links, names online.
    ("Write to jo.b@example.org today", "jo.b@example.org", "an e-mail"),
    ("mail sam_k@company about it", "sam_k@company", "an e-mail"),
    ("write to jo dot b at example dot org", "jo dot b at example dot org", "an e-mail"),
    ("try joanna.k (at) example [dot] com", "joanna.k (at) example [dot] com", "an e-mail"),
    ("it is tired.nurse at outlook", "tired.nurse at outlook", "an e-mail"),
    ("write: too many bleeps, no spaces, at example dot net", "too many bleeps, no spaces, at example dot net",
     "an e-mail"),
    ("See https://intranet.example/rota?id=4 for it", "https://intranet.example/rota?id=4", "a web page"),
    ("It was on ourplace.co.uk all week", "ourplace.co.uk", "a web page"),
    ("it is on ourplace dot org now", "ourplace dot org", "a web page"),
    ("on there I'm @night_owl_9 mostly", "@night_owl_9", "a name online"),
    ("posted by u/tired_porter again", "u/tired_porter", "a name online"),
    ("my discord is nightowl#4471 so", "nightowl#4471", "a name online"),
    ("find me on insta: rota.queen8 any time", "rota.queen8", "a name online"),
    ("I post as tiredporter92 there", "tiredporter92", "a name online"),
    ("my handle is nevertired so", "nevertired", "a name online"),
    ("look for owl underscore nine underscore late", "owl underscore nine underscore late", "a name online"),
    ("message me as grumpy old pin on the usual app.", "grumpy old pin", "a name online"),
    ("on the app I'm bleepbloop now", "bleepbloop", "a name online"),
    # Numbers.
    ("Ring me on 020 7946 0958 after", "020 7946 0958", "a phone number"),
    ("Ring +44 7911 123456 after", "+44 7911 123456", "a phone number"),
    ("ring (312) 555-0147 after", "(312) 555-0147", "a phone number"),
    ("ring 0 7 7 0 0 9 0 0 1 2 3 after", "0 7 7 0 0 9 0 0 1 2 3", "a phone number"),
    ("ring O77OO 9OO 123 after", "O77OO 9OO 123", "a phone number"),
    ("ring oh seven seven double oh nine double oh one two three after",
     "oh seven seven double oh nine double oh one two three", "a phone number"),
    ("my badge AB1234 was", "AB1234", "a number"),
    ("ref BUG-11872 was", "BUG-11872", "a number"),
    ("case #4431 was", "#4431", "a number"),
    ("payroll 0047113 was", "0047113", "a number"),
    ("my staff number is 4821 so", "4821", "a number"),
    ("my badge is four, eight, two, one so", "four, eight, two, one", "a number"),
    ("her number QQ 12 34 56 C was", "QQ 12 34 56 C", "a number"),
    ("log in as m h a v, underscore, zero zero two then", "m h a v, underscore, zero zero two", "a number"),
    ("the van AB12 CDE was", "AB12 CDE", "a vehicle"),
    ("my reg is kx19 abz now", "kx19 abz", "a vehicle"),
    ("near LS1 4AP somewhere", "LS1 4AP", "a place near work"),
    ("it was agent 30477 on", "agent 30477", "a number"),
    # People.
    ("I told Mrs Adeyemi in the corridor", "Mrs Adeyemi", "someone I work with"),
    ("then Dr. O’Brien came", "Dr. O’Brien", "someone I work with"),
    ("then mr patel came", "mr patel", "someone I work with"),
    ("my manager Karen said no", "Karen", "someone I work with"),
    ("my boss dave said no", "dave", "someone I work with"),
    ("my boss mark said no", "mark", "someone I work with"),
    ("the matron, Ines, sat down", "Ines", "someone I work with"),
    ("Dave, our shift lead, said no", "Dave", "someone I work with"),
    ("Will, our shift lead, said no", "Will", "someone I work with"),
    ("then Xiulan is my manager", "Xiulan", "someone I work with"),
    ("so Priyanka (payroll) rang", "Priyanka", "someone I work with"),
    ("a lad called tyler saw it", "tyler", "someone I work with"),
    ("her name is Oksana so", "Oksana", "someone I work with"),
    ("my boss is Grzesiek so", "Grzesiek", "someone I work with"),
    ("known as Smudge by all", "Smudge", "someone I work with"),
    ("Will from stores saw it", "Will from stores", "someone I work with"),
    ("I told Grace in payroll", "Grace in payroll", "someone I work with"),
    ("I met Okonkwo by the lift", "Okonkwo", "someone I work with"),
    ("I met Karen Holt by the lift", "Karen Holt", "someone I work with"),
    ("that was Bob’s idea", "Bob", "someone I work with"),
    ("then big Stu fell", "big Stu", "someone I work with"),
    ("so my mentor, Siobhan O'Neill, left", "Siobhan O'Neill", "someone I work with"),
    ("my manager J. signed it", "J", "someone I work with"),
    # Places and organisations.
    ("the pool on Mill Lane, because", "Mill Lane", "a street near work"),
    ("we left St Mary's Hospital late", "St Mary's Hospital", "the place where I work"),
    ("doors at st oswins are locked", "st oswins", "a place near work"),
    ("back to Rowan Ward again", "Rowan Ward", "my ward"),
    ("behind the Northgate Depot that day", "Northgate Depot", "a place near work"),
    ("then on ward 7 again", "ward 7", "my ward"),
    ("in Marram Room 4 all day", "Marram Room 4", "a room"),
    ("I live in leeds now", "leeds", "the town where I work"),
    ("all the way from Reading to tell", "Reading", "the town where I work"),
    ("our shop in Milton Keynes shut", "Milton Keynes", "the town where I work"),
    ("nights at tesco since", "tesco", "the place where I work"),
    ("shifts at the amazon warehouse now", "amazon", "the place where I work"),
    ("I work at Boots since", "Boots", "the place where I work"),
    ("working for Harrowgrave since", "Harrowgrave", "the place where I work"),
    ("I drive for tallis & co now", "tallis & co", "the place where I work"),
    ("we met in the Plough & Anchor then", "the Plough & Anchor", "the place where I work"),
    ("we moved to Osgathorpe then", "Osgathorpe", "the town where I work"),
    # Dates and ages.
    ("it was on 3 March 2026 and", "on 3 March 2026", "one day"),
    ("since March 3rd, 2026 it", "March 3rd, 2026", "one day"),
    ("back in June 2024 we", "back in June 2024", "one day"),
    ("noted 2026-03-03 there", "2026-03-03", "one day"),
    ("noted 14/02/21 there", "14/02/21", "one day"),
    ("it was on tuesday the 4th and", "on tuesday the 4th", "one day"),
    ("we worked on Christmas Day 2024 that year", "on Christmas Day 2024", "one day"),
    ("My extension, ext. 5512 most mornings", "ext. 5512", "a phone number"),
    ("the desk is x5512 most mornings", "x5512", "a phone number"),
    ("internal 2203 most mornings", "internal 2203", "a phone number"),
    ("on dect 61 22 most mornings", "dect 61 22", "a phone number"),
    ("you can ring me on 5512 most mornings", "5512", "a phone number"),
    ("mail jo dot b at the rate example dot in now", "jo dot b at the rate example dot in", "an e-mail"),
    ("Reg is Q Y one two, then Z Q I if", "Q Y one two, then Z Q I", "a number"),
    ("I work through Redfern Live-In, they", "Redfern Live-In", "the place where I work"),
    ("a place with Penhallow Electrical and", "Penhallow Electrical", "the place where I work"),
    ("Sruthan Ferries asked me", "Sruthan Ferries", "the place where I work"),
    ("On the 14th of November it", "On the 14th of November", "One day"),
    ("a 54-year-old man", "54-year-old", "middle-aged"),
    ("she was 12 years old", "12 years old", "young"),
    ("a man aged 23 came", "aged 23", "fairly young"),
    ("a woman aged 81 came", "aged 81", "older"),
    ("I'm forty-four and tired", "forty-four", "of a certain age"),
]  # fmt: skip
DOUBTFUL = [
    ("they put you through to 2207 there", "2207", "a phone number"),
    ("I’m on 5512 most days", "5512", "a phone number"),
    ("in room 12b with", "room 12b", "a room"),
    ("at till 4 all day", "till 4", "a place at work"),
    ("in Clinic Room 4 all day", "Clinic Room 4", "a room"),
    ("it is excel, cell b4 for us", "cell b4", "a place at work"),
    ("we worked on Christmas Day that year", "on Christmas Day", "one day"),
    ("I have been here since I was nineteen.", "nineteen", "of a certain age"),
    ("mine’s number one four, red", "number one four, red", "a number"),
    ("I took it to citizens advice then", "citizens advice", "the place where I work"),
    ("My course was World’s Best Rose then", "Best Rose", "someone"),
    ("the form ICS-214 was", "ICS-214", "a number"),
    ("he had heard of ROSS before", "ROSS", "someone"),
    ("then Hill Top School closed", "Hill Top School", "my school"),
    ("I met Zenquist by the lift", "Zenquist", "someone"),
    ("Zenquist told me to go", "Zenquist", "someone"),
    ("Zenquist and I sat down", "Zenquist", "someone"),
    ("Grace told me to go", "Grace", "someone"),
    ("my boss zenquist said no", "zenquist", "someone"),
    ("Okonkwo told me to go", "Okonkwo", "someone"),
    ("we sent him to QXW after", "QXW", "my team"),
    ("my initials, T.O., in pen", "T.O.", "someone I work with"),
    ("and J said so", "J", "someone I work with"),
    ("we use RotaMaster for it", "RotaMaster", "a system at work"),
    ("they have a system called Kestrel which", "Kestrel", "a system at work"),
    ("then Project Halcyon ate it", "Project Halcyon", "a system at work"),
    ("she has Lanternfish, this dashboard, up", "Lanternfish", "a system at work"),
    ("I was the only male nurse there", "the only male nurse there", "one of a few"),
    ("she was the only night porter here", "the only night porter here", "one of a few"),
    ("she was the first woman they ever had", "the first woman they ever had", "one of a few"),
    ("I am the chaplain and so", "chaplain", "someone at work"),
    ("on mill lane by the shop", "mill lane", "a street near work"),
    ("our bus 44 then", "bus 44", "a place at work"),
    ("he came from Ghana then", "Ghana", "the town where I work"),
    ("we moved to osgathorpe then", "osgathorpe", "the town where I work"),
    ("the files called final_final then", "final_final", "a name online"),
    ("it is page sixty-one of the blue book then", "sixty-one of the blue book", "a number"),
    ("it began in 2019 and", "in 2019", "some years ago"),
    ("it was in January and", "in January", "some time ago"),
    ("it was last Tuesday night and", "last Tuesday night", "one day"),
    ("he rang at 4 a.m. again", "at 4 a.m.", "in the night"),
    ("he rang at 9:15 again", "at 9:15", "in the morning"),
    ("he rang at 2pm again", "at 2pm", "in the afternoon"),
    ("he rang at 10:30 pm again", "at 10:30 pm", "in the evening"),
    ("he rang at 12 am again", "at 12 am", "in the night"),
    ("he rang at half past four again", "at half past four", "at some point"),
]
LEFT_ALONE = [
    "",
    "an internal 2200 staff poll got through to 300 people",
    "I mark till 11 at night, and we open till 4",
    "it was about May, and now it’s May",
    "I felt a right wally, a proper charlie, a total karen",
    "they rob Peter to pay Paul, and Bob’s your uncle, and it peters out",
    "Earlies, lates, nights, all in one week",
    "we waited in the next building at three",
    "I went home. Then I slept. “No,” she said. Yes!",
    "I’m fine and I’ve slept, but I’d rather not talk.",
    "Mum rang. My boss said it’s OK on Teams.",
    "it took two days and 3 hours, about 40 of us",
    "the only thing that helped was tea",
    "it was the only night I slept, and the only day that worked",
    "- First\n- Second\n• Third",
    "Mondays are worst. At three I sat down, and on Tuesday too. That was two years ago, at Christmas.",
    "it was a 12-hour shift with 15 to one and £5.50 an hour, temp 38.5, BP 90/60",
    "Perhaps I may go, and my boss will know the grace of it",
    "I will mark the bill, and I hope to be frank",
    "MY BOSS DOES NOT LISTEN AND I HAVE SAID IT TWICE BEFORE",
    "I ran a mile in the reading room, and took a bath at the next boots shop",
    "the ward was full, the office shut, and the road home long",
    "We work from home for now, with the team at work",
    "she apologised like a Christian. Hope is a strange thing",
    "they shouted at me, and I looked at the door",
    "there’s a space problem, and no gap between",
    "I asked my manager, then she laughed. My boss, however, did not",
    "I checked gmail and outlook all day, and looked at outlook time",
    "at this point in time it stopped. At one point in it we began @ 0800. At that I left",
    "We WILL do it, and it may underscore the need. It was replaced.We went on",
    "as the head of the fire, line 100% round it, till 2400",
    "COVID-19 and a 10MG dose, on an A4 sheet, by the M6, FY20 for us",
    "it is 4 lane road and a 2-person job in the yard",
    "he said “Right”, and the HR lady, from the NHS, said “Off you go”",
]


def found(text: str) -> list[tuple[str, str, str]]:
    return [(find.phrase, find.suggestion, find.tier) for find in find_details(text, engines=[PatternEngine()])]


@pytest.mark.parametrize(("text", "phrase", "suggestion"), CERTAIN)
def test_what_is_surely_a_detail_is_found(text: str, phrase: str, suggestion: str) -> None:
    assert found(text) == [(phrase, suggestion, "found")]


@pytest.mark.parametrize(("text", "phrase", "suggestion"), DOUBTFUL)
def test_what_may_be_a_detail_is_pointed_at(text: str, phrase: str, suggestion: str) -> None:
    assert found(text) == [(phrase, suggestion, "please_check")]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_the_operators_region_reads_numbers_without_a_country_code(settings) -> None:
    settings.CAIRN_PHONE_REGION = "PL"

    assert found("mój numer 600-123-456 tak") == [("600-123-456", "a phone number", "found")]


def test_every_reason_and_suggestion_is_words() -> None:
    every = [find for text, _phrase, _words in CERTAIN + DOUBTFUL for find in
             find_details(text, engines=[PatternEngine()])]  # fmt: skip

    assert [find for find in every if not (find.reason.endswith(".") and find.suggestion.strip())] == []
