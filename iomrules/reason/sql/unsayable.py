"""What SQL cannot say exactly."""


class Unsayable(Exception):
    """A node that SQL cannot say. what: in words, Russian and English."""

    def __init__(self, what: str, what_en: str) -> None:
        self.what, self.what_en = what, what_en
        super().__init__(what_en)
