"""The one sentence people read for each code: the dictionary that translations start from."""

from collections.abc import Mapping

from app.languages.speaking import gettext, speaking, spoken

SENTENCES: Mapping[str, str] = {
    # the rules (app/domain/log/rejections.py)
    "rejected": "The workshop's rules don't allow that. Check which step you're in and try again.",
    "not_in_this_phase": "That isn't part of this step ({phase}). Wait for the facilitator to move on.",
    "phase_has_moved": "The workshop has already moved to another step ({phase}). Look again, then choose.",
    "phase_is_over": "That step is over ({phase}). Go back to it first, or change a step that's still to "
    "come.",
    "too_late_to_undo": "It's too late to undo that move: {seconds} seconds have passed. Go one step back "
    "instead.",
    "paused": "The workshop is paused. Your work is safe. Carry on when the facilitator resumes.",
    "not_yours": "That's for somebody else in the workshop to do. Ask the facilitator.",
    "not_seated": "You don't have a seat yet. Take one, or ask the facilitator for one.",
    "not_taking_part": "You're no longer part of this workshop. Ask the facilitator to let you back in.",
    "no_such_thing": "That's no longer here. Check the page and choose from what it shows.",
    "not_your_fact": "Your seat doesn't hold that fact. Choose one of your own.",
    "already_on_the_table": "That fact is already on the table, so you can't hold it back.",
    "no_reason_to_tell": "Your seat gave no reason for that fact, so there's none to tell.",
    "not_on_the_table": "That fact isn't on the table yet. Reveal it first, or choose one that is.",
    "too_few_facts": "You need two facts. Choose another one.",
    "too_many_facts": "That's too many facts to link. Choose {most} at most.",
    "no_minimum_wording": "That fact has only one wording. Reveal it as it is, or hold it back.",
    "not_asked_of_you": "That question was for another role. Let them answer it.",
    "asking_yourself": "That's your own role. Ask another one at your table.",
    "role_not_at_this_table": "Nobody at your table plays that role. Ask one that's there.",
    "answer_incomplete": "Your answer isn't complete. Choose a fact to answer with, or say you hold nothing.",
    "not_on_the_scale": "Choose a number from {low} to {high}.",
    "due_out_of_range": "Choose a day from today on, within {years} years. What you typed is kept.",
    "no_votes_left": "You've used all {votes} votes. Undo one first.",
    "too_many_barriers": "There are already {most} barriers. Ask the facilitator to hide any that say the "
    "same thing.",
    "barriers_used_up": "This workshop has had {most} barriers and can't take more. Say aloud what's "
    "missing.",
    "too_many_commitments": "There are already {most} commitments. Change or remove one of them.",
    "too_many_reasons_changed": "Your seat has already changed {most} reasons. Leave them as they are, or "
    "reveal the fact.",
    "too_many_asks": "Your table has already asked {most} questions. Ask aloud from now on.",
    "too_many_links": "Your table has already made {most} links. Say aloud what else belongs together.",
    "too_many_disputes": "Your table has already marked {most} pairs that don't fit. Settle those first.",
    "tables_in_use": "There are already facts on the tables, and they would be lost. Move people to other "
    "seats instead.",
    "tables_do_not_fit": "These tables don't work. Each one needs every role once, and none may be empty.",
    "role_missing": "Table {table} has nobody for {role}. Give that role a line, or join it to another "
    "with +.",
    "workshop_full": "This workshop is full, with {most} people. Ask the facilitator to free a place or "
    "open another workshop.",
    "door_locked": "The door of this workshop is locked. Ask the facilitator to open it for you.",
    "workshop_used_up": "In all, {most} people have joined this workshop, and it can't take more. Ask the "
    "facilitator to open another one.",
    # the wire
    "malformed": "This page and the server are out of step. Reload the page and try again.",
    "unknown_type": "The server doesn't know that request. Reload the page and try again.",
    "unknown_event": "The server doesn't know that message. Reload the page and try again.",
    "too_fast": "That was a lot at once. Wait a few seconds, then try again.",
    "not_allowed": "You can't do that from this page. Ask the facilitator.",
    "observers_watch": "Observers only watch. Take a seat first, or ask the facilitator for one.",
    "not_saved": "The server couldn't save that, so it didn't happen. Tell the facilitator and try again.",
    "database_gone": "Nothing can be saved because the database was deleted or replaced. Put it back, then "
    "start the app again.",
    "database_held": "Another program is using the database, so nothing can be saved. Close it. What "
    "people tap waits and is saved then.",
    "database_full": "The disk is full, so nothing can be saved. Free some space on it. What people tap "
    "waits and is saved then.",
    "internal": "Something went wrong on the server and nothing was changed. Please try again.",
    # the doors
    "not_signed_in": "This device isn't signed in. Open your workshop's link or type its code again.",
    "not_yours_to_delete": "Only the facilitator who opened this workshop can delete it. Ask them.",
    "address_gone": "This computer no longer has that address. Choose one of those shown now.",
    "no_such_workshop": "There's no such workshop. Check the link or ask the facilitator.",
    "removed": "This device is no longer part of the workshop. Ask the facilitator to let you back in.",
    "left": "You've left this workshop. Type its code again to come back.",
    "moved": "You have a new place. Your page shows it now.",
    "code_not_open": "No open workshop has that code. Check it with the facilitator and type it again.",
    "resume_over": "This link is too old or never worked. Ask the facilitator to show your code again.",
    "comeback_over": "That question is over. The phone has to ask again.",
    "too_many_back": "Many people have just asked to come back. Go to the facilitator, who can show you "
    "your code.",
    "standby_over": "You can no longer lead a workshop with this link. Ask the facilitator for a new one.",
    "too_many_tries": "Too many wrong tries. Wait a minute, then type the code again.",
    "too_many_joins": "Many people have just joined. Wait a minute, then join again. What you typed is kept.",
    "name_too_long": "That name is too long. Use up to {longest} characters, or leave it empty.",
    "wrong_passphrase": "That name and passphrase don't match. Type them again.",
    "link_used": "This sign-in link has been used or is too old. Start the app again to get a new one.",
    "page_not_found": "There's no page at this address. Go back to the start page.",
    "method_not_allowed": "This address can't be used that way. Go back to the start page.",
    "form_expired": "This form was open for too long. Go back, reload the page and send it again.",
    "too_large": "That's too large. Make it smaller and send it again.",
    "bad_request": "The server didn't understand that. Go back, reload the page and try again.",
    "not_for_you": "This page is for facilitators. Sign in first.",
    # signing in and opening a workshop
    "name_missing": "Type a name. It tells your workshops from other people's.",
    "name_taken": "Somebody already has an account with that name. Choose another name, or sign in with it.",
    "passphrase_length": "Type a passphrase of {shortest} to {longest} characters. A few words work well.",
    "too_many_sign_ins": "Too many wrong tries for that name. Wait a minute, then try again.",
    "no_scenario": "Choose the family the workshop is about.",
    "scenario_is_draft": "That family is a draft: it has errors. Choose another one, or fix it first.",
    "agenda_does_not_fit": "This family can't be played by that agenda. Choose another one.",
    "draft_changed": "Somebody else has changed this family meanwhile. What you typed is kept. Look at the "
    "difference first.",
    "edit_refused": "That change doesn't fit the text any more. Reload the page and try again.",
    "no_such_draft": "There's no such family here, or its owner doesn't share it. Go back to the families.",
    "no_family_name": "Type a name that begins with a letter from a to z.",
    "not_a_scenario": "That file can't be read as text. Choose a scenario file that ends in .yaml.",
    "title_too_long": "That title is too long. Use up to {longest} characters.",
    "people_out_of_range": "Type how many people you expect, from {fewest} to {most}.",
}
"""Code -> what people read: what happened, where, what to do. Message ids for the translations."""


def sentence(code: str, facts: Mapping[str, str | int] | None = None, language: str | None = None) -> str:
    """The one sentence people read for a code; the facts of the case fill it.

    In the language given, else in the one that is being spoken.
    """
    with speaking(language or spoken()):
        return gettext(SENTENCES[code], **(facts or {}))
