"""What no rule of the puzzle forbids and no family or hour is like: codes with their mends, by subject."""

from app.scenarios.severity import errors, warnings

KINSHIP_FLAWS = errors(
    relation_after_death="Check the date against the death, or give the line an earlier `since`.",
    couple_of_kin="A parent and a child are no couple; check `kind` and `people`.",
    index_not_child="Mark the child the family is known for: `index: true` beside `child: true`.",
) | warnings(
    fact_after_death="Check `when` and `about`: who had died by then can only be spoken of.",
    index_unborn="Let the index person be a child people can meet.",
    index_unseen="Remove `known_at_start: false`: the child everybody knows stands on the picture.",
    several_couples="Give all but one of the lines an `until`, or another `kind`.",
    three_parents="Leave two lines of `kind: parent`; others are `adopted`, `fostered` or `cares_for`.",
    child_above_parent="Give the child a greater `y`: generations go down.",
    couple_twice="Keep one of the two lines, or date them: one ends before the other begins.",
    stands_on_couple_line="Move this person up, down or beside the couple.",
)

SECRET_FLAWS = errors(
    minimum_not_shorter="Write the least that serves the purpose: less than the full wording.",
    decoy_needs_inject="Name a fact of `decoy_from` that lies in hands from the start.",
) | warnings(
    need_to_know_of_holders="Name who needs it beyond its holders; `need_to_know: []` if nobody does.",
    need_to_know_of_all="Name only who cannot do without; what all may know needs no `minimum`.",
    hidden_person_named="Leave the name out: `known_at_start: false` means that a fact must bring it.",
    relation_shows_hidden="Add `shown_by` with the facts that bring this person.",
    shown_by_others="Name facts about one of the two people.",
    contradiction_about_nobody="Name two facts about the same person, or remove the contradiction.",
    decoy_after_inject="Name facts that lie in hands from the start.",
)

HOUR_FLAWS = errors(
    agenda_after_closed="Move the phase of kind `closed` to the end.",
) | warnings(
    agenda_without_reads="Add phases of kind `first_read` and `second_read` around the sharing.",
    agenda_without_barriers="Add a phase of kind `barriers` after the reveal.",
    agenda_without_vote="Add a phase of kind `vote` after the barriers.",
    agenda_without_commitments="Add a phase of kind `commitments` before the end.",
    agenda_repeats="Keep one phase of this kind; only rounds of sharing may repeat.",
    hour_length="Plan from 20 minutes to three hours.",
    hurried_sharing="Give the sharing more minutes, or leave facts out: a fact needs a quarter of a minute.",
)

WORDING_FLAWS = errors(
    unknown_language="Write the code of a language: en, es, cy, pt-BR.",
) | warnings(
    equal_texts="Let each say something of its own. People then tell them apart.",
    unseen_sign="Type the text again: signs that nobody sees come in with copied text.",
    weekday_differs="Check the weekday against the date.",
    date_differs="Let `when` and the date in the text agree.",
    name_of_other_family="Put a name of this family here: this one comes from the file that was copied.",
)
