"""The medical and biological profile: admission, rating, study plan, courses and route, all of them in `rules/`."""

from iomrules.extend import Profile, here, hookimpl


@hookimpl
def profiles() -> list[Profile]:
    """One profile; its rules and its part of a student's papers lie beside this file."""
    return [
        Profile(
            name="medical_biological",
            title="Естественно-научный профиль медико-биологической направленности",
            rules=here("rules"),
            templates=here("templates"),
            aliases=("медико_биологический",),
            routes=("медико_биологический_маршрут",),
        )
    ]
