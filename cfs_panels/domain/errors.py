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


class Clash(RuleBroken):
    """Somebody else saved the same record meanwhile; both texts are kept for the person."""

    def __init__(self, what: str, theirs: object, mine: object, *, who: str = "") -> None:
        by = who or "Somebody else"
        super().__init__(
            f"{by} changed {what} while you were typing. Both texts are kept: look at theirs, "
            "then save yours again."
        )
        self.theirs = theirs
        self.mine = mine


class FormProblems(RuleBroken):
    """A form that cannot be passed on yet; ``problems`` are pairs of field and sentence."""

    def __init__(self, problems: tuple[tuple[str, str], ...]) -> None:
        super().__init__(problems[0][1], field=problems[0][0])
        self.problems = problems
