"""The two kinds of trouble that are told to people; anything else is our own mistake."""


class RuleBroken(Exception):
    """A refusal, in a sentence that the person who asked understands.

    ``field`` names the field of the command that the sentence belongs beside.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class OutsideTrouble(Exception):
    """A file, disk or server did not do its part; trying again may help."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class SignInRefused(RuleBroken):
    """The user name and password do not open the agency."""
