"""All that reading people and catalogues from tables takes, in one place: imported when the first table is met."""

from iomrules.facts.catalogue_sheets import listed_keys, read_catalogue
from iomrules.facts.fact_sheets import read_fact_sheet
from iomrules.facts.tables import open_tables
from iomrules.facts.workbook import Register, Role, Task, people_sheet_name, read_people, sort_sheets

__all__ = [
    "Register",
    "Role",
    "Task",
    "listed_keys",
    "open_tables",
    "people_sheet_name",
    "read_catalogue",
    "read_fact_sheet",
    "read_people",
    "sort_sheets",
]
