"""The engineering institute, a branch of KubGTU: who takes its modules, how its contests count, what each side does.

The duties are an illustration: no agreement of the lyceum is published.
"""

from iomrules.extend import Organisation, Partner, here, hookimpl


@hookimpl
def partners() -> list[Partner]:
    """One partner. What is not known of it stays empty: its annex prints a blank to be filled in by hand."""
    return [
        Partner(
            name="армавирский_механико_технологический_институт",
            title="Армавирский механико-технологический институт (филиал КубГТУ)",
            organisation=Organisation(
                full_name=(
                    "Армавирский механико-технологический институт (филиал) "
                    "Кубанского государственного технологического университета"
                )
            ),
            duties=(
                "знакомит обучающихся и родителей с программой модулей института",
                "составляет расписание так, чтобы обучающиеся могли посещать модули",
                "засчитывает результаты модулей по справке института",
            ),
            partner_duties=(
                "проводит занятия модулей в своих лабораториях силами своих преподавателей",
                "ведёт журнал модуля и сообщает лицею о пропусках",
                "выдаёт справку о результатах модуля",
            ),
            responsibility=("отвечает за жизнь и здоровье обучающихся по дороге и за выполнение учебного плана",),
            partner_responsibility=("отвечает за безопасность занятий на своей площадке и за качество их проведения",),
            rules=here("rules"),
            templates=here("templates"),
        )
    ]
