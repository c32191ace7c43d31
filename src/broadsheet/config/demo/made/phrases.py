"""The grammar of the made-up stories: how their sentences are put together.

A line is a sentence with `{slots}`; a slot is filled from `fillings.py`,
from the lists of `words.py`, or with what the story is about (`prose.py` names these).
"""

from __future__ import annotations

#: First sentences: what happened.
OPENINGS = (
    "{Body} {decided} {matter} {when}, {aftermath}.",
    "{Matter} will {future}, {body} said on {day}, {aftermath}.",
    "After {span} of {dispute}, {body} {decided} {matter}.",
    "{Number} people from {place} came to hear what would become of {matter}, and {left_with}.",
    "{Body} and {other_body} have {agreed} {matter}, {aftermath}.",
    "It took {span}, {number} drafts and {small_thing} to settle {matter}.",
    "A dispute over {matter} that began in {place} {ended} {when}.",
    "{Money} crowns is what {matter} will cost, according to {paper} that {body} {published}.",
    "Nobody at {place} had expected {matter} to come up again before {month}; it did, {when}.",
    "{Body} has {hours} to answer {count} questions about {matter}.",
)
#: What follows at once: who says so.
INTRODUCTIONS = (
    "“{quote},” said {a_full}.",
    "{A_full}, put it {manner}: “{quote}.”",
    "The proposal came from {a_full}, who {had_done}.",
    "“{quote},” {a_full}, told {audience}. “{quote}.”",
    "For {a_full}, the matter is simple: {claim}.",
    "{A_full}, who {had_done}, {reacted} when {body} {decided} the papers.",
)
SECOND_VOICES = (
    "{B_full}, sees it otherwise. “{quote},” {b} said.",
    "Not so, says {b_full}: {claim}.",
    "{Other_body} sent {b_full}, who {had_done} and {reacted}.",
    "“{quote},” answered {b_full}, on {day}.",
    "{B_full}, had brought {small_thing} and {paper}, and {reacted}.",
)
#: The body of a story.
SENTENCES = (
    "{Paper} puts the cost at {money} crowns, {compared}.",
    "Of {count} households asked in {place}, {count} {opinion}.",
    "{A} {reacted}, and {claim}.",
    "{B} {reacted}; {claim}.",
    "“{quote},” {a} said.",
    "“{quote}. {Quote},” said {b}, {aside}.",
    "The last time that {matter} was put to a vote, in {year}, it failed by {count} to {count}.",
    "Work at {elsewhere} {began} in {month} and was to take {span}; it has taken {span}.",
    "{Body} keeps {count} {things} and {count} {things} for it, and {number} of them {work}.",
    "The figures, which {a} {had_checked}, show {share} {compared}.",
    "{Other_body} has asked for {paper} by {day}, and {claim}.",
    "In {elsewhere}, where {count} people live, the answer was {answer}.",
    "That leaves {money} crowns to find before {month}, or {alternative}.",
    "On the list stood {count} {things}, {number} {things} from {elsewhere} and {small_thing}.",
    "{Weather}, and by {hour} {count} people stood outside {place} with {things}.",
    "The {inspector} came in {month} and found {count} {things} where {count} should have been.",
    "Under the rules of {year} {body} must answer within {span}; it {answered}.",
    "{A} has done the work for {span} and means to go on, {condition}.",
    "{B} keeps {paper} in a drawer with {number} {things} and {small_thing}.",
    "Whether {matter} can wait until {month} is what {body} and {other_body} {disagree} about.",
    "{Share} of the {things} counted at {elsewhere} {work}, {compared}.",
    "“{question}” asked {b}, {aside}. {Body} {answered}.",
    "The {inspector} {decided} {number} of the {count} objections, {aftermath}.",
    "It was {hour} before {a} could say that {claim}.",
    "{Other_body} {published} {paper} in {month} {year}, and {body} {answered}.",
    "Since {month} {count} people have signed {paper}, {share} of them from {elsewhere}.",
    "What it means for {place} depends on {small_thing}, {money} crowns and the {inspector}.",
    "At {elsewhere} the {things} are {state}, and the {things} {state} as well.",
    "{A} and {b} have met {number} times since {month}, {aside}.",
    "For a household in {elsewhere} that comes to {amount} crowns a year, {compared}.",
    "{Body} had promised {paper} for {day}; what came was {small_thing}.",
    "The {things} were bought in {year} for {money} crowns and have {state_done} since.",
    "{Nobody} from {other_body} would say who had ordered {count} {things}.",
    "“{quote}, {condition},” {b} added, {aside}.",
    "On {day} {count} {things} stood {where}, {state}.",
    "A second vote is set for {day}, and {a} expects it to be {answer}.",
    "If {claim}, as {b} says, then {alternative}.",
    "{Hours} later {a} was back at {place} with {small_thing}.",
)
#: The last sentence of a story.
ENDINGS = (
    "{Body} will take it up again on {day}.",
    "The next hearing is on {day} at {hour}, {where}.",
    "“{quote},” said {a}, and went back to {small_thing}.",
    "{B} has kept {small_thing}, {condition}.",
    "Until then the {things} stay where they are.",
    "{Paper} can be read {where} until {month}.",
    "By {hour} the room was empty but for {number} {things} and {small_thing}.",
)
HEADLINES = (
    "{Body} {decides} {matter}",
    "{Body} {decides} {matter} after {span} of {dispute}",
    "{Matter}: {number} questions for {body}",
    "{Money} crowns for {matter}, and {count} objections",
    "{Place} waits for an answer on {matter}",
    "{Number} {things}, {small_thing} and {matter}",
    "How {matter} came to cost {money} crowns",
    "{A_name} asks {body} to think again about {matter}",
    "{Body} and {other_body} fall out over {matter}",
    "What {place} makes of {matter}",
    "{Count} {things} short: {body} looks again at {matter}",
    "{Matter} goes to a vote in {month}",
    "“{quote}”: {a_name} on {matter}",
    "{Share} of {place} would pay more for {matter}",
    "{Body} loses {count} {things} on the way to {elsewhere}",
    "A year of {dispute} over {matter}",
)
STANDFIRSTS = (
    "{Paper} says {money} crowns. {A_name} says that {claim}.",
    "{Body} has {hours} to answer. {Other_body} has {count} {things} and no patience.",
    "{Count} people came to {place}, and {left_with}. A decision is due in {month}.",
    "It was to take {span}. {Span} later {b_name} still waits for {small_thing}.",
    "{Share} of {elsewhere} {opinion}, {compared}. The {inspector} is not so sure.",
    "{A_name} and {b_name} agree on the {things} and on nothing else.",
    "{Body} {decided} it by {count} votes to {count}, {aftermath}.",
    "The last one, in {year}, cost {money} crowns. This one comes with {small_thing}.",
)
FACTS = (
    "{Body} has dealt with it since {year}.",
    "It costs {money} crowns a year, {compared}.",
    "{Count} {things} and {count} {things} belong to it.",
    "{Other_body} must be asked; that takes {span}.",
    "The rules date from {month} {year}.",
    "{Share} of it is paid by {elsewhere}.",
)
QUESTIONS = (
    "What did you think when {body} {decided} {matter}?",
    "How many {things} does one need for that?",
    "Were you ever afraid, in {span}?",
    "What happens if {body} says no in {month}?",
    "Who showed you how it is done at {place}?",
    "And {other_body}?",
    "Do you miss {elsewhere}?",
    "What would you buy with {money} crowns?",
)
