"""What speaks for a candidate: every clue the text gives that somebody says a turn, by name and strength.

A clue is a name and a number, mostly 1.0; what it is worth stands in data/speakers.tsv (`weights.py`). `still` clues hold
whoever spoke before; `moving` ones depend on the speakers of the turns before.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from fullcast.parse.lexicon import KIN, NOBODY_ROLES
from fullcast.parse.speakers.mentions import Mention
from fullcast.parse.speakers.people import People, Person
from fullcast.parse.speakers.scene import Scene, Turn

Clue = tuple[str, float]
History = tuple[int, ...]

CANDIDATES = 14
_BACK = 6000
_AHEAD = 1500
_FADE = 900.0
_RUN = 7
_POSSESSIVE = frozenset("his her my their our your".split())


class Clues:
    """The clues of one scene. `spoken` counts the sure tags of each person in the whole book."""

    def __init__(self, scene: Scene, people: People, kin: Kin) -> None:
        self.turns = scene.turns
        self.persons = people.persons
        self.narrator = people.narrator
        self.kin = kin
        self.gender = [*(p.gender or "" for p in people.persons), ""]  # the last is that of -1, nobody known
        self.tag = [_named(turn) for turn in scene.turns]
        self._recent(scene)
        self._run_of: dict[int, _Run] = {}

    # --- who is about ----------------------------------------------------------------------------------

    def _recent(self, scene: Scene) -> None:
        """Note for every turn who was mentioned lately: latest first, with distance in passages and weight."""
        marks = [(m, p) for m, p in scene.narration if m.person >= 0]
        weight: dict[int, float] = {}
        when: dict[int, tuple[int, int]] = {}  # in order of the latest mention
        leaders: list[tuple[int, int]] = []
        at = 0
        self.recent: list[list[tuple[int, int, float]]] = []
        self.leaders: list[list[int]] = []
        self.ahead: list[list[int]] = []
        for turn in self.turns:
            while at < len(marks) and marks[at][0].start < turn.opens:
                mention, passage = marks[at]
                who = mention.person
                if who in when:
                    faded = weight[who] * math.exp((when[who][0] - mention.start) / _FADE)
                    del when[who]
                else:
                    faded = 0.0
                when[who] = (mention.start, passage)
                weight[who] = faded + (1.5 if mention.leads else 1.0)
                if mention.leads:
                    leaders.append((who, passage))
                at += 1
            near: list[tuple[int, int, float]] = []
            for who in reversed(when):
                start, passage = when[who]
                if turn.opens - start > _BACK or len(near) >= 24:
                    break
                near.append(
                    (who, turn.passage - passage, weight[who] * math.exp((start - turn.opens) / _FADE))
                )
            self.recent.append(near)
            acting: list[int] = []
            for who, passage in reversed(leaders[-15:]):
                if turn.passage - passage <= 3 and who not in acting:
                    acting.append(who)
            self.leaders.append(acting)
            ahead: list[int] = []
            for mention, _ in marks[at : at + 20]:
                if mention.start > turn.end + _AHEAD:
                    break
                ahead.append(mention.person)
            self.ahead.append(ahead)

    def candidates(self, i: int) -> list[int]:
        """Return who can say turn `i`: those its tags name, the narrator, and whoever is most about."""
        turn = self.turns[i]
        first = [t.mention.person for t in turn.tags if t.mention.person >= 0]
        first += [m.person for m in turn.oneself if m.person >= 0]
        if self.narrator is not None:
            first.append(self.narrator.id)
        score: defaultdict[int, float] = defaultdict(float)
        for who, _, weight in self.recent[i]:
            score[who] += weight
        for mention, _ in turn.beats:
            if mention.person >= 0:
                score[mention.person] += 2.0
        for who in self.ahead[i]:
            score[who] += 0.4
        for back in range(1, 8):
            if back > i or turn.start - self.turns[i - back].end > _BACK:
                break
            other = self.turns[i - back]
            for mention in other.vocatives:
                score[mention.person] += 0.6 / back
            for mention in other.named:
                score[mention.person] += 0.15 / back
            for tag in other.tags:
                score[tag.mention.person] += 1.5 / back
        for other in self.turns[i + 1 : i + 3]:
            for mention in other.vocatives:
                score[mention.person] += 0.6
        score.pop(-1, None)
        likely = sorted(score.items(), key=lambda s: -s[1])[:CANDIDATES]
        found = list(dict.fromkeys([*first, *(who for who, _ in likely)]))
        return found or self.kin.usual[:3]

    # --- clues that hold whoever spoke before -------------------------------------------------------------

    def still(self, i: int, who: int) -> list[Clue]:
        """Return the clues for `who` at turn `i` that do not depend on who spoke before."""
        turn = self.turns[i]
        person = self.persons[who]
        clues: list[Clue] = [(f"is {person.standing}", 1.0)]
        if turn.tags:
            self._tags(turn, who, person, clues)
        if turn.beats:
            self._beats(turn, who, clues)
        self._around(turn, who, clues)
        self._speech(i, turn, who, clues)
        self._run(i, turn, who, clues)
        self._about(i, turn, who, person, clues)
        self._tags_near(i, who, clues)
        return clues

    def _fits(self, gender: str, who: int) -> str:
        mine = self.gender[who]
        if not mine or not gender:
            return "?"
        if self.persons[who].sure:
            return "fits" if mine == gender else "clashes"
        return "may fit" if mine == gender else "may clash"

    def _tags(self, turn: Turn, who: int, person: Person, clues: list[Clue]) -> None:
        for n, tag in enumerate(turn.tags[:2]):
            mention = tag.mention
            second = " second" if n else ""
            if mention.person == who:
                clues.append((f"tag {mention.form} {tag.how}{second}", 1.0))
            if mention.form == "pronoun" and mention.gender in {"male", "female"}:
                sure = "sure" if tag.sure else "unsure"
                clues.append((f"tag he/she {sure} {self._fits(mention.gender, who)}{second}", 1.0))
                if self.narrator is not None and who == self.narrator.id:
                    clues.append((f"tag he/she narrator{second}", 1.0))
            elif mention.form == "role" and not n:
                self._role_tag(mention, who, person, clues)
            elif mention.gender == "self" and not n and mention.person != who:
                clues.append(("tag I, not narrator", 1.0))
            if tag.told is not None and tag.told.person == who:
                clues.append(("told", 1.0))

    def _role_tag(self, mention: Mention, who: int, person: Person, clues: list[Clue]) -> None:
        if mention.gender:
            clues.append((f"role gender {self._fits(mention.gender, who)}", 1.0))
        near = self.kin.beside(mention.head, who)
        if near is not None:
            clues.append(("role stands beside", near[0]))
            clues.append(("role share", near[1]))
        sort = _sort(mention)
        clues.append((f"role {sort}, {'they' if mention.person == who else person.standing}", 1.0))
        how = "new" if mention.indefinite else "known"
        if mention.determiner in _POSSESSIVE:
            how = "my" if mention.determiner == "my" else "owned"
        clues.append((f"role {how} {'they' if mention.person == who else person.standing}", 1.0))
        if how in {"owned", "my"} and mention.head in KIN:
            clues.append((f"role {KIN[mention.head]} {self.kin.rank(who)}", 1.0))

    def _beats(self, turn: Turn, who: int, clues: list[Clue]) -> None:
        acted = met = False
        first: Mention | None = None
        last_before: Mention | None = None
        names: set[int] = set()
        for mention, before in turn.beats:
            if mention.leads:
                first = first or mention
                if before:
                    last_before = mention
            if mention.form == "name" and mention.person >= 0:
                names.add(mention.person)
            if mention.person != who:
                continue
            if mention.leads and not acted:
                clues.append(("acts before" if before else "acts after", 1.0))
                acted = True
            elif not mention.leads and not met:
                clues.append(
                    (
                        "beside, owning"
                        if mention.possessive
                        else "beside"
                        if mention.subject
                        else "beside, object",
                        1.0,
                    )
                )
                met = True
        if first is not None:
            if first.person == who:
                clues.append(("acts first", 1.0))
            elif first.gender in {"male", "female"} and first.form != "name":
                clues.append((f"acts {first.form} {self._fits(first.gender, who)}", 1.0))
        if last_before is not None and last_before.person == who:
            clues.append(("acts just before", 1.0))
            if turn.form == "pronoun" and self._fits(turn.tags[0].mention.gender, who) in {"fits", "may fit"}:
                clues.append(("acts just before, he/she fits", 1.0))
        if last_before is not None and _last_turned_to([m for m, before in turn.beats if before]) == who:
            clues.append(("turned to beside", 1.0))
        if len(names) == 1 and who in names:
            clues.append(("alone beside", 1.0))

    def _around(self, turn: Turn, who: int, clues: list[Clue]) -> None:
        if turn.led:
            last = next((m for m in reversed(turn.led) if m.leads), None)
            if last is not None and last.person == who:
                clues.append(("led in by", 1.0))
            elif last is not None and last.form == "pronoun" and last.gender in {"male", "female"}:
                clues.append((f"led in by he/she {self._fits(last.gender, who)}", 1.0))
            if any(m.person == who for m in turn.led):
                clues.append(("mentioned before", 1.0))
                if _last_turned_to(turn.led) == who:
                    clues.append(("turned to before", 1.0))
        if turn.followed:
            first = next((m for m in turn.followed if m.leads), None)
            if first is not None and first.person == who:
                clues.append(("acts next", 1.0))
            elif first is not None and first.form == "pronoun" and first.gender in {"male", "female"}:
                clues.append((f"followed by he/she {self._fits(first.gender, who)}", 1.0))

    def _speech(self, i: int, turn: Turn, who: int, clues: list[Clue]) -> None:
        if _in(turn.vocatives, who):
            clues.append(("addressed by it", 1.0))
        elif _in(turn.named, who):
            clues.append(("named in it", 1.0))
        if _in(turn.oneself, who):
            clues.append(("says so", 1.0))
        if turn.called:
            clues.append((f"addresses {self._fits(turn.called, who)}", 1.0))
        if i + 1 < len(self.turns) and self.turns[i + 1].gap < 2:
            following = self.turns[i + 1]
            if _in(following.vocatives, who):
                clues.append((f"addressed next {following.gap}", 1.0))
            elif _in(following.named, who):
                clues.append(("named next", 1.0))
            if following.called:
                clues.append((f"addressed next {self._fits(following.called, who)}", 1.0))
            if any(t.told is not None and t.told.person == who for t in following.tags):
                clues.append(("told next", 1.0))
        if i and turn.gap < 2:
            before = self.turns[i - 1]
            if _in(before.vocatives, who):
                clues.append(("addressed before", 1.0))
            elif _in(before.named, who):
                clues.append(("named before", 1.0))
            if before.called:
                clues.append((f"addressed before {self._fits(before.called, who)}", 1.0))
            if before.kin:
                clues.append((f"addressed before {before.kin} {self.kin.rank(who)}", 1.0))
            if any(t.told is not None and t.told.person == who for t in before.tags):
                clues.append(("told before", 1.0))
        for back in (2, 3, 4):
            if back <= i and _in(self.turns[i - back].vocatives, who):
                clues.append((f"addressed {back} back", 1.0))
                break

    def _run(self, i: int, turn: Turn, who: int, clues: list[Clue]) -> None:
        """Clues of the turns of an unbroken run: those of one side are two, four, six away, those of the other between."""
        run = self._run_of.get(i)
        if run is None:
            run = self._run_of[i] = _Run(self.turns, self.tag, i)
        for name, people in run.sides.items():
            if who in people:
                clues.append((name, 1.0))
        if run.mine:
            clues.append((f"own side he/she {self._fits(run.mine, who)}", 1.0))
        if run.theirs:
            clues.append((f"other side he/she {self._fits(run.theirs, who)}", 1.0))

    def _about(self, i: int, turn: Turn, who: int, person: Person, clues: list[Clue]) -> None:
        near = "in a run" if turn.gap == 0 else "after narration"
        rank = among = 0
        distance, weight = 99, 0.0
        mine = self.gender[who]
        for n, (other, far, heavy) in enumerate(self.recent[i]):
            if mine and self.gender[other] == mine:
                among += 1
            if other == who:
                rank, distance, weight = n + 1, far, heavy
                break
        clues.append((f"recent {min(rank, 5) if rank else 9}", 1.0))
        if person.standing == "role" and rank and distance <= 3:
            clues.append((f"role about {min(rank, 4)}", 1.0))
        if mine:
            clues.append((f"recent of gender {min(among, 4) if rank else 9}", 1.0))
        if rank and rank <= 2:
            clues.append((f"recent {rank} {near}", 1.0))
        if mine and rank and among <= 3:
            clues.append((f"recent of gender {among} {near}", 1.0))
        acting = self.leaders[i]
        if who in acting:
            clues.append((f"acted {'last' if acting[0] == who else 'lately'} {near}", 1.0))
            if mine and next((a for a in acting if self.gender[a] == mine), -1) == who:
                clues.append((f"acted last of gender {near}", 1.0))
        tags = self.kin.tags[who]
        if tags >= 3 and distance <= 5:
            clues.append((f"near and talkative {near}", math.log(tags)))
        far_class = (
            0 if distance <= 1 else 1 if distance <= 2 else 2 if distance <= 5 else 3 if distance <= 12 else 4
        )
        clues.append((f"mentioned {far_class if distance < 99 else 5} back", 1.0))
        clues.append(("present", math.log(weight + 0.05)))
        clues.append(("talkative", math.log(tags + 1)))
        clues.append(("often mentioned", math.log(person.count + 1)))
        if person.personhood < 2:
            clues.append(("hardly a person" if person.personhood else "nothing a person does", 1.0))

    def _tags_near(self, i: int, who: int, clues: list[Clue]) -> None:
        for ahead in range(1, 7):
            if i + ahead >= len(self.turns) or self.turns[i + ahead].gap == 3:
                break
            if self.tag[i + ahead] == who:
                clues.append((f"tagged {min(ahead, 5)} ahead", 1.0))
                break
        for back in range(1, 9):
            if back > i or self.turns[i - back + 1].gap == 3:
                break
            if self.tag[i - back] == who:
                clues.append((f"tagged {min(back, 5)} back", 1.0))
                break

    # --- clues that depend on who spoke before ----------------------------------------------------------------

    def moving(self, i: int, who: int, history: History) -> list[Clue]:
        """Return the clues for `who` at turn `i` given the speakers before, the latest first."""
        if not history:
            return []
        turn = self.turns[i]
        if turn.gap == 3:
            return [("new scene, of the last" if who in history[:4] else "new scene, another", 1.0)]
        clues: list[Clue] = []
        before = self.turns[i - 1]
        if who == history[0]:
            clues.append((f"goes on {turn.gap}", 1.0))
            if turn.continued:
                clues.append(("quote left open", 1.0))
            if turn.gap == 0 and before.question:
                clues.append(("answers own question", 1.0))
            if before.tags and before.tags[0].sure:
                clues.append((f"goes on after a tag {turn.gap}", 1.0))
        elif len(history) > 1 and who == history[1]:
            clues.append((f"two back {turn.gap} {0 if before.gap == 0 else 'x'}", 1.0))
            if len(history) > 3 and history[0] == history[2] and history[1] == history[3]:
                clues.append(("alternates", 1.0))
            if before.vocatives and not _in(before.vocatives, who):
                clues.append(("two back, another addressed", 1.0))
        elif len(history) > 2 and who == history[2]:
            clues.append((f"three back {turn.gap}", 1.0))
        elif len(history) > 3 and who == history[3]:
            clues.append((f"four back {turn.gap}", 1.0))
        elif who in history[4:]:
            clues.append((f"further back {turn.gap}", 1.0))
        else:
            clues.append((f"joins {turn.gap}", 1.0))
        seen = list(dict.fromkeys(history))
        if who in seen:
            clues.append((f"speaker {min(seen.index(who) + 1, 4)}", 1.0))
        crowd = "of two" if len(set(history[:5])) <= 2 else "of more"
        if who == history[0]:
            clues.append((f"goes on {crowd}", 1.0))
        elif len(history) > 1 and who == history[1]:
            clues.append((f"two back {crowd}", 1.0))
        elif who not in seen:
            clues.append((f"joins {crowd}", 1.0))
        if turn.tags:
            self._tag_among(i, turn, who, seen, clues)
        return clues

    def _tag_among(self, i: int, turn: Turn, who: int, seen: Sequence[int], clues: list[Clue]) -> None:
        """Clues of a tag that many could be meant by: who of the last speakers it fits."""
        mention = turn.tags[0].mention
        gender = mention.gender
        if mention.form != "name" and gender in {"male", "female"} and self.gender[who] == gender:
            same = [x for x in seen[:4] if self.gender[x] == gender]
            if who in same:
                clues.append((f"fits, {min(same.index(who) + 1, 3)} of {min(len(same), 3)}", 1.0))
                before = self.turns[i - 1].tags
                again = (
                    bool(before)
                    and before[0].mention.form == "pronoun"
                    and before[0].mention.gender == gender
                )
                if turn.gap == 0 and who == seen[0] and again:
                    clues.append(("goes on, he/she again", 1.0))
            else:
                clues.append((f"fits, none of {min(len(same), 2)}", 1.0))
        if mention.form == "role" and mention.determiner in _POSSESSIVE and mention.head in KIN:
            mine = self.persons[who].surnames
            if mine and any(x not in {who, -1} and self.persons[x].surnames & mine for x in seen[:2]):
                clues.append(("kin of the last", 1.0))
            if who == seen[0]:
                clues.append(("kin is the last", 1.0))


class _Run:
    """Who is named, called or acts on either side of the unbroken run around a turn."""

    __slots__ = ("mine", "sides", "theirs")

    def __init__(self, turns: Sequence[Turn], tag: Sequence[int], i: int) -> None:
        self.sides: defaultdict[str, set[int]] = defaultdict(set)
        self.mine = self.theirs = ""
        for step in (-1, 1):
            for away in range(1, _RUN + 1):
                j = i + step * away
                if not 0 <= j < len(turns) or (turns[j + 1] if step < 0 else turns[j]).gap > 0:
                    break
                self._add(turns[j], tag[j], own=away % 2 == 0, far=away > 1)

    def _add(self, turn: Turn, tagged: int, *, own: bool, far: bool) -> None:
        side = "own side" if own else "other side"
        first = turn.tags[0] if turn.tags else None
        if tagged >= 0:
            self.sides[f"{side} tagged"].add(tagged)
        elif first is not None and first.sure and first.mention.gender in {"male", "female"}:
            if own:
                self.mine = self.mine or first.mention.gender
            else:
                self.theirs = self.theirs or first.mention.gender
        if far:
            self.sides[f"{side} addresses"].update(m.person for m in turn.vocatives)
            self.sides[f"{side} names"].update(m.person for m in turn.named)
        self.sides[f"{side} acts"].update(m.person for m, _ in turn.beats if m.leads)


_VAGUE = NOBODY_ROLES | frozenset(
    "gentleman lady boy girl youth fellow chap lad child creature other stranger".split()
)


def _sort(mention: Mention) -> str:
    """Return what a role tells: kin of somebody, little ("the man"), as good as a name ("the Queen"), or an office."""
    if mention.head in KIN:
        return "kin"
    return "capital" if mention.capital else "vague" if mention.head in _VAGUE else "office"


_TOWARDS = frozenset("to at toward towards upon on before".split())


def _last_turned_to(mentions: Sequence[Mention]) -> int:
    """Return the last person somebody turns to, looks at or speaks to; -1 where there is none."""
    return next((m.person for m in reversed(mentions) if m.person >= 0 and m.after in _TOWARDS), -1)


def _in(mentions: Sequence[Mention], who: int) -> bool:
    return any(m.person == who for m in mentions)


def _named(turn: Turn) -> int:
    """Return whom the surest tag of a turn names, -1 where it names nobody."""
    return turn.tags[0].mention.person if turn.tags and turn.tags[0].sure else -1


class Kin:
    """What the whole book tells of its people: tags, titles, and the roles that are used where they are about."""

    def __init__(self, scenes: Sequence[Scene], people: People) -> None:
        self.persons = people.persons
        self.tags: Counter[int] = Counter()
        for scene in scenes:
            self.tags.update(who for turn in scene.turns if (who := _named(turn)) >= 0)
        self.usual = [who for who, _ in sorted(self.tags.items(), key=lambda t: (-t[1], t[0]))]
        self.total = sum(p.count for p in people.persons if p.standing == "named")
        self._beside: defaultdict[str, Counter[int]] = defaultdict(Counter)
        self._sum: Counter[str] = Counter()
        wanted = {
            t.mention.head
            for s in scenes
            for turn in s.turns
            for t in turn.tags[:1]
            if t.mention.form == "role"
        }
        for scene in scenes:
            self._count(scene, wanted)
        self._ranks: dict[int, str] = {}

    def _count(self, scene: Scene, wanted: set[str]) -> None:
        """Count who is named near each use of a role."""
        names = [(m.start, m.person) for m, _ in scene.narration if m.form == "name" and m.person >= 0]
        first = last = 0
        for mention, _ in scene.narration:
            if mention.form != "role" or mention.head not in wanted or mention.determiner in {"a", "an"}:
                continue
            while first < len(names) and names[first][0] < mention.start - 900:
                first += 1
            last = max(last, first)
            while last < len(names) and names[last][0] < mention.start + 500:
                last += 1
            self._beside[mention.head].update({who for _, who in names[first:last]})

    def beside(self, head: str, who: int) -> tuple[float, float] | None:
        """Return how much oftener than by chance a person is about where a role is used, and their share of those."""
        near = self._beside.get(head)
        if not near:
            return None
        total = self._sum.get(head) or sum(near.values())
        self._sum[head] = total
        expected = total * (self.persons[who].count + 1) / (self.total + 1)
        return math.log((near[who] + 0.3) / (expected + 0.3)), near[who] / total

    def rank(self, who: int) -> str:
        """Return the title a person goes by, coarsely."""
        known = self._ranks.get(who)
        if known is None:
            person = self.persons[who]
            titles = {title for title, _ in person.names if title}
            known = (
                person.standing
                if person.standing != "named"
                else next(
                    (t for t in ("Mrs", "Miss", "Mr") if t in titles), "titled" if titles else "untitled"
                )
            )
            self._ranks[who] = known
        return known
