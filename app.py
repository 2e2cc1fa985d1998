"""The script: navigation first, then the page in its place. Signing in is a gate that will stand between the two."""

from pages.kit.shell import open_shell

open_shell()
