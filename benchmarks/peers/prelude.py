"""What peers that cannot say «the best three» are given: the mean and the rating, worked out in Python beforehand."""

from typing import Any

Student = dict[str, Any]

WEIGHTS = {"olympiad": 3, "contest": 2, "project": 4, "sport": 1, "camp": 1}
POINTS = ((0, 1, 3), (1, 4, 7), (2, 7, 10), (3, 10, 15), (5, 20, 25), (8, 25, 30))


def with_numbers(student: Student) -> Student:
    """The student with `mean` and `rating`, both in hundredths."""
    marks = student["marks"].values()
    mean = (200 * sum(marks) + len(marks)) // (2 * len(marks))
    rating = 2 * mean
    for kind, weight in WEIGHTS.items():
        points = sorted(
            (POINTS[each["level"]][each["result"]] for each in student["achievements"] if each["kind"] == kind),
            reverse=True,
        )
        rating += 100 * weight * sum(points[:3])
    return {**student, "mean": mean, "rating": rating}
