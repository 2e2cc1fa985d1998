"""Lines of lamp, name, figure against target, bar, completion and gap as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from pages.kit.html import any_lamp, block, bullet, escape
from pages.kit.origin import linked
from services.views.bullets import BulletLine


def bullet_list(lines: Sequence[BulletLine]) -> str:
    """The lines under each other, columns aligned; where it is narrow the figure goes below the name."""
    rows = "".join(_line(line) for line in lines)
    return block(f'<table class="iw-bullets"><tbody>{rows}</tbody></table>', "iw-scroll")


def _line(line: BulletLine) -> str:
    tag = f'<span class="iw-tag">{escape(line.tag)}</span>' if line.tag else ""
    figure = linked(escape(line.figure), line.indicator, line.region)
    figure += f'<span class="iw-second">{escape(line.mark)}</span>' if line.mark else ""
    under = f'<tr class="iw-under"><td></td><td colspan="4">{escape(line.under)}</td></tr>' if line.under else ""
    opened = ' class="iw-over"' if line.under else ""
    drawn = bullet(line.bullet.done, line.bullet.pace, line.bullet.last_year) if line.bullet else ""
    return (
        f"<tr{opened}><td>{any_lamp(line.lamp) if line.lamp else ''}</td>"
        f'<td class="iw-named"><div><span>{escape(line.name)}{tag}</span><em>{figure}</em></div></td>'
        f'<td>{drawn}</td><td class="iw-r iw-strong">{escape(line.completion)}</td><td class="iw-r">{escape(line.gap)}</td></tr>{under}'
    )
