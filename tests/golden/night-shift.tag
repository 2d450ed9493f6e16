---
title: Night Shift
language: en
cast:
  dispatcher: female, unnamed
  harbour master: male, unnamed
  Ottilie: female
  Nora: female
  Callum:
  Tomas: male
  forecaster: unnamed
  Elsie: female
---

# Something on the Ramp

NARRATOR: Ten to six in the morning, and the coastguard operations room smelled of toast.

forecaster (broadcast): Clear skies, light winds, and no fog anywhere. Good morning.

NARRATOR: The dispatcher switched it off before it could change its mind.

dispatcher: First rule of nights, Tomas. You never say the word.

TOMAS: Which word?

dispatcher: It begins with a Q.

TOMAS: What, quiet?

[beat]

NARRATOR: The telephone rang.

dispatcher (sighed): That’s the one.

harbour master (phone): Skarra harbour here. I have an intruder on the ferry ramp. Male, three hundred kilos. He won’t give his name.

dispatcher: Is he armed?

harbour master (phone): He’s got flippers.

NARRATOR: Half a mile out, the Corrie Ann was coming in with the post, the bread, and nineteen cars.

CALLUM (radio): Coastguard, this is Corrie Ann. There’s a seal on our ramp, and he’s staring at me.

dispatcher (radio): Can you stare back, Callum?

CALLUM (radio): I’ve tried. He’s better at it.

TOMAS (whispered): Is there a procedure?

dispatcher (thought): There is no procedure.

dispatcher: There’s always a procedure. Who do we know with seals for neighbours?

NARRATOR: She ran a finger down the list on the wall. It was there under T, for tuba.

[scene]

OTTILIE (phone): It is six in the morning. Has Mr Falk been complaining?

dispatcher: No, Mrs Dunmore. This time it’s a seal.

OTTILIE (phone): Is it a fat one, with half an ear gone? That’s only Bernard. He comes for the slow movements.

dispatcher: Could you play him one?

NARRATOR: They heard it all down the open line. Slippers. A door. Somebody small, carrying something large.

[beat 1.2s]

NARRATOR: And then a note. It was low. It was long. It was a little flat.

harbour master (phone, shouted): He’s moving! He’s off the ramp! He’s following her up the beach!

ELSIE (phone, called): Go straight, Gran! He can’t do corners!

[beat]

NARRATOR: On the Corrie Ann, the captain reached for the other handset.

NORA (loudspeaker): Good morning, this is your captain. On your left you will see a lady in slippers being followed by a seal. This service does not appear in the timetable.

[scene]

TOMAS: Do I have to log that?

dispatcher: Everything gets logged.

TOMAS: Name of vessel?

dispatcher: Bernard.

TOMAS: Assistance given?

dispatcher (softly): Put music.

NARRATOR: He put music. Outside it was getting light, the harbour was empty, and this time nobody said the word.
