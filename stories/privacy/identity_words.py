"""Words that are written with a capital and still name nobody."""

import re

# The end of a sentence, an opening quote or a new line, just before a word.
SENTENCE_START = re.compile(r"(?:[.!?…:;]|\n|[“\"(\[‘•*-])[\s“”\"‘’(\[•*-]*$")

_WORDS = """
    i i’m i'm i’ve i've i’d i'd i’ll i'll
    monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays
    sundays january february march april may june july august september october november december
    christmas easter ramadan eid diwali hanukkah god lord jesus allah bible
    mum mam mom dad mummy daddy nan gran grandad sir madam miss doctor nurse sister boss
    english british irish scottish welsh european american
    covid covid-19 google teams zoom slack excel outlook word windows whatsapp facebook youtube netflix instagram
    tv ok okay hr it uk us eu nhs ppe id cv gp am pm pin faq sos bbc pc usb wifi wi-fi dvd cd gps sms adhd ptsd
    internet monopoly sudoku lego velcro thermos tupperware biro tannoy hoover
    yes no and but or so if the a an my we he she they it’s it's that’s that's
"""
COMMON = frozenset(_WORDS.split())
