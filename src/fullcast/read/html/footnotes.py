"""Which elements of a page are marks of notes, and which hold the notes: as they say (EPUB, DPUB-ARIA), or by behaviour.

By behaviour, a mark is a short link, raised or in brackets, to a block that begins with the same mark or links back.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from fullcast.read.html import tags

_MARK = re.compile(r"[\[({]?\s*(\d{1,5}|[*†‡§¶‖#]{1,4}|[a-z]|[ivxlc]{1,6})\s*[\])}.:]?", re.IGNORECASE)
_NOTE_NAME = re.compile(r"note|fn|ftn|ref|back|anchor", re.IGNORECASE)
_WORD_NOTE = re.compile(r"(?:ftn|edn)\d+")
_SMALL_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_CLIMB = 8
"""How many elements above a link are looked at."""


@dataclass(frozen=True, slots=True)
class Notes:
    """`marks`: the elements that are marks, each with the key of its note, "" for what only leads back.

    `bodies`: the elements that hold notes, with their keys; `signs`: how the mark of a note looks, by key.
    """

    marks: Mapping[Any, str]
    bodies: Mapping[Any, str]
    signs: Mapping[str, str]


@dataclass(slots=True)
class _Link:
    node: Any
    target: str  # the key of what it leads to
    sign: str  # its mark, "" where it is none
    declared: bool  # it says itself that it leads to a note
    back: bool  # it says itself that it leads back
    raised: bool


@dataclass(slots=True)
class _Survey:
    """What a pass over the page finds."""

    name: str
    ids: dict[str, Any] = field(default_factory=dict)
    links: list[_Link] = field(default_factory=list)
    declared: list[Any] = field(default_factory=list)
    raised: list[tuple[Any, str]] = field(default_factory=list)
    idle: list[Any] = field(default_factory=list)  # what says that it is a mark, and leads nowhere
    marks: dict[Any, str] = field(default_factory=dict)
    bodies: dict[Any, str] = field(default_factory=dict)
    signs: dict[str, str] = field(default_factory=dict)
    heads: dict[Any, bool] = field(default_factory=dict)
    begun: dict[Any, str] = field(default_factory=dict)


def notes(root: Any, name: str, wanted: Iterable[str] = ()) -> Notes:
    """Find the notes of the page `root`, whose keys begin with `name`; `wanted` are keys that marks elsewhere have.

    Where the page has a name, others may lead to its notes, so that those count that nothing here leads to.
    """
    survey = _surveyed(root, name)
    for key in wanted:
        _want(survey, key)
    for link in survey.links:
        if not link.back:
            _follow(survey, link)
    _declare(survey)
    _pair(survey)
    for link in survey.links:
        _lead_back(survey, link)
    for node in survey.idle:
        if not any(each in survey.marks for each in _around(node)):
            survey.marks[_whole(node)] = ""
    return Notes(survey.marks, survey.bodies, survey.signs)


def resolved(href: str, name: str) -> str:
    """Return the key of what `href` leads to from the page `name`: "text/ch1.xhtml#id"."""
    path, _, part = href.partition("#")
    if ":" in path:
        return ""
    home = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path))) if path else name
    return f"{home}#{unquote(part)}" if part else home


def _surveyed(root: Any, name: str) -> _Survey:
    survey = _Survey(name)
    for node in root.iter("*"):
        tag = tags.local(node.tag)
        if tag == "sup":
            sign = _sign(node)
            if sign:
                survey.raised.append((node, sign))
        items = node.items()
        if not items:
            continue
        has = tags.attributes(items)
        for key in ("id", "name") if tag == "a" else ("id",):
            if has.get(key):
                survey.ids.setdefault(f"{name}#{has[key]}", node)
        types, classes = tags.types(has), has.get("class", "").lower().split()
        if "href" in has:
            survey.links.append(_link(node, has, types, classes, name))
        elif ("noteref" in types or not tags.NOTEREF_CLASSES.isdisjoint(classes)) and _sign(node):
            survey.idle.append(node)
        if tag == "a":
            continue
        if not tags.NOTE_TYPES.isdisjoint(types) or not tags.NOTE_CLASSES.isdisjoint(classes):
            survey.declared.append(node)
    return survey


def _link(node: Any, has: Mapping[str, str], types: list[str], classes: list[str], name: str) -> _Link:
    sign = _sign(node)
    declared = (
        "noteref" in types or not tags.NOTEREF_CLASSES.isdisjoint(classes) or "data-footnote-ref" in has
    )
    back = (
        "backlink" in types or not tags.BACKLINK_CLASSES.isdisjoint(classes) or "data-footnote-backref" in has
    )
    raised = bool(sign) and (
        _raised(node)
        or not tags.RAISED_CLASSES.isdisjoint(classes)
        or not sign.isalnum()
        or _short(node).strip()[0] in "[({"
    )
    return _Link(node, resolved(has["href"].strip(), name), sign, declared, back, raised)


def _sign(node: Any) -> str:
    """Return the mark that an element is, without its brackets; "" for an element that is no mark."""
    match = _MARK.fullmatch(_short(node).strip().translate(_SMALL_DIGITS))
    return match.group(1) if match else ""


def _short(node: Any) -> str:
    """Return the text of an element, or of the beginning of a large one."""
    found = ""
    for number, each in enumerate(node.iter()):
        if number and each is not node:
            found += (each.text or "")[:64] + (each.tail or "")[:64]
        else:
            found += (each.text or "")[:64]
        if number > 10 or len(found) > 64:
            break
    return found


def _raised(node: Any) -> bool:
    for each in _above(node, 3):
        if tags.local(each.tag) == "sup" or "super" in (each.get("style") or ""):
            return True
    for number, each in enumerate(node.iter()):
        if tags.local(each.tag) == "sup" or "super" in (each.get("style") or ""):
            return True
        if "footnotereference" in (each.get("class") or "").lower():
            return True
        if number > 4:
            break
    return False


def _above(node: Any, steps: int = _CLIMB) -> Iterator[Any]:
    """Yield an element and those around it."""
    for _ in range(steps):
        if node is None:
            return
        yield node
        node = node.getparent()


def _home(survey: _Survey, node: Any) -> tuple[Any, bool]:
    """Return the block that an element is in, and whether the block begins with it."""
    leads = True
    for _ in range(_CLIMB):
        if tags.local(node.tag) in tags.BLOCKS:
            return node, leads
        above = node.getparent()
        if above is None:
            break
        leads = leads and not _preceded(survey, node, above)
        node = above
    return node, False


def _preceded(survey: _Survey, node: Any, above: Any) -> bool:
    if above not in survey.heads:
        survey.heads[above] = bool((above.text or "").strip())
    if survey.heads[above]:
        return True
    before = node.getprevious()
    for _ in range(3):
        if before is None:
            return False
        if (before.tail or "").strip() or _short(before).strip():
            return True
        before = before.getprevious()
    return before is not None


def _follow(survey: _Survey, link: _Link) -> None:
    """See whether a link is a mark, and what it leads to a note."""
    target = survey.ids.get(link.target)
    if target is None:
        _follow_away(survey, link)
        return
    if not (link.declared or (link.sign and link.raised)):
        return
    body = _body(survey, target, link.declared)
    if body is None or body in _above(link.node):
        return
    if not link.declared and (_inside(survey, link.node) or _only_back(survey, link, target)):
        return
    if link.declared or _begins(survey, body, link.sign) or _answers(survey, body, link):
        key = survey.bodies.setdefault(body, link.target)
        survey.marks[_whole(link.node)] = key
        survey.signs.setdefault(key, link.sign)
        if tags.local(body.tag) == "dt" and body.getnext() is not None:
            survey.bodies.setdefault(body.getnext(), key)


def _want(survey: _Survey, key: str) -> None:
    """See whether what a mark on another page leads to is a note: it begins like one, leads away, or says so."""
    target = survey.ids.get(key)
    body = None if target is None else _body(survey, target, True)
    if body is None or _inside(survey, body) or tags.BLOCKS.get(tags.local(body.tag)) == "heading":
        return
    match = _MARK.match(_short(body).lstrip().translate(_SMALL_DIGITS))
    sign = match.group(1) if match and (match.group(1).isdigit() or not match.group(1).isalnum()) else ""
    if sign or body in survey.declared or any(_leads_away(survey, each) for each in body.iter("*")):
        survey.bodies[body] = key
        survey.signs.setdefault(key, sign)


def _leads_away(survey: _Survey, node: Any) -> bool:
    target = resolved(node.get("href") or "", survey.name) if tags.local(node.tag) == "a" else ""
    return "#" in target and not target.startswith(f"{survey.name}#")


def _inside(survey: _Survey, node: Any) -> bool:
    return any(each in survey.bodies for each in _above(node))


def _only_back(survey: _Survey, link: _Link, target: Any) -> bool:
    """Say whether a link at a block's beginning leads into the midst of another: from a note to its mark."""
    return _home(survey, link.node)[1] and not _home(survey, target)[1]


