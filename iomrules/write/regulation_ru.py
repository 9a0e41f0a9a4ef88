"""A regulation in Russian: its words, and the sentences that Russian grammar shapes."""

from collections.abc import Sequence

from iomrules.program.core import Applies, Either, Node, VerdictOf
from iomrules.write.agreement_ru import is_clause, person_words
from iomrules.write.clauses_ru import small
from iomrules.write.phrases_ru import condition, elements, reference, value
from iomrules.write.regulation_parts import Tongue
from iomrules.write.regulation_parts_ru import amount, cell_words, entered, notes_of, number_with_unit, spell, term, who
from iomrules.write.regulation_rules import Demand, RuleClauses, RuleWords
from iomrules.write.regulation_terms import TermClauses, TermWords
from iomrules.write.said import Said, bounds_of, conjuncts
from iomrules.write.texts import value_text
from iomrules.write.words_ru import capitalise_first, join_list, number_text, plural_noun, quoted

# --- sentences -----------------------------------------------------------------------------------------------------

#: how a title begins -> the sentence that says it of people; {} is the rest of the title
OPENINGS = (
    ("допуск к ", "К {} допускаются"),
    ("допуск до ", "До {} допускаются"),
    ("право на ", "Право на {} имеют"),
    ("участие в ", "В {} участвуют"),
    ("рекомендация на ", "На {} рекомендуются"),
    ("рекомендация к ", "К {} рекомендуются"),
    ("перевод на ", "На {} переводятся"),
    ("перевод в ", "В {} переводятся"),
    ("зачисление в ", "В {} зачисляются"),
    ("приём в ", "В {} принимаются"),
    ("направление на ", "На {} направляются"),
)


def _lead(title: str, applies: Applies, said: Said) -> str:
    for start, sentence in OPENINGS:
        if title.casefold().startswith(start):
            return f"{sentence.format(title[len(start) :])} {who(applies, said, 1)}"
    return f"Условие {quoted(title)} считается выполненным для {who(applies, said, 2)}"


def _demand(lead: str, node: Node, said: Said) -> Demand:
    comma = "," if ", у которых" in lead else ""
    if isinstance(node, Either):
        points = tuple(condition(each, said) for each in node.operands)
        return f"{lead}{comma} при выполнении хотя бы одного из условий:", points
    parts = conjuncts(node)
    if len(parts) > 1:
        return f"{lead}{comma} при одновременном выполнении условий:", tuple(condition(each, said) for each in parts)
    told = condition(parts[0], said)
    if comma or bounds_of(node):
        return f"{lead}{comma} если {told}." if comma else f"{lead}, у которых {told}.", ()
    which = "для которых" if isinstance(parts[0], VerdictOf) or is_clause(told) else "у которых"
    return f"{lead}, {which} {told}.", ()


def _of_entry(label: str, node: Node, said: Said) -> Demand:
    parts = tuple(condition(each, said) for each in conjuncts(node))
    lead = f"Условие {quoted(label)} считается выполненным"
    if len(parts) > 1:
        return f"{lead} при одновременном выполнении условий:", parts
    return f"{lead}, если {parts[0]}.", ()


def _if_so(node: Node, said: Said) -> str:
    parts = conjuncts(node)
    told = [condition(each, said) for each in parts]
    if len(told) > 1:
        told = [f"({each})" if isinstance(part, Either) else each for part, each in zip(parts, told, strict=True)]
    return f", если {_and(told)}"


def _by(keys: Sequence[str]) -> str:
    return f"{'сведению' if len(keys) == 1 else 'сведениям'} {_and(keys)}"


def _and(told: Sequence[str]) -> str:
    return f"{', '.join(told[:-1])} и {told[-1]}" if len(told) > 1 else "".join(told)


def _items(told: Sequence[str]) -> str:
    return ("; " if any("," in each for each in told) else ", ").join(told)


# --- words ---------------------------------------------------------------------------------------------------------

TONGUE = Tongue(
    language="ru",
    condition=condition,
    value=value,
    elements=elements,
    reference=reference,
    people=lambda said: person_words(said.person_title())[1],
    who=lambda applies, said: who(applies, said, 2),
    term=term,
    entered=entered,
    spell=spell,
    notes=notes_of,
    amount=amount,
    number_with_unit=number_with_unit,
    unit=lambda unit: plural_noun(5, unit),
    number=number_text,
    cell=cell_words,
    text=value_text,
    quoted=quoted,
    capital=capitalise_first,
    small=small,
    listed=_and,
)

