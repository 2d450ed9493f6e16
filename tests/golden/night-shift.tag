---
title: Night Shift
language: en
cast:
  Dispatcher: female, unnamed
  Harbour Master: male, unnamed
  Ottilie Dunmore: female; Ottilie
  Nora Halloran: female; Nora
  Callum Petrie: male; Callum
  Tomas: male
  Newsreader: male; forecaster
  Elsie Dunmore: female; Elsie
---

# Something on the Ramp

NARRATOR: Ten to six in the morning, and the coastguard operations room smelled of toast.

NEWSREADER (broadcast): Clear skies, light winds, and no fog anywhere. Good morning.

NARRATOR: The dispatcher switched it off before it could change its mind.

DISPATCHER: First rule of nights, Tomas. You never say the word.

TOMAS: Which word?

DISPATCHER: It begins with a Q.

TOMAS: What, quiet?

[beat]

NARRATOR: The telephone rang.

DISPATCHER (sighed): That’s the one.

HARBOUR MASTER (phone): Skarra harbour here. I have an intruder on the ferry ramp. Male, three hundred kilos. He won’t give his name.

DISPATCHER: Is he armed?

HARBOUR MASTER (phone): He’s got flippers.

NARRATOR: Half a mile out, the Corrie Ann was coming in with the post, the bread, and nineteen cars.

CALLUM PETRIE (radio): Coastguard, this is Corrie Ann. There’s a seal on our ramp, and he’s staring at me.

DISPATCHER (radio): Can you stare back, Callum?

CALLUM PETRIE (radio): I’ve tried. He’s better at it.

TOMAS (whispered): Is there a procedure?

DISPATCHER (thought): There is no procedure.

DISPATCHER: There’s always a procedure. Who do we know with seals for neighbours?

NARRATOR: She ran a finger down the list on the wall. It was there under T, for tuba.

[scene]

OTTILIE DUNMORE (phone): It is six in the morning. Has Mr Falk been complaining?

DISPATCHER: No, Mrs Dunmore. This time it’s a seal.

OTTILIE DUNMORE (phone): Is it a fat one, with half an ear gone? That’s only Bernard. He comes for the slow movements.

DISPATCHER: Could you play him one?

NARRATOR: They heard it all down the open line. Slippers. A door. Somebody small, carrying something large.

[beat 1.2s]

NARRATOR: And then a note. It was low. It was long. It was a little flat.

HARBOUR MASTER (phone, shouted): He’s moving! He’s off the ramp! He’s following her up the beach!

ELSIE DUNMORE (phone, called): Go straight, Gran! He can’t do corners!

[beat]

NARRATOR: On the Corrie Ann, the captain reached for the other handset.

NORA HALLORAN (loudspeaker): Good morning, this is your captain. On your left you will see a lady in slippers being followed by a seal. This service does not appear in the timetable.

[scene]

TOMAS: Do I have to log that?

DISPATCHER: Everything gets logged.

TOMAS: Name of vessel?

DISPATCHER: Bernard.

TOMAS: Assistance given?

DISPATCHER (softly): Put music.

NARRATOR: He put music. Outside it was getting light, the harbour was empty, and this time nobody said the word.
