"""Templates may place words, choose and repeat, and do nothing else."""

import builtins
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from iomrules.errors import InputError
from iomrules.write.environment import Limits, TemplateEnvironment, render_bytes, shown

HOSTILE = Path(__file__).parent / "hostile" / "template_injection.jsonl"
PAYLOADS = [json.loads(line)["payload"] for line in HOSTILE.read_text(encoding="utf-8").splitlines() if line]
SIGNS = {"<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;"}


def rendered(source: str, **view: Any) -> str:
    return render_bytes(TemplateEnvironment({"шаблон": source}), "шаблон", view).decode()


def code_of(source: str, **view: Any) -> str:
    with pytest.raises(InputError) as raised:
        rendered(source, **view)
    return raised.value.diagnostics[0].code


@pytest.fixture
def sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No process and no file: whoever tries fails the test."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a template reached the computer")

    for owner, name in ((os, "system"), (os, "popen"), (subprocess, "Popen"), (builtins, "open")):
        monkeypatch.setattr(owner, name, refuse)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_in_data_is_printed_as_it_stands(payload: str, sealed: None) -> None:
    escaped = "".join(SIGNS.get(sign, sign) for sign in payload.replace("&", "&amp;"))

    assert rendered("<p>{{ ученик }}</p>", ученик=payload) == f"<p>{escaped}</p>"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_as_a_template_ends_in_a_diagnostic_or_in_harmless_words(payload: str, sealed: None) -> None:
    try:
        text = rendered(payload)
    except InputError as error:
        assert error.diagnostics[0].code in {"T001", "T002", "T003", "T004", "T005", "T006"}
    else:
        assert "root:" not in text and "uid=" not in text and "<script" not in text
        assert "__" not in text or "{{" not in payload


@pytest.mark.parametrize(
    "source",
    [
        "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
        "{% set н = namespace(x='аб') %}{% for i in range(60) %}{% set н.x = н.x ~ н.x %}{% endfor %}",
        "{% set н = namespace(x='аб') %}{% for i in range(60) %}{% set н.x = н.x + н.x %}{% endfor %}",
        "{% set н = namespace(x='аб') %}{% for i in range(60) %}{% set q %}{{ н.x }}{{ н.x }}{% endset %}"
        "{% set н.x = q %}{% endfor %}",
        "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
        "{% for x in [1, 2] recursive %}{{ loop([1, 2]) }}{% endfor %}",
        "{{ ([('a' * 9000)] * 9000)|join }}",
        "{{ range(1000000000) }}",
        "{% macro a() %}" + "я" * 50_000 + "{% endmacro %}{% for i in range(9999) %}{% set x = a() %}{% endfor %}",
        "{% for i in range(9999) %}{% for j in range(9999) if j < 0 %}{% endfor %}{% endfor %}",
        "{% for i in range(9999) %}{% set x = range(9999)|sort|list|length %}{% endfor %}",
        "{% set с = range(9999)|list %}{% for i in range(9999) %}{% for j in range(9999) %}"
        "{% set x = 'x' in с or с == с or с[:] %}{% endfor %}{% endfor %}",
        "{% for i in range(9999) %}{% for j in range(9999) %}{{ 'а' * 9999 }}{% endfor %}{% endfor %}",
    ],
)
def test_a_template_that_would_not_end_is_stopped(source: str) -> None:
    assert code_of(source) in {"T003", "T004", "T005"}


@pytest.mark.parametrize(
    "source",
    [
        "{{ 'a' * 10 ** 9 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ 'x'.ljust(999999999) }}",
        "{{ 'x'.format(1) }}",
        "{{ (1).to_bytes(9999999999) }}",
        "{{ слова.append(1) }}",
        "{{ ''.__class__ }}",
    ],
)
def test_what_templates_may_not_do_is_refused(source: str) -> None:
    assert code_of(source, слова=["а"]) in {"T002", "T003"}


def test_the_same_template_stops_at_the_same_point_everywhere() -> None:
    environment = TemplateEnvironment({"ш": "{% for i in range(100) %}{{ i }}{% endfor %}"}, Limits(steps=150))
    left = []
    for _ in range(3):
        with pytest.raises(InputError):
            render_bytes(environment, "ш", {})
        left.append(environment.steps)

    assert len(set(left)) == 1


def test_a_full_purse_waits_for_every_document() -> None:
    environment = TemplateEnvironment({"ш": "{% for i in range(100) %}{{ i }}{% endfor %}"}, Limits(steps=450))

    assert len({render_bytes(environment, "ш", {}) for _ in range(10)}) == 1


@pytest.mark.parametrize(
    ("source", "code", "line", "words"),
    [
        ("раз\n{% for a in б %}\nдва", "T001", 2, "не закрыто «for»"),
        ("раз\nдва\n{{ нет_такого }}", "T002", 3, "«нет_такого»"),
        ("раз\n{{ ученик.отчество }}", "T002", 2, "«отчество»"),
        ("\n\n\n{{ ученик }}", "T005", 4, "назовите поле через точку"),
        ("{{ ученик.имя|лишнее }}", "T001", 1, "нет такого действия: «лишнее»"),
        ("\n{% include 'чужой.html' %}", "T006", 2, "чужой.html"),
    ],
)
def test_a_mistake_is_named_with_its_line(source: str, code: str, line: int, words: str) -> None:
    with pytest.raises(InputError) as raised:
        rendered(source, ученик={"имя": "Иван"})
    (mistake,) = raised.value.diagnostics

    assert (mistake.code, mistake.span.line) == (code, line)
    assert words in mistake.message
    assert mistake.help("ru") and mistake.help("en") and mistake.text("en")


def test_a_field_named_as_a_method_is_the_field() -> None:
    assert rendered("{{ ряд.count }} {{ ряд.items }}", ряд={"count": "3", "items": "да"}) == "3 да"


def test_characters_that_no_document_holds_are_shown() -> None:
    assert shown("а\x00б\x0b\ud800\u202eв\r\nг") == "а�б���в\nг"
    assert rendered("{{ т }}", т="\x07<") == "�&lt;"