RULES = RuleClauses(
    TONGUE,
    RuleWords(
        refined="уточнено ({}): {}",
        hits={
            "first": "Применяется первая сверху подходящая строка",
            "all": "Результаты всех подходящих строк складываются",
        },
        in_other_cases="В остальных случаях — {}",
        goes_by="{}: значение определяется по {}.",
        by=_by,
        worth="Значение",
        in_force="Срок действия",
        for_whom="Для кого",
        for_all="Для всех",
        equals="{} — {}.",
        scope="Определяется для: {}",
        drawn_up="{} составляется для: {}.",
        criteria="Критерии: {}",
        criteria_heads=("№", "Критерий", "Порядок подсчёта", "Не больше"),
        total="итог — {}",
        plain_total="сумма по всем критериям",
        first="независимо от итога впереди стоят те, о ком верно: {}",
        then="затем",
        order=("Места распределяются по возрастанию итога", "Места распределяются по убыванию итога"),
        equal="при равенстве {}",
        equal_after="При равенстве итога сравнивается {}. При равенстве и здесь {}",
        places={
            "skip": "делят место, следующие места пропускаются (1, 1, 3)",
            "dense": "делят место, следующее место не пропускается (1, 1, 2)",
        },
        seats="{}: места получают по порядку рейтинга {} из числа {}:",
        limits=("число мест", "доля участников, не больше", "проходной итог, не меньше"),
        borders={
            "all": "места получают все, кто делит последнее место",
            "none": "из тех, кто делит последнее место, места не получает никто",
            "council": "кто из тех, кто делит последнее место, его получит, решает комиссия",
        },
        lead=_lead,
        demand=_demand,
        of_entry=_of_entry,
        refines="уточняет условие {} ({})",
        exception="Исключение: не применяется, если {}{}.",
        unless=", кроме случая, когда {}",
        earlier="В остальных случаях действует прежнее положение{}: {}",
        made="{} составляется для {}{}.",
        if_so=_if_so,
        sort=" Вид: {}.",
        goal=" Цель: {}",
        consists="Состав:",
        obligatory="обязательно: {}",
        items=_items,
        all_of="обязательно все из: {}",
        load="предел нагрузки: {}",
        module="модуль {} (организация-партнёр {}{})",
        module_seats="мест {}",
        activities="мероприятия по таблице ниже",
        mentor="наставник из числа: {}",
        mentor_order=("в порядке возрастания: {}", "в порядке убывания: {}"),
        control="контроль: {}",
        periods={"quarter": "каждую четверть", "half": "каждое полугодие", "year": "каждый год"},
        alongside="реализуется одновременно: {}",
        after="реализуется после: {}",
        exactly="ровно {}",
        from_to="от {} до {}",
        choice="на выбор {} из {}",
        choice_order=("в порядке возрастания величины: {}", "в порядке убывания величины: {}"),
        within="в пределах {}",
        activity_heads=("№", "Мероприятие", "Когда включается", "Срок"),
        always="всегда",
        when="если {}",
    ),
)

TERMS = TermClauses(
    TONGUE,
    TermWords(
        layers={
            "federal": "федеральный",
            "region": "региональный",
            "school": "школьный",
            "profile": "уровень профиля",
            "partner": "уровень организации-партнёра",
        },
        subject=(
            "Настоящее Положение устанавливает порядок по предмету {}: какие сведения учитываются, как рассчитываются "
            "показатели и рейтинги, при каких условиях принимаются решения и из чего составляются маршруты."
        ),
        acts="Положение разработано в соответствии со следующими актами:",
        version="Версия Положения: {}. ",
        in_force="Положение действует {}. ",
        level="Уровень: {}.",
        together="Вместе с Положением действуют наборы правил:",
        ruleset="{}, версия {}",
        silence=(
            "Если сведений для решения недостаточно, решение не принимается до их получения: отсутствие сведения не "
            "означает ни отказа, ни согласия. Сведение, о котором достоверно известно, что его нет, считается "
            "известным."
        ),
        refinable=(
            "Положения, при которых указано «может быть уточнено», вправе изменить акт следующего уровня "
            "(федеральный, региональный, школьный, профиля, организации-партнёра). Остальные положения такой акт "
            "только дополняет."
        ),
        ascending=" (в порядке возрастания)",
        synonyms="В том же значении употребляются: {}.",
        synonym="{} — {}",
        fact_heads=("Сведение", "Что указывается", "Откуда берётся"),
        of_person="О каждом, к кому применяется Положение, учитываются сведения",
        of_record="В записи указывают",
        optional="может отсутствовать",
        entry_day="день поступления",
        health="сведения о здоровье",
        whole="целое число",
        any_number="число",
        mark="отметка",
        unit=str,
        low=" от {}",
        high=" до {}",
        truth="да или нет",
        day="дата",
        free_text="текст",
        either=lambda told: join_list(told, "или"),
        one_of="значение {}",
        record="запись {}",
        entry="строка справочника {}",
        many="список: {}; не больше {}",
        by_key="{} по каждому значению {}",
        kept="Справочник {} ведёт школа; не больше {} строк.",
        catalogue="Справочник {}. Школа вправе дополнять его строками; всего не больше {}.",
    ),
)
