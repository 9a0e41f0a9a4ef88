"""`iomrules demo`: a lyceum's workspace with invented people, its documents, and what to open and edit next."""

from pathlib import Path

from iomrules.cli.console import CLEAN, FINDINGS, Stop, note, put
from iomrules.cli.language import say
from iomrules.cli.layout import Laid, demo_files, lay_out
from iomrules.cli.options import Declared, Place, Whole, argument, option, ours
from iomrules.cli.route import carry_out
from iomrules.cli.route_run import Job


def command() -> Declared:
    """The command in the language spoken."""

    @ours(
        "demo",
        "Развернуть пример лицея с вымышленными людьми и составить их маршруты. Повторный запуск не трогает "
        "того, что вы изменили.",
        "Lay out a sample lyceum with invented people and write their routes. Run again, it leaves your edits alone.",
    )
    @argument("folder", default="iom-demo", type=Place(), metavar=say("[ПАПКА]", "[DIR]"))
    @option("--jobs", type=Whole(1, 64), default=1, metavar="N", help=say("Число процессов.", "Processes."))
    def demo(folder: Path, jobs: int) -> None:
        tell_laid(lay_out(folder, demo_files(), "demo", again=True), folder)
        # The people are invented: no access log, so that the same demo is the same files, byte for byte.
        code = carry_out(Job(workspace=folder), None, jobs, log=False)
        put(_next_steps(folder))
        if code != CLEAN:
            raise Stop(FINDINGS)

    return demo


def tell_laid(laid: Laid, folder: Path) -> None:
    """What was written and what was kept, on stderr."""
    if laid.written:
        note(f"Записано файлов в {folder}: {len(laid.written)}", f"Files written to {folder}: {len(laid.written)}")
    for name in laid.kept:
        note(f"Оставлено как есть, изменено вами: {name}", f"Kept as it is, edited by you: {name}")


def _next_steps(folder: Path) -> str:
    return say(
        f"""
Откройте: {folder / "out" / "index.html"} — все обучающиеся, их документы и рейтинг.
Измените: {folder / "rulesets"} — правила лицея (например, параметр в файле .iom), {folder / "students.xlsx"} — данные,
{folder / "templates"} — вид документов, {folder / "iomrules.yaml"} — школу и дополнения.
Затем: iomrules route --workspace {folder}""",
        f"""
Open: {folder / "out" / "index.html"} — all students, their documents and the rating.
Edit: {folder / "rulesets"} — the lyceum's rules (a parameter in an .iom file), {folder / "students.xlsx"} — the data,
{folder / "templates"} — the look of documents, {folder / "iomrules.yaml"} — the school and its plugins.
Then: iomrules route --workspace {folder}""",
    ).lstrip("\n")
