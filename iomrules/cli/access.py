"""Who read people's data, by which command, when: one line a command in the workspace's `.iomrules/access.log`.

Personal data want an account of who had them. The log stays beside the data, names no person of the register, and is
the only file with a time in it.
"""

import getpass
import json
from datetime import UTC, datetime
from pathlib import Path

FOLDER, FILE = ".iomrules", "access.log"


def log_access(workspace: Path, command: str, people: int) -> None:
    """Adds a line: time in UTC, user, command, number of people. A folder that cannot be written is let be."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = ""
    line = {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "user": user,
        "command": command,
        "people": people,
    }
    try:
        (workspace / FOLDER).mkdir(exist_ok=True)
        with (workspace / FOLDER / FILE).open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    except OSError:
        return
