"""The questions a plugin may answer. Each is asked once per compile, never per student, and answered with frozen data.

A plugin answers any of them, as functions of its module marked `@hookimpl` from `iomrules.extend`; all the types named
below are in `iomrules.extend` too. What is returned is checked: an answer of another type leaves the plugin out.
"""

from collections.abc import Sequence

import pluggy

PROJECT = "iomrules"
#: what a plugin declares as `api`; it grows when an old plugin would no longer mean the same
API_VERSION = 1

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


class Questions:
    """The hooks of the project `iomrules`, in the order they are asked."""

    @hookspec
    def profiles(self) -> Sequence[object]:
        """Profiles of study this plugin adds: a sequence of `Profile`. Their rules form the layer `profile`."""
        raise NotImplementedError

    @hookspec
    def partners(self) -> Sequence[object]:
        """Partner organisations: a sequence of `Partner`. Their rules form the layer `partner`."""
        raise NotImplementedError

    @hookspec
    def rules(self) -> Sequence[object]:
        """Rules that belong to no profile or partner: a sequence of folders (`pathlib.Path`) that hold .iom files."""
        raise NotImplementedError

    @hookspec
    def functions(self) -> Sequence[object]:
        """Functions that rules may call: a sequence of `Function`. Pure and exact: the same values, the same answer."""
        raise NotImplementedError

    @hookspec
    def document_kinds(self) -> Sequence[object]:
        """Documents, or parts of a person's page, this plugin adds: a sequence of `DocumentKind`."""
        raise NotImplementedError


#: names of the hooks, in the order they are asked
HOOKS = ("profiles", "partners", "rules", "functions", "document_kinds")
