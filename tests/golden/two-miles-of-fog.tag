---
title: Two Miles of Fog
language: en
cast:
  Nora Halloran: female; Nora
  Desmond Falk: male; Mr. Falk
  Elsie Dunmore: female, child; Elsie
  Harbour Master: male, unnamed
  Callum Petrie: male; Callum
  Dispatcher: female, unnamed
  Ottilie Dunmore: female, old; Gran, Ottilie
  voice on the phone: unnamed
  Newsreader: male, unnamed
  announcer: unnamed
---

## Two Miles of Fog
# Chapter One: No Horn

NARRATOR: Somewhere below, on the car deck, a van radio was talking to nobody.

announcer (broadcast): “Fog in the sound tonight, dense in places, with visibility under fifty metres. Drivers are advised to stay at home.”

CALLUM PETRIE: “Now they tell us,”
NARRATOR: he said, and shut the wheelhouse door behind him.
CALLUM PETRIE: “I can’t see my own boots, and I’m standing in them.”

NARRATOR: Nora Halloran kept her eyes on the compass.
NORA HALLORAN: “Are they dry, Callum?”

CALLUM PETRIE: “So far.”

NORA HALLORAN: “Then we’re doing well.”

NARRATOR: Callum Petrie was engineer, deckhand and tea boy of the Corrie Ann, the last ferry of the night to Skarra. The ship was forty-four years old, and the brochure called her “seasoned.” Her radar had died on Thursday. The one man who could mend it lived on Skarra, and was waiting for the ferry to bring him the part.

NARRATOR: Elsie Dunmore, who was nine and travelling alone, sat on the stool by the window, where they put the seasick ones. She had stopped being seasick. It was all too interesting.

NARRATOR: The radio above the wheel crackled.

DISPATCHER (radio): “Corrie Ann, Corrie Ann, this is Coastguard. Are you there, Nora?”

NARRATOR: Nora thumbed the mic.
NORA HALLORAN (radio): “I’m here. Tell me something nice.”

DISPATCHER (radio): “I can’t,”
NARRATOR: said the dispatcher.
DISPATCHER (radio): “The power’s gone on Skarra. The whole island. You have no pier lights and no horn.”

CALLUM PETRIE (whispered): “No horn?”
NARRATOR: whispered Callum.

NARRATOR: Nora flapped a hand at him and pressed the button again.
NORA HALLORAN (radio): “Until when, Coastguard?”

DISPATCHER (radio): “Morning, they think. Can you turn back?”

NORA HALLORAN (radio): “Not on this tide. There’s no water on the bar before four.”

NARRATOR: Elsie leaned towards Callum.
ELSIE DUNMORE: “What’s a bar?”
NARRATOR: she asked.

CALLUM PETRIE: “A hill of sand,”
NARRATOR: he told her,
CALLUM PETRIE: “lying in wait.”

DISPATCHER (radio): “The lifeboat’s launching now,”
NARRATOR: the dispatcher said.
DISPATCHER (radio): “Give it fifty minutes. Can you hold your position?”

NORA HALLORAN (radio): “In this tide I couldn’t hold a teacup,”
NARRATOR: said Nora, and hung up the mic.

NARRATOR: She thought:
NORA HALLORAN (thought): Fifty minutes. The Teeth will have us in thirty.

NARRATOR: She did not say it. She took down the other handset instead, and her voice boomed back from every corner of the ship.

NORA HALLORAN (loudspeaker): “Good evening, this is your captain. You may have noticed some fog. Please switch off your engines, your radios and, where possible, your children. We need to listen.”

NARRATOR: Down below, the van went quiet.

ELSIE DUNMORE: “I’m children,”
NARRATOR: said Elsie.

NORA HALLORAN: “You’re crew,”
NARRATOR: said Nora.
NORA HALLORAN: “Ears open.”

[scene]

NARRATOR: They listened.

NARRATOR: Water.

NARRATOR: A rivet, ticking.

NARRATOR: Nothing.

NARRATOR: Elsie studied the chart on the wall, where somebody had inked a row of small black crosses.
ELSIE DUNMORE: “What are those?”
NARRATOR: she asked.

CALLUM PETRIE: “The Teeth,”
NARRATOR: said Callum.
CALLUM PETRIE: “Rocks.”

ELSIE DUNMORE: “How many?”

CALLUM PETRIE: “Five. Six at low water.”

ELSIE DUNMORE: “Is it low water now?”

CALLUM PETRIE: “Have a biscuit.”

