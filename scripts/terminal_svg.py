#!/usr/bin/env python3
"""Makes a picture of a terminal from what `tmux capture-pane -e -p` shows of it.

usage: terminal_svg.py COLUMNS ROWS TITLE <CAPTURE >PICTURE.svg

Every run of cells of one style is placed by its column, and every wide character by itself, so that the picture
is right whatever font shows it. Python's standard library only.
"""

import re
import sys
import unicodedata
from xml.sax.saxutils import escape, quoteattr

CELL_WIDTH, CELL_HEIGHT, FONT_SIZE, MARGIN = 9, 19, 15, 14
FOREGROUND, BACKGROUND = "#d8dee9", "#16181d"
ANSI = [
    "#2a2e37", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#c8ccd4",
    "#7f848e", "#ff8a92", "#b5e890", "#ffd98f", "#8cc8ff", "#e0a0f5", "#7fdbe6", "#ffffff",
]


def palette(number):
    """The colour of xterm's 256, as #rrggbb."""
    if number < 16:
        return ANSI[number]
    if number >= 232:
        return "#" + f"{8 + 10 * (number - 232):02x}" * 3
    number -= 16
    levels = (0, 95, 135, 175, 215, 255)
    return "#{:02x}{:02x}{:02x}".format(
        levels[number // 36], levels[number // 6 % 6], levels[number % 6]
    )


class Style:
    """What SGR has set so far."""

    def __init__(self):
        self.reset()

    def reset(self):
        self.foreground = self.background = None
        self.bold = self.dim = self.italic = self.underline = self.reverse = False

    def apply(self, parameters):
        codes = [int(part) if part else 0 for part in re.split("[;:]", parameters)]
        while codes:
            code = codes.pop(0)
            if code == 0:
                self.reset()
            elif code in (1, 2, 3, 4, 7):
                setattr(self, {1: "bold", 2: "dim", 3: "italic", 4: "underline", 7: "reverse"}[code], True)
            elif code == 22:
                self.bold = self.dim = False
            elif code in (23, 24, 27):
                setattr(self, {23: "italic", 24: "underline", 27: "reverse"}[code], False)
            elif code in (38, 48):
                kind = codes.pop(0) if codes else 0
                if kind == 5 and codes:
                    color = palette(codes.pop(0) % 256)
                elif kind == 2 and len(codes) >= 3:
                    color = "#{:02x}{:02x}{:02x}".format(*(codes.pop(0) % 256 for _ in range(3)))
                else:
                    continue
                self.set(code == 38, color)
            elif code in (39, 49):
                self.set(code == 39, None)
            elif code // 10 in (3, 4, 9, 10):
                self.set(code // 10 in (3, 9), palette(code % 10 + (8 if code >= 90 else 0)))

    def set(self, is_foreground, color):
        if is_foreground:
            self.foreground = color
        else:
            self.background = color

    def colors(self):
        pair = self.foreground or FOREGROUND, self.background or BACKGROUND
        return pair[::-1] if self.reverse else pair

    def attributes(self):
        """Of the text, without its place."""
        result = []
        if self.colors()[0] != FOREGROUND:
            result.append(("fill", self.colors()[0]))
        if self.bold:
            result.append(("font-weight", "bold"))
        if self.dim:
            result.append(("opacity", "0.6"))
        if self.italic:
            result.append(("font-style", "italic"))
        if self.underline:
            result.append(("text-decoration", "underline"))
        return tuple(result)


def width(character):
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cells(line, style):
    """The cells of a row: column, text, width, background and attributes."""
    result = []
    column = 0
    for sequence, character in re.findall(r"(\x1b\[[0-9;:]*m|\x1b[()].|\x0e|\x0f)|(.)", line):
        if sequence:
            if sequence.endswith("m"):
                style.apply(sequence[2:-1])
        elif width(character) == 0 and result:
            result[-1][1] += character
        elif unicodedata.category(character) != "Cc":
            result.append([column, character, width(character) or 1, style.colors()[1], style.attributes()])
            column += width(character) or 1
    return result


def runs(row):
    """Joins neighbours of one style; what is not one plain cell stands alone."""
    result = []
    for column, text, wide, background, attributes in row:
        # Latin letters and lines are in every monospaced font.
        alone = wide == 2 or len(text) > 1 or not (text < "\u0250" or "\u2500" <= text <= "\u259f")
        last = result[-1] if result else None
        if last and not alone and not last[5] and last[3:5] == [background, attributes]:
            last[1] += text
            last[2] += 1
        else:
            result.append([column, text, wide, background, attributes, alone])
    return result


def main():
    columns, rows, title = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    lines = sys.stdin.buffer.read().decode("utf-8", "replace").split("\n")[:rows]
    full_width, full_height = columns * CELL_WIDTH + 2 * MARGIN, rows * CELL_HEIGHT + 2 * MARGIN
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {full_width} {full_height}"'
        f' width="{full_width}" height="{full_height}" role="img" aria-label={quoteattr(title)}>',
        f"<title>{escape(title)}</title>",
        f'<rect width="{full_width}" height="{full_height}" rx="8" fill="{BACKGROUND}"/>',
        f'<g font-family="ui-monospace, \'DejaVu Sans Mono\', Menlo, Consolas, monospace"'
        f' font-size="{FONT_SIZE}" fill="{FOREGROUND}">',
    ]
    style = Style()
    for number, line in enumerate(lines):
        top = MARGIN + number * CELL_HEIGHT
        texts = []
        for column, text, wide, background, attributes, _ in runs(cells(line, style)):
            left, length = MARGIN + column * CELL_WIDTH, wide * CELL_WIDTH
            if background != BACKGROUND:
                out.append(
                    f'<rect x="{left}" y="{top}" width="{length}" height="{CELL_HEIGHT}" fill="{background}"/>'
                )
            underlined = ("text-decoration", "underline") in attributes
            if text.strip() or underlined:
                extra = "".join(f" {name}={quoteattr(value)}" for name, value in attributes)
                texts.append(
                    f'<text x="{left}" y="{top + CELL_HEIGHT - 5}" textLength="{length}"'
                    f' lengthAdjust="spacingAndGlyphs" xml:space="preserve"{extra}>{escape(text)}</text>'
                )
        out += texts
    out += ["</g>", "</svg>"]
    print("\n".join(out))


if __name__ == "__main__":
    main()
