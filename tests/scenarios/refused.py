"""Scenario files and files of a language with one flaw each, and the code that tells it."""

from pathlib import Path

from app.scenarios import load, texts

GOOD_PATH = Path(__file__).parent / "good.yaml"


GOOD = GOOD_PATH.read_text(encoding="utf-8")


LAUGHS = "a: &a [x, x]\n" + "\n".join(f"b{n}: &b{n} [*a, *a, *a]" for n in range(20))


REFUSED = [
    ("file_empty", b""),
    ("file_empty", b"# only a comment\n"),
    ("file_empty", b"\xef\xbb\xbf"),
    ("file_too_large", b"title: " + b"x" * 5_000_000),
    ("not_plain_text", b"PK\x03\x04\x14\x00\x06\x00" + b"\x00" * 300_000),
    ("not_plain_text", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ("not_plain_text", b"{\\rtf1\\ansi title: Lane}"),
    ("not_plain_text", b"%PDF-1.7\n"),
    ("not_utf8", "title: Caf\u00e9".encode("latin-1")),
    ("not_utf8", GOOD.encode("utf-16")),
    ("bad_yaml", b"title: [1, 2"),
    ("bad_yaml", b"title: \x00"),
    ("bad_yaml", b"title: \x07"),
    ("bad_yaml", b"\tformat: 1"),
    ("bad_yaml", b"? [a, b]\n: c"),
    ("bad_yaml", b'title: "\\UFFFFFFFF"'),
    ("bad_yaml", b'title: "\\uD800"'),
    ("bad_yaml", b'title: "\\0"'),
    ("bad_yaml", b'title: "\\e[2J"'),
    ("bad_yaml", b"%YAML 1." + b"9" * 5000 + b"\n---\ntitle: x"),
    ("alias_refused", LAUGHS.encode()),
    ("alias_refused", b"title: *nobody"),
    ("tag_refused", b"title: !!python/object/apply:os.system [ls]"),
    ("several_documents", b"format: 1\n---\nformat: 1\n"),
    ("too_deep", b"[" * 100_000),
    ("too_deep", b"a: " + b"{a: " * 50_000),
    ("too_many_values", b"[" + b"1," * 100_000 + b"]"),
    ("not_a_mapping", b"just some words"),
    ("not_a_mapping", b"- a\n- list\n"),
    ("not_a_mapping", b"%PDF-1.7\n".replace(b"%", b"")),
    ("unknown_format", b"format: 9" + b"9" * 5000),
    ("missing_key", b"format: 1"),
    ("missing_key", b"{}"),
]


SCENARIO = load(GOOD)


WORDS = dict(texts(SCENARIO))


def language_file(
    words: dict[str, str], language: str = "es", of: str = "canal-lane", number: int = 1
) -> str:
    head = f"format: {number}\ntranslates: {of}\nlanguage: {language}\n"
    return head + "texts:\n" + "".join(f'  "{key}": "{text}"\n' for key, text in words.items())


SPANISH = {key: f"Es {index}" for index, key in enumerate(WORDS)}


FLAWED = [
    ("translation_unknown_text", language_file(SPANISH | {"facts.sc-9.text": "no"}), "facts.sc-9.text"),
    ("translation_of_other", language_file(SPANISH, of="canal"), "translates"),
    ("translation_same_language", language_file(SPANISH, "en"), "language: en"),
    ("translation_other_language", language_file(SPANISH, "fr"), "language: fr"),
    ("fact_too_long", language_file(SPANISH | {"facts.sc-1.text": "a " * 50}), "facts.sc-1.text"),
    ("empty_value", language_file(SPANISH | {"facts.sc-1.text": " "}), "facts.sc-1.text"),
    ("unknown_format", language_file(SPANISH, number=2), "format"),
    ("text_too_long", language_file(SPANISH | {"title": "a " * 45}), '"title"'),
    ("long_fact", language_file(SPANISH | {"facts.sc-1.text": "a" * 190}), "facts.sc-1.text"),
    ("fact_too_long", language_file(SPANISH | {"facts.sc-1.text": "a" * 310}), "facts.sc-1.text"),
    ("unknown_language", language_file(SPANISH, "Spanish"), "language: Spanish"),
    ("unseen_sign", language_file(SPANISH | {"summary": "Un\u200bo"}), '"summary"'),
    (
        "equal_texts",
        language_file(SPANISH | {"reads.options.bullied.text": SPANISH["reads.options.carer.text"]}),
        "reads.options.bullied.text",
    ),
    (
        "minimum_says_all",
        language_file(SPANISH | {"facts.pr-2.minimum": SPANISH["facts.pr-2.text"]}),
        "facts.pr-2.minimum",
    ),
    (
        "minimum_not_shorter",
        language_file(SPANISH | {"facts.pr-2.minimum": "Uno dos tres cuatro cinco"}),
        "facts.pr-2.minimum",
    ),
    (
        "date_differs",
        language_file(SPANISH | {"facts.po-1.text": "El 3 de enero se le vio."}),
        "facts.po-1.text",
    ),
    (
        "weekday_differs",
        language_file(SPANISH | {"facts.po-1.text": "Lunes 15 de febrero."}),
        "facts.po-1.text",
    ),
    (
        "unexplained_abbreviation",
        language_file(SPANISH | {"facts.po-1.note": "La OTAN lo sabe."}),
        "facts.po-1.note",
    ),
]
