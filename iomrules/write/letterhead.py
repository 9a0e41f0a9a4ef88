"""What the school says in its papers: its name, who approves, who signs. From the workspace, never from a template."""

from typing import TYPE_CHECKING

from iomrules.frozen import frozen

if TYPE_CHECKING:
    from iomrules.write.approval import ApprovalBlock


@frozen
class Signature:
    """Who signs. role: `Классный руководитель`; name: as printed beside the line, or empty."""

    role: str
    name: str = ""


#: who signs a student's route where the workspace does not say; the student and the parents come from the record
SIGNATURES = (
    Signature("Обучающийся"),
    Signature("Родитель (законный представитель)"),
    Signature("Классный руководитель"),
    Signature("Наставник"),
    Signature("Заместитель директора по УВР"),
)
#: who signs the papers of those who do not learn, such as teachers, after the person
STAFF_SIGNATURES = (Signature("Тьютор"), Signature("Заместитель директора по УВР"))


@frozen
class Letterhead:
    """The school in its papers.

    school: full name; short: for headers of pages; place: town. grounds: acts the routes rest on, beside the rules'.
    weeks: of lessons in a school year, for yearly hours. corrections: empty rows of the correction sheet.
    """

    school: str
    short: str = ""
    place: str = ""
    approvals: "tuple[ApprovalBlock, ...]" = ()
    signatures: tuple[Signature, ...] = SIGNATURES
    grounds: tuple[str, ...] = ()
    heading: str = "Индивидуальный образовательный маршрут"
    weeks: int = 34
    corrections: int = 5
