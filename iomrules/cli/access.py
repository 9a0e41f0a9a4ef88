"""Who read people's data, by which command, when: one line a command in the workspace's `.iomrules/access.log`.

Personal data want an account of who had them. The log stays beside the data, names no person of the register, and is
the only file with a time in it.
"""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

FOLDER, FILE = ".iomrules", "access.log"
#: variables that name the user, the first that does counts
_NAMED_BY = ("LOGNAME", "USER", "LNAME", "USERNAME")


def log_access(workspace: Path, command: str, people: int) -> None:
    """Adds a line: time in UTC, user, command, number of people. A folder that cannot be written is let be."""
    line = {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "user": _user(),
        "command": command,
        "people": people,
    }
    try:
        (workspace / FOLDER).mkdir(exist_ok=True)
        with (workspace / FOLDER / FILE).open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    except OSError:
        return


def _user() -> str:
    """Who runs the command, as `getpass.getuser` has it, without what that module asks passwords with; may be empty."""
    if named := next(filter(None, map(os.environ.get, _NAMED_BY)), ""):
        return named
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError, OSError):
        return ""
