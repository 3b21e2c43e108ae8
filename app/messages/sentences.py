"""The one sentence people read for each code: the dictionary that translations start from."""

from collections.abc import Mapping

from app.languages.speaking import gettext, speaking, spoken

SENTENCES: Mapping[str, str] = {
    # the rules (app/domain/log/rejections.py)
    "rejected": "The workshop's rules do not allow that: look at the current step and try again.",
    "not_in_this_phase": "That is not part of this step ({phase}): wait until the facilitator moves on.",
    "phase_has_moved": "The workshop has already moved to another step ({phase}): look again, then choose.",
    "phase_is_over": "That step is over ({phase}): go back to it first, or set a step that is to come.",
    "too_late_to_undo": "Too late to take that move back, {seconds} seconds are over: go one step back.",
    "paused": "The workshop is paused: your work is safe, go on when the facilitator resumes.",
    "not_yours": "That is for somebody else in the workshop to do: ask the facilitator.",
    "not_seated": "You have no seat yet: take one, or ask the facilitator for one.",
    "not_taking_part": "You are no longer part of this workshop: ask the facilitator to let you back in.",
    "no_such_thing": "That is not here any more: look at the page again and choose from what it shows.",
    "not_your_fact": "Your seat does not hold that fact: choose one from your own hand.",
    "already_on_the_table": "That fact is already on the table, so it cannot be held back.",
    "no_reason_to_tell": "Your seat gave no reason for that fact, so there is none to tell.",
    "not_on_the_table": "That fact is not on the table yet: reveal it first, or choose one that is.",
    "too_few_facts": "It takes two facts: choose another one as well.",
    "too_many_facts": "So many facts together say little: choose at most {most}.",
    "no_minimum_wording": "That fact has only one wording: reveal it as it is, or hold it back.",
    "not_asked_of_you": "That question was put to another role: leave the answer to them.",
    "asking_yourself": "You play that role yourself: ask one of the others at your table.",
    "role_not_at_this_table": "Nobody at your table plays that role: ask one that is there.",
    "answer_incomplete": "The answer is not complete: choose a fact to answer with, or say you hold nothing.",
    "not_on_the_scale": "Choose a number from {low} to {high}.",
    "due_out_of_range": "What you typed is kept: choose a day from today on, within {years} years.",
    "no_votes_left": "You have used all {votes} votes: take one back first.",
    "too_many_barriers": "There are {most} barriers already: "
    "ask the facilitator to hide those that say the same.",
    "barriers_used_up": "The workshop has had {most} barriers and takes no more: say aloud what is missing.",
    "too_many_commitments": "There are {most} commitments already: change or drop one that is there.",
    "too_many_reasons_changed": "Your seat has changed {most} reasons: leave them be, or reveal the fact.",
    "too_many_asks": "Your table has asked {most} questions already: ask aloud from now on.",
    "too_many_links": "Your table has made {most} links already: say aloud what else belongs together.",
    "too_many_disputes": "Your table has marked {most} pairs that do not fit already: settle those first.",
    "tables_in_use": "Facts already lie on the tables and would be lost: move people to other seats instead.",
    "tables_do_not_fit": "These tables do not work: each needs every role once, and none may be empty.",
    "role_missing": "Table {table} has nobody for {role}: give that role a line, or join it to one with +.",
    "workshop_full": "This workshop is full, {most} people take part: "
    "ask the facilitator to free a place or to open another one.",
    "door_locked": "The door of this workshop is locked: ask the facilitator to open it for you.",
    "workshop_used_up": "In all, {most} people have joined this workshop, and it takes no more: "
    "ask the facilitator to open another one.",
    # the wire
    "malformed": "This page and the server do not understand each other: reload the page and try again.",
    "unknown_type": "The server does not know that request: reload the page and try again.",
    "unknown_event": "The server does not know that message: reload the page and try again.",
    "too_fast": "That was a lot at once: wait a few seconds, then try again.",
    "not_allowed": "You cannot do that from this page: ask the facilitator.",
    "observers_watch": "Observers watch: take a seat first, or ask the facilitator for one.",
    "not_saved": "The server could not save that, so it did not happen: tell the facilitator and try again.",
    "database_gone": "Nothing can be saved, because the database was deleted or replaced: "
    "put it back, then start the app again.",
    "database_held": "Another program holds the database, so nothing can be saved: close it. "
    "What people tap waits and is saved then.",
    "database_full": "Nothing can be saved, because the disk is full: free some space on it. "
    "What people tap waits and is saved then.",
    "internal": "Something went wrong on the server and nothing was changed: please try again.",
    # the doors
    "not_signed_in": "This device is not signed in: open your workshop's link or type its code again.",
    "not_yours_to_delete": "Only the facilitator who opened this workshop deletes it: ask them.",
    "address_gone": "This computer does not have that address any more: choose one of those shown now.",
    "no_such_workshop": "There is no such workshop: check the link or ask the facilitator.",
    "removed": "This device is no longer part of the workshop: ask the facilitator to let you back in.",
    "left": "You have left this workshop: type its code again to come back.",
    "moved": "You have a new place: your page shows it now.",
    "code_not_open": "No open workshop has that code: check it with the facilitator and type it again.",
    "resume_over": "This link is too old or was never good: ask the facilitator to show your code again.",
    "comeback_over": "That question is over: the phone has to ask once more.",
    "too_many_back": "Many have just asked to come back: go to the facilitator, who can show you your code.",
    "standby_over": "You can no longer lead a workshop with this link: ask the facilitator for a new one.",
    "too_many_tries": "Too many wrong tries: wait a minute, then type the code again.",
    "too_many_joins": "Very many have just joined: what you typed is kept, wait a minute, then join again.",
    "name_too_long": "That name is too long: use at most {longest} characters, or leave it empty.",
    "wrong_passphrase": "That name and passphrase do not belong together: type them again.",
    "link_used": "This sign-in link has been used or is too old: start the app again to get a new one.",
    "page_not_found": "There is no page at this address: go back to the start page.",
    "method_not_allowed": "This address cannot be used that way: go back to the start page.",
    "form_expired": "This form has been open too long: go back, reload the page and send it again.",
    "too_large": "That is too large to be accepted: make it smaller and send it again.",
    "bad_request": "The server did not understand that: go back, reload the page and try again.",
    "not_for_you": "This page belongs to a facilitator: sign in first.",
    # signing in and opening a workshop
    "name_missing": "Type a name: it tells your workshops from those of others.",
    "name_taken": "Somebody has an account with that name already: choose another, or sign in as them.",
    "passphrase_length": "Type a passphrase of {shortest} to {longest} characters: a few words do well.",
    "too_many_sign_ins": "Too many wrong tries for that name: wait a minute, then try again.",
    "no_scenario": "Choose the family the workshop is about.",
    "agenda_does_not_fit": "This family cannot be played by that agenda: choose another one.",
    "scenario_flawed": "This file has errors: in the app's folder, run {command} to see each of them.",
    "title_too_long": "That title is too long: use at most {longest} characters.",
    "people_out_of_range": "Type how many people you expect, from {fewest} to {most}.",
}
"""Code -> what people read: what happened, where, what to do. Message ids for the translations."""


def sentence(code: str, facts: Mapping[str, str | int] | None = None, language: str | None = None) -> str:
    """The one sentence people read for a code; the facts of the case fill it.

    In the language given, else in the one that is being spoken.
    """
    with speaking(language or spoken()):
        return gettext(SENTENCES[code], **(facts or {}))
