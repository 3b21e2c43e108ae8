"""Static files: whole, compressed, kept for ever by content; vendored ones as they were released."""

import gzip
import hashlib
import json
import re
from http import HTTPStatus
from pathlib import Path

import pytest

from app.assets.files import STATIC, Assets
from app.assets.scripts import AssetFlaw, whole_script
from app.assets.styles import slim
from tests.pages.conftest import OpenWorkshop
from tests.pages.in_node import lay_out, node

VENDOR = STATIC / "vendor"


def test_vendored_files_are_listed_with_version_licence_and_checksum() -> None:
    listed = json.loads((VENDOR / "VENDOR.json").read_text(encoding="utf-8"))["files"]
    assert {entry["file"] for entry in listed} == {path.name for path in VENDOR.glob("*.js")}
    for entry in listed:
        assert entry["version"] in entry["file"]
        assert hashlib.sha256((VENDOR / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
        assert entry["licence"]
        assert (VENDOR / entry["licence_file"]).stat().st_size > 500


def test_a_script_comes_whole_and_a_second_one_shares_its_modules(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text(
        'import { b as c } from "./b.js";\nimport lib from "lib";\nexport const a = c + lib;\n'
    )
    (tmp_path / "b.js").write_text("/** Words. */\nexport const b = 1;\n")
    (tmp_path / "lib.min.js").write_text("var x=2;export{x as default};")
    text = whole_script(tmp_path / "a.js", {"lib": tmp_path / "lib.min.js"})
    assert re.findall(r"^(?:import|export)\b.*", text, re.MULTILINE) == ["export const { a } = module_2;"]
    assert "Words" not in text
    assert text.count("modules[") == 3


def test_a_script_that_comes_after_another_is_sent_without_what_that_has_brought(tmp_path: Path) -> None:
    (tmp_path / "first.js").write_text('import { b } from "./b.js";\nexport const first = b;\n')
    (tmp_path / "then.js").write_text(
        'import { b } from "./b.js";\nimport { d } from "./d.js";\nexport const e = b + d;\n'
    )
    (tmp_path / "b.js").write_text("export const b = 1;\n")
    (tmp_path / "d.js").write_text("export const d = 2;\n")
    text = whole_script(tmp_path / "then.js", {}, after=tmp_path / "first.js")
    assert ("const b = 1" in text, "const d = 2" in text) == (False, True)
    assert re.findall(r"^export\b.*", text, re.MULTILINE) == ["export const { e } = module_3;"]


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ('import { b } from "./b.js";\nexport const a = 1;\n', "takes? ?.*cycle|imports itself"),
        ('import { c } from "./missing.js";\n', "missing.js, which is not there"),
        ("export let a = 1;\n", "near line 1"),
        ('export * from "./b.js";\n', "near line 1"),
    ],
)
def test_a_script_that_cannot_be_served_is_named(tmp_path: Path, script: str, words: str) -> None:
    (tmp_path / "a.js").write_text(script)
    (tmp_path / "b.js").write_text('import { a } from "./a.js";\nexport const b = a;\n')
    with pytest.raises(AssetFlaw, match=words):
        whole_script(tmp_path / "a.js", {})


def test_a_note_on_a_type_takes_nothing_with_it_that_is_code() -> None:
    noted = "  /** @type {any} */ (first).go();\n  second();\n  /* lines\n     of their own */\n  third();\n"
    assert slim(noted) == "(first).go();\nsecond();\nthird();\n"


@pytest.mark.parametrize("script", sorted(path.name for path in (STATIC / "js").glob("*.js")))
def test_every_script_of_ours_is_served_as_a_script(script: str, tmp_path: Path) -> None:
    lay_out([script.removesuffix(".js")], tmp_path)
    checked = node("--check", str(tmp_path / script.replace(".js", ".mjs")), modules=tmp_path)
    assert (checked.returncode, checked.stdout) == (0, "")


def test_a_file_is_compressed_and_kept_for_ever_under_its_content(workshop: OpenWorkshop) -> None:
    visitor, asset = workshop.visitor(), Assets().get("css/main.css")
    answer = visitor.get(asset.url, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(answer.data) == asset.body == visitor.get(asset.url).data


def test_a_file_is_as_guarded_as_a_page_and_leaves_no_cookie(workshop: OpenWorkshop) -> None:
    visitor, asset = workshop.visitor(), Assets().get("css/main.css")
    file, page = visitor.get(asset.url), visitor.get("/")
    guards = ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy")
    assert [file.headers[name] for name in guards] == [page.headers[name] for name in guards]
    assert "Set-Cookie" not in file.headers
    head = visitor.head(asset.url)
    assert (head.data, head.headers["Content-Length"]) == (b"", str(len(asset.body)))


def test_an_address_from_before_an_update_works_but_is_not_kept(workshop: OpenWorkshop) -> None:
    answer = workshop.visitor().get("/assets/0000000000000000/css/main.css")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (HTTPStatus.OK, "no-cache")


@pytest.mark.parametrize(
    "path", ["css/none.css", "../config.py", "css", "%2e%2e/config.py", "js/../../cli.py"]
)
def test_nothing_outside_the_static_folder_is_served(workshop: OpenWorkshop, path: str) -> None:
    assert workshop.visitor().get(f"/assets/0/{path}").status_code == HTTPStatus.NOT_FOUND


def test_pages_are_never_kept(workshop: OpenWorkshop) -> None:
    assert workshop.visitor().get("/").headers["Cache-Control"] == "no-store"
