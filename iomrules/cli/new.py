"""`iomrules new`: a workspace of one's own to begin from."""

from pathlib import Path

from iomrules.cli.console import put
from iomrules.cli.demo import tell_laid
from iomrules.cli.language import say
from iomrules.cli.layout import lay_out, own_files
from iomrules.cli.options import Declared, Place, argument, option, ours


def command() -> Declared:
    """The command in the language spoken."""

    @ours(
        "new",
        "Создать свою рабочую папку: настройки, начальные правила и шаблоны документов.",
        "Make a workspace of your own: settings, first rules and the templates of documents.",
    )
    @argument("folder", type=Place(), metavar=say("ПАПКА", "DIR"))
    @option(
        "--empty-workbook",
        is_flag=True,
        help=say(
            "И пустую книгу students.xlsx с нужными листами.", "And an empty students.xlsx with the sheets needed."
        ),
    )
    def new(folder: Path, empty_workbook: bool) -> None:
        tell_laid(lay_out(folder, own_files(with_workbook=empty_workbook), "own", again=False), folder)
        book = folder / "students.xlsx"
        people = say(f"людей в {book}", f"people in {book}")
        if not empty_workbook:
            people = say(
                f"книгу с людьми положите под именем {book} (пустую даёт ключ --empty-workbook)",
                f"a workbook with people as {book} (--empty-workbook gives an empty one)",
            )
        put(
            say(
                f"Дальше: впишите школу в {folder / 'iomrules.yaml'}, правила в {folder / 'rulesets'}, {people}; "
                f"затем: iomrules check {folder}",
                f"Next: your school in {folder / 'iomrules.yaml'}, rules in {folder / 'rulesets'}, {people}; "
                f"then: iomrules check {folder}",
            )
        )

    return new
