"""Why, by the shorter ways of `swift`; imported when a reason is first asked for."""

from iomrules.reason.python.swift import Swift
from iomrules.reason.replay import Replay


class SwiftReplay(Swift, Replay):
    """What a `Swift` becomes when it is asked for a reason: values by its ways, reasons as `Replay` tells them."""

    reason = Replay.reason
    reason_of = Replay.reason_of