def _follow_away(survey: _Survey, link: _Link) -> None:
    """As `_follow`, of a link to another page."""
    if "#" not in link.target or link.target.startswith(survey.name + "#"):
        if link.declared:
            survey.marks[_whole(link.node)] = link.target
        return
    _, leads = _home(survey, link.node)
    if link.declared or (link.raised and not leads and survey.name):
        survey.marks[_whole(link.node)] = link.target
    elif leads and link.sign and survey.name:
        names = [each.get("id") or each.get("name") or "" for each in _above(link.node, 4)]
        own = next((n for n in names if n), "")
        body = _body(survey, link.node, False)
        if own and body is not None and (_NOTE_NAME.search(own) or _NOTE_NAME.search(link.target)):
            survey.marks[_whole(link.node)] = ""
            survey.bodies.setdefault(body, f"{survey.name}#{own}")


def _body(survey: _Survey, target: Any, declared: bool) -> Any | None:
    """Return the element that holds the note to which a link to `target` leads."""
    block, leads = _home(survey, target)
    if target is not block and not leads and not (declared and tags.local(target.tag) in ("span", "small")):
        return None
    if not leads:
        block = target
    for above in _above(block, 4):
        if _holds(above):
            block = above
    return None if tags.local(block.tag) in ("html", "body", "main", "section", "article", "tbody") else block


