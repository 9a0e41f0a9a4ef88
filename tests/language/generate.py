"""Makes the generated cases of the conformance suite: `python tests/language/generate.py`.

Expected values are worked out in `oracles/`, a module a topic, by small tables and sums of their own: nothing of the
implementation is imported. The same text comes out each time.
"""

import sys
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).resolve().parent
HOME = HERE.parents[1]


def main() -> None:
    from tests.language.oracles.suite_files import generated_files

    for name, text in generated_files().items():
        path = HERE / "cases" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _stand_in_for_tests() -> None:
    """`tests` is a folder of this checkout, whatever package of that name is installed."""
    package = ModuleType("tests")
    package.__path__ = [str(HOME / "tests")]
    sys.modules["tests"] = package
    sys.path.insert(0, str(HOME))


if __name__ == "__main__":
    _stand_in_for_tests()
    main()
