"""The import rule, read from the source: errors <- model <- stages <- pipeline <- api <- cli, and what only one may import."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "fullcast"
STAGES = (
    "read",
    "parse",
    "config",
    "correct",
    "cast",
    "spoken",
    "synthesize",
    "effects",
    "stitch",
    "master",
    "check",
    "publish",
)
# They stand under the stages: count words, name a line, write a file, keep what was made, measure sound, start ffmpeg.
TOOLS = ("words", "address", "files", "cache", "meter", "ffmpeg")
LEAVES = {
    "read": {"words"},
    "config": {"words"},
    "correct": {"words"},
    "cast": {"words"},
    "spoken": {"words"},
    "stitch": {"effects"},
    "cache": {"files"},
    "ffmpeg": {"files"},
    "master": {"files", "meter", "ffmpeg"},
    "publish": {"files", "meter", "ffmpeg"},
    "check": {"meter", "ffmpeg"},
}
BASE = {"errors", "model"}
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "model": {"errors"},
    **{stage: BASE | {stage} | LEAVES.get(stage, set()) for stage in (*STAGES, *TOOLS)},
    "pipeline": BASE | {"pipeline", *STAGES, *TOOLS},
    "api": BASE | {"api", "pipeline", *STAGES, *TOOLS},
    "cli": BASE | {"cli", "api", "pipeline", *STAGES, *TOOLS},
}
HOMES = {
    "click": ("cli",),
    "rich": ("cli",),
    "yaml": ("config",),
    "subprocess": ("ffmpeg",),
    "imageio_ffmpeg": ("ffmpeg",),
    "pydub": ("synthesize", "stitch"),
    "pyttsx3": ("synthesize",),
    "espeakng_loader": ("synthesize",),
    "soxr": ("synthesize", "stitch", "ffmpeg"),
    "num2words": ("spoken",),
    "pypdfium2": ("read/pdf/pdfium",),
    "multiprocessing": ("read/pdf/pdfium",),
    "lxml": ("read",),
    "mammoth": ("read/office",),
    "cmarkgfm": ("read/markdown",),
}
ENGINE_LIBRARIES = ("pyttsx3", "espeakng_loader", "pypdfium2")
HEAVY = (
    "numpy",
    "yaml",
    "rich",
    "pydub",
    "pyttsx3",
    "soxr",
    "imageio_ffmpeg",
    "fullcast.pipeline",
    "fullcast.parse",
)


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).with_suffix("").as_posix().removesuffix("/__init__")


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Yield each module that `path` imports when it runs, and whether inside a function."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield from _imports(tree, inside=False)


def _imports(node: ast.AST, *, inside: bool) -> Iterator[tuple[str, bool]]:
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    if isinstance(node, ast.Import):
        yield from ((alias.name, inside) for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports name the whole path"
        module = node.module or ""
        # `from fullcast import x` names the module x.
        names = [f"fullcast.{alias.name}" for alias in node.names] if module == "fullcast" else [module]
        yield from ((name, inside) for name in names)
    inside = inside or isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    for child in ast.iter_child_nodes(node):
        yield from _imports(child, inside=inside)


def owner(module: str) -> str | None:
    """Return the part of fullcast a module belongs to ("parse" for fullcast.parse.quotes), None for others."""
    parts = module.split(".")
    if parts[0] != "fullcast":
        return None
    return parts[1] if len(parts) > 1 and parts[1] != "__version__" else ""


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_part_imports_only_what_stands_before_it(path: Path) -> None:
    part = name_of(path).split("/")[0]
    if part in {"", "__init__", "__main__"}:
        return
    assert part in MAY_IMPORT, f"{part} is new: give it a place in the import rule"
    used = {other for module, _ in imports(path) if (other := owner(module))}
    assert used <= MAY_IMPORT[part], f"{name_of(path)} may not import {sorted(used - MAY_IMPORT[part])}"


@pytest.mark.parametrize("library", HOMES)
def test_a_library_has_one_home(library: str) -> None:
    for path in modules():
        if library in {module.split(".")[0] for module, _ in imports(path)}:
            name = name_of(path)
            assert name.startswith(HOMES[library]), f"{library} is imported in {name}"


@pytest.mark.parametrize("library", ENGINE_LIBRARIES)
def test_an_engine_library_waits_for_its_engine(library: str) -> None:
    for path in modules():
        early = [module for module, inside in imports(path) if module.split(".")[0] == library and not inside]
        assert not early, f"{name_of(path)} imports {library} before the engine is made"


def test_every_part_is_there() -> None:
    parts = {name_of(path).split("/")[0] for path in modules()} - {"__init__", "__main__"}
    assert parts == set(MAY_IMPORT)


def loaded_by(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_help_is_light() -> None:
    statement = "from fullcast.cli import program; program.main(['--help'], standalone_mode=False)"
    assert not loaded_by(statement) & set(HEAVY)


def test_naming_a_command_is_light() -> None:
    statement = "from fullcast.cli import program; program.main(['produce', '--help'], standalone_mode=False)"
    assert not loaded_by(statement) & set(HEAVY)