def _holds(node: Any) -> bool:
    """Say whether an element is made to hold one note, whatever is inside."""
    has = tags.attributes(node.items())
    return (
        tags.local(node.tag) in ("li", "dd", "tr")
        or not tags.NOTE_TYPES.isdisjoint(tags.types(has))
        or not tags.NOTE_CLASSES.isdisjoint(has.get("class", "").lower().split())
        or _WORD_NOTE.fullmatch(has.get("id", "")) is not None
    )


def _begins(survey: _Survey, body: Any, sign: str) -> bool:
    """Say whether a note begins with the mark `sign`."""
    if body not in survey.begun:  # to ask lxml for a text copies all of it
        survey.begun[body] = _short(body).lstrip(" \t\r\n[({").translate(_SMALL_DIGITS)
    said = survey.begun[body]
    return bool(sign) and said.startswith(sign) and not said[len(sign) : len(sign) + 1].isalnum()


def _answers(survey: _Survey, body: Any, link: _Link) -> bool:
    """Say whether a note leads back to its mark."""
    homes = {
        f"{survey.name}#{n}" for each in _around(link.node) for n in (each.get("id"), each.get("name")) if n
    }
    return any(
        tags.local(each.tag) == "a" and resolved(each.get("href") or "", survey.name) in homes
        for _, each in zip(range(40), body.iter("*"), strict=False)
    )


def _around(node: Any) -> Iterator[Any]:
    yield from _above(node, 3)
    yield from (each for _, each in zip(range(4), node.iter("*"), strict=False))


def _whole(node: Any) -> Any:
    """Return the raised element that a mark is all of, brackets and all."""
    above = node.getparent()
    if above is not None and tags.local(above.tag) == "sup" and _sign(above):
        return above
    return node


def _declare(survey: _Survey) -> None:
    """Take as notes what says that it is one, if another page may lead to it."""
    if not survey.name:
        return
    for node in survey.declared:
        own = node.get("id")
        if own and not _inside(survey, node):
            survey.bodies[node] = f"{survey.name}#{own}"


def _pair(survey: _Survey) -> None:
    """Pair raised marks without a link with the notes, without one too, that begin with them."""
    waiting: dict[str, list[Any]] = {}
    for node, sign in survey.raised:
        if not any(each in survey.marks or each in survey.bodies or _declared(each) for each in _above(node)):
            waiting.setdefault(sign, []).append(node)
    for found in waiting.values():
        found.reverse()
    for number, node in enumerate(survey.declared):
        match = _MARK.match(_short(node).lstrip().translate(_SMALL_DIGITS))
        if match is None or node in survey.bodies or not waiting.get(match.group(1)):
            continue
        if _inside(survey, node) or not _begins(survey, node, match.group(1)):
            continue
        key = f"{survey.name}#{node.get('id') or f'note {number}'}"
        survey.bodies[node] = key
        survey.marks[waiting[match.group(1)].pop()] = key
        survey.signs[key] = match.group(1)


def _declared(node: Any) -> bool:
    return not tags.NOTE_CLASSES.isdisjoint((node.get("class") or "").lower().split())


def _lead_back(survey: _Survey, link: _Link) -> None:
    """Take what leads from a note to its mark as no text of the note."""
    whole = _whole(link.node)
    if whole in survey.marks or link.node in survey.marks:
        return
    inside = _inside(survey, link.node)
    target = survey.ids.get(link.target)
    to_mark = target is not None and (
        any(each in survey.marks for each in _around(target))
        or any(each in survey.marks for _, each in zip(range(4), target, strict=False))
    )
    bare = link.sign or not any(letter.isalnum() for letter in _short(link.node))
    if link.back or (inside and (to_mark or (bare and not _same_page(survey, link)))):
        survey.marks[whole] = ""


def _same_page(survey: _Survey, link: _Link) -> bool:
    return link.target.startswith(f"{survey.name}#")