ELSIE DUNMORE: “That means yes.”

CALLUM PETRIE: “It means have a biscuit.”

NARRATOR: She had two.

NARRATOR: The door banged open on a tall man in a very good coat. Desmond Falk had written to the company about the coffee, the timetable and the gulls, and he had the look of a man composing a fourth letter.

DESMOND FALK: “Captain, I must ask when we’re going to arrive,”
NARRATOR: he said.
DESMOND FALK: “I have a dog at home who worries.”

NARRATOR: The radio got in first.

HARBOUR MASTER (radio): “Corrie Ann, this is Skarra harbour. Are you still afloat?”
NARRATOR: It was the harbour master, on a car battery and a bent aerial.

NORA HALLORAN (radio): “Afloat and blind,”
NARRATOR: Nora told the mic.
NORA HALLORAN (radio): “What can you give me? A bell?”

HARBOUR MASTER (radio): “The fog eats bells. You want something low.”
NARRATOR: The harbour master coughed.
HARBOUR MASTER (radio): “I’ve sent word to Ottilie Dunmore.”

ELSIE DUNMORE (gasped): “Gran?”
NARRATOR: gasped Elsie.

DESMOND FALK: “Not the tuba,”
NARRATOR: groaned Desmond Falk.

HARBOUR MASTER (radio): “The tuba,”
NARRATOR: said the harbour master, just as if he had heard.
HARBOUR MASTER (radio): “She’ll be out on the pier head, blowing for all she’s worth. Put that sound dead ahead of you, Nora, steer straight for it, and whatever you do, don’t—”

NARRATOR: The set clicked once and died.

CALLUM PETRIE: “Don’t what?”
NARRATOR: said Callum.

NARRATOR: Nora tried the button.
NORA HALLORAN (radio): “Skarra harbour, say again. Skarra harbour…”

NARRATOR: Not even a hiss. Callum took a torch and went out to the foredeck, where there was less ship to listen through.

NORA HALLORAN (thought): _Don’t count the minutes,_
NARRATOR: Nora told herself.
NORA HALLORAN (thought): _Count the people._
NARRATOR: Eighteen on the car deck. Callum. One man with a worried dog. One girl with crumbs on her chin.

NARRATOR: Then, out of the grey, there came a note.

NARRATOR: It was low.

NARRATOR: It was long.

NARRATOR: It was a little flat.


# Chapter Two: A Little Flat

CALLUM PETRIE (shouted): “There!”
NARRATOR: Callum shouted from the foredeck.
CALLUM PETRIE (shouted): “Dead ahead, near enough!”

NARRATOR: Nora brought the wheel round until the note stood square in the glass, as fat and steady as a post. For the first time in an hour, her shoulders came down.

ELSIE DUNMORE: “No,”
NARRATOR: said Elsie,
ELSIE DUNMORE: “not there.”

NORA HALLORAN: “It’s the only thing out there, love.”

ELSIE DUNMORE: “But she isn’t on the pier.”

NORA HALLORAN: “The harbour master says she is.”

ELSIE DUNMORE: “She can’t be.”
NARRATOR: Elsie slid down from the stool.
ELSIE DUNMORE: “It weighs eleven kilos. She can’t carry it that far.”

NORA HALLORAN: “Then who carries it?”

ELSIE DUNMORE: “I do,”
NARRATOR: said Elsie in a small voice.
ELSIE DUNMORE: “Every Sunday. It’s me.”

NARRATOR: Nora looked at her. Then she looked at the black glass, and the note sitting in the middle of it. She thought:
NORA HALLORAN (thought): Thirty years at sea say one thing. Two biscuits’ worth of girl says another.

DESMOND FALK: “The child is right,”
NARRATOR: said Desmond Falk. He had taken off his hat.
DESMOND FALK: “Eleven years ago I got up a petition. Forty-one signatures. No tuba after six o’clock, and none at any hour inside the harbour wall. I was rather proud of it.

DESMOND FALK: “So she moved it to the old boathouse, out beyond the point, where there’s nobody to mind but the seals. I have slept very well since. And between us and that boathouse, Captain, lie the Teeth.”

ELSIE DUNMORE: “Can you prove it?”

DESMOND FALK: “I have her number.”
NARRATOR: He held out his telephone, and did not meet anyone’s eye.
DESMOND FALK: “For complaints.”

NARRATOR: Elsie took it in both hands and pressed the green button.

NARRATOR: Out in the fog, the note stopped.

NARRATOR: That was the worst of it, the quiet. Somewhere in the quiet, water was breaking on something.

