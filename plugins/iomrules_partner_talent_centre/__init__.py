"""The talent centre with its shifts: who takes its modules, how its contests count, what each side does.

The duties are an illustration: no agreement of the lyceum is published.
"""

from iomrules.extend import Organisation, Partner, here, hookimpl


@hookimpl
def partners() -> list[Partner]:
    """One partner. What is not known of it stays empty: its annex prints a blank to be filled in by hand."""
    return [
        Partner(
            name="центр_одарённых_детей",
            title="Центр одарённых детей (смены по образцу центра «Сириус»)",
            organisation=Organisation(full_name=""),
            duties=(
                "отбирает и рекомендует обучающихся на смены",
                "засчитывает темы, пройденные на смене, и составляет график консультаций по пропущенным",
                "назначает наставника на время смены",
            ),
            partner_duties=(
                "проводит смены по своей программе",
                "создаёт условия для проживания и отдыха обучающихся",
                "выдаёт документ о прохождении смены",
            ),
            responsibility=("отвечает за достоверность сведений об обучающихся и за зачёт результатов смены",),
            partner_responsibility=("отвечает за жизнь и здоровье обучающихся на смене",),
            rules=here("rules"),
            templates=here("templates"),
        )
    ]
