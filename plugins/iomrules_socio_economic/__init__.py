"""The socio-economic profile: admission, rating, study plan, courses and route, all of them in `rules/`."""

from iomrules.extend import Profile, here, hookimpl


@hookimpl
def profiles() -> list[Profile]:
    """One profile; its rules and its part of a student's papers lie beside this file."""
    return [
        Profile(
            name="socio_economic",
            title="Социально-экономический профиль",
            rules=here("rules"),
            templates=here("templates"),
            aliases=("социально_экономический",),
            routes=("социально_экономический_маршрут",),
        )
    ]