voice on the phone (phone): “Desmond Falk, this is an emergency,”
NARRATOR: snapped an old voice on the phone,
voice on the phone (phone): “and I shall play until midnight if I please.”

ELSIE DUNMORE (phone): “Gran, it’s me. Where are you?”

voice on the phone (phone): “In the boathouse, my darling, where else? Some fool has lost a ferry.”

ELSIE DUNMORE (phone): “I’m on it, Gran.”

NARRATOR: The line hummed.

OTTILIE DUNMORE: “Then what on earth,”
NARRATOR: said Ottilie,
OTTILIE DUNMORE: “are you doing on the telephone?”

NARRATOR: She hung up. The note came back twice as loud.

NORA HALLORAN: “Right,”
NARRATOR: said Nora, and spun the wheel.
NORA HALLORAN: “Hold on to something.”

NARRATOR: The note slid sideways and began to walk, pane by pane, along the left-hand windows. The Corrie Ann leaned after it, groaning in all her seasoned joints.

CALLUM PETRIE (shouted): “Rocks!”
NARRATOR: shouted Callum.
CALLUM PETRIE (shouted): “Port side! Close… too close!”

NARRATOR: Something out there drew a long wet breath and sighed it out again.

ELSIE DUNMORE (whispered): “One,”
NARRATOR: whispered Elsie.

NARRATOR: Another breath, nearer.

ELSIE DUNMORE: “Two… three.”

NARRATOR: Out on the foredeck, Callum had stopped shouting.

CALLUM PETRIE: “Four.”

DESMOND FALK (murmured): “Five,”
NARRATOR: murmured Desmond Falk, who had hold of her hand and did not seem to know it.

NARRATOR: Open water.

NARRATOR: Nobody cheered.

NARRATOR: At low water there were six.

NARRATOR: The sixth drew itself along the keel, quite gently, like a spoon along the bottom of a pan. A cup fell off its hook. Then the sea let them go.

[scene]

NARRATOR: Lanterns. A wet wall. A small round man at the end of it, hopping from foot to foot.

HARBOUR MASTER (loudspeaker, shouted): “Corrie Ann, you’re coming in the wrong way!”
NARRATOR: the harbour master bellowed through his loudhailer.
HARBOUR MASTER (loudspeaker, shouted): “What kept you?”

NORA HALLORAN: “Tell him,”
NARRATOR: said Nora,
NORA HALLORAN: “we stopped to ask for directions.”

NARRATOR: Then she sat down on the wheelhouse floor, because her knees had gone off duty. Somebody thanked the lifeboat and sent it home, and had to tell it why, twice.

NARRATOR: The van was first up the ramp, talking to itself again.

NEWSREADER (broadcast): “And the Skarra ferry is safe in harbour tonight. The coastguard says that she was guided in by,”
NARRATOR: and here the newsreader paused,
NEWSREADER (broadcast): “by a tuba.”

NARRATOR: It was Elsie who stopped on the pier and tilted her head. In all the shouting, nobody had thought to tell her grandmother. Out beyond the point the note was still going: low, long, and badly out of breath.

NARRATOR: They walked round to her by the shore path. Ottilie Dunmore sat in the boathouse door in her slippers, eighty-one years old and scarlet in the face, and she did not stop until Elsie laid a hand on the cold brass.

ELSIE DUNMORE (softly): “You can stop now, Gran,”
NARRATOR: she said softly.

OTTILIE DUNMORE (gasped): “Was it any help?”
NARRATOR: gasped Ottilie.

ELSIE DUNMORE: “It was a bit flat.”

OTTILIE DUNMORE: “It was always a bit flat.”
NARRATOR: She held on to the girl for some time. Then she looked over the top of her head.
OTTILIE DUNMORE: “Mr Falk. Have you come to complain?”

NARRATOR: Desmond Falk turned his hat round in his hands.
ELSIE DUNMORE: “I’ve come to withdraw the petition.”

OTTILIE DUNMORE: “All forty-one of you?”

ELSIE DUNMORE: “I’ll start on the other forty at breakfast.”

NARRATOR: Ottilie thought about it. Then she held out the tuba.

NARRATOR: He took it, and for a moment it looked as though it had taken him. They had gone perhaps a hundred yards, he and it, when Elsie dropped back to walk beside him.

ELSIE DUNMORE (whispered): “Change arms at the gate,”
NARRATOR: she whispered.
ELSIE DUNMORE (whispered): “I always do.”

