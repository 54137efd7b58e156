"""`Drawing` → a small SVG without script or style, for notebooks turned into documents and viewers that show pictures
only."""

from html import escape

from kg.view.drawing import Drawing, shortened

NODES, NAMES = 60, 24  # drawn, and named: those with most statements
WIDTH, MARGIN = 960, 60  # pixels
INK = {1: "#0072b2", 0: "#6e7781", -1: "#d55e00"}
DASHES = {1: "none", 0: "1 5", -1: "6 4"}


def still(drawing: Drawing) -> str:
    """The most central nodes at their places and the edges among them."""
    nodes = drawing.nodes[:NODES]
    xs, ys = [node.x for node in nodes] or [0], [node.y for node in nodes] or [0]
    scale = (WIDTH - 2 * MARGIN) / max(max(xs) - min(xs), max(ys) - min(ys), 1)
    at = {node.id: (MARGIN + (node.x - min(xs)) * scale, MARGIN + (node.y - min(ys)) * scale) for node in nodes}
    height = 2 * MARGIN + (max(ys) - min(ys)) * scale
    lines = (
        f'<line x1="{at[e.source][0]:.0f}" y1="{at[e.source][1]:.0f}" x2="{at[e.target][0]:.0f}" '
        f'y2="{at[e.target][1]:.0f}" stroke="{INK[e.polarity]}" stroke-dasharray="{DASHES[e.polarity]}"/>'
        for e in drawing.edges
        if e.source in at and e.target in at
    )
    circles = (
        f'<circle cx="{at[n.id][0]:.0f}" cy="{at[n.id][1]:.0f}" r="{n.size * 0.6:.1f}"/>' for n in nodes
    )  # fmt: skip
    names = (
        f'<text x="{at[n.id][0]:.0f}" y="{at[n.id][1] + n.size * 0.6 + 14:.0f}">{escape(shortened(n.label, 32))}</text>'
        for n in nodes[:NAMES]
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" '
        f'height="{height:.0f}" role="img" aria-label="{escape(drawing.title)}">'
        f'<rect width="100%" height="100%" fill="#ffffff"/><g stroke-width="1.5" stroke-opacity="0.6">{"".join(lines)}'
        f'</g><g fill="#3a4650" stroke="#ffffff">{"".join(circles)}</g><g font-family="sans-serif" font-size="12" '
        'text-anchor="middle" fill="#1a2026" stroke="#ffffff" stroke-width="3" paint-order="stroke">'
        f"{''.join(names)}</g></svg>"
    )
