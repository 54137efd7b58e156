/* What is written and shaded on the canvas: names of one size at every zoom, of which none covers another. */

/* Height of a name's letters, from a node's radius on (pixels). */
const LETTERS = innerWidth < 1200 ? [[14, 13], [0, 12]] : [[14, 15], [10, 13], [0, 12]];
const BOLD = 14; // radius from which on a name is bold
const LEAST = 12; // height of other letters, pixels
const CANDIDATES = 300; // names tried in one picture
const EMINENT = 12; // names that may cover a node, though never another name
const SEVERAL = 3; // hidden neighbours from which on a name offers them
const EDGE = 4; // pixels between a name and the end of the canvas
const { fontFamily: family } = getComputedStyle(document.body);
const ruler = document.createElement("canvas").getContext("2d");
const REACH = 44; // how far a shade reaches beyond its nodes, pixels at zoom 1
const boxes = new Map();

/** Width, height and font of a text on the screen. */
function textBox(text, letters = LEAST, bold = false) {
  ruler.font = `${bold ? 600 : 400} ${letters}px ${family}`;
  return { width: ruler.measureText(text).width, height: letters + 4, font: ruler.font };
}

/** The box of a node's name: in two or three sizes for who acts, in the smallest for what is acted upon. */
function nameBox(node) {
  if (!boxes.has(node)) {
    const { hollow } = KINDS[node.kind];
    const letters = hollow ? LEAST : LETTERS.find(([least]) => node.size >= least)[1];
    boxes.set(node, textBox(node.short, letters, !hollow && node.size >= BOLD));
  }
  return boxes.get(node);
}

const overlap = (a, b) => a.x < b.x + b.width + 4 && b.x < a.x + a.width + 4 && a.y < b.y + b.height && b.y < a.y + a.height;

/** What is written beside a node, and the letters of it, in the opening picture: cut to the room that its place has. */
function spotBox(node, scale) {
  const { side, room } = plan.spots.get(node.id);
  const bold = side === "above";
  const letters = bold ? 15 : 13;
  const figures = plan.figures.get(node.id);
  const extra = figures ? [[`+${figures.for.size}`, "support"], [`−${figures.against.size}`, "oppose"]].map(([text, style]) => ({ text, style, ...textBox(text, LEAST, true) })) : [];
  const beside = extra.reduce((sum, { width }) => sum + width + 6, 0);
  const text = cut(node.short, Math.max(30, room * scale - beside), letters, bold);
  return { text, side, extra, beside, ...textBox(text, letters, bold) };
}

/** Where a name may stand, best first: below, right, left or above its node, then at its corners (screen pixels). */
function places({ node, x, y, r }, scale) {
  if (plan.on) {
    const { text, side, extra, beside, width, height, font } = spotBox(node, scale);
    const [left, top] = { left: [x - r - 6 - width, y - height / 2], right: [x + r + 6, y - height / 2], above: [x - (width + beside) / 2, y - r - 4 - height], below: [x - (width + beside) / 2, y + r + 3] }[side];
    return [{ x: left, y: top, width: width + beside, height, font, text, extra, name: width }];
  }
  const { width, height, font } = nameBox(node);
  const [left, centre, right] = [x - r - 5 - width, x - width / 2, x + r + 5];
  const [above, beside, below] = [y - r - 3 - height, y - height / 2, y + r + 3];
  const corners = [[right, below], [left, below], [right, above], [left, above]].map(([a, b]) => [a + (a < x ? r : -r), b]);
  return [[centre, below], [right, beside], [left, beside], [centre, above], ...corners].map(([a, b]) => ({ x: a, y: b, width, height, font }));
}

/** Nodes in sight as discs on the screen, most important first. */
function discs(scale, near) {
  const canvas = drawn.network.canvas.frame.canvas;
  const centre = drawn.network.getViewPosition();
  const [halfWidth, halfHeight] = [canvas.clientWidth / 2, canvas.clientHeight / 2];
  const found = [];
  for (const node of visibleNodes()) {
    const [x, y] = [(node.x - centre.x) * scale + halfWidth, (node.y - centre.y) * scale + halfHeight];
    if (x < -80 || y < -40 || x > 2 * halfWidth + 80 || y > 2 * halfHeight + 40) continue;
    found.push({ node, x, y, r: node.size * scale, rank: node.id === state.selected?.id ? 0 : near?.nodes.has(node.id) ? 1 : 2 });
  }
  return found.sort((a, b) => a.rank - b.rank || b.r - a.r).slice(0, CANDIDATES);
}

function halo(context, text, font, x, y, colour, alpha) {
  context.font = font;
  context.globalAlpha = alpha;
  context.strokeStyle = drawn.colours.paper;
  context.fillStyle = colour;
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
  context.globalAlpha = 1;
}

/** The middle of a drawn edge on the screen. */
function middle(id, toScreen) {
  const { edgeType, from, to } = drawn.network.body.edges[id];
  return toScreen(from === to ? { x: from.x, y: from.y } : edgeType.getPoint(0.5));
}

function drawLabels(context) {
  const near = focus();
  const scale = drawn.network.getScale();
  const ratio = context.canvas.width / context.canvas.clientWidth;
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.textBaseline = "top";
  context.lineWidth = 4;
  context.lineJoin = "round";
  const found = discs(scale, near);
  const covered = found.map(({ x, y, r }) => ({ x: x - r, y: y - r, width: 2 * r, height: 2 * r }));
  const written = [];
  const { clientWidth, clientHeight } = context.canvas;
  const inside = ({ x, y, width, height }) => x >= EDGE && y >= EDGE && x + width <= clientWidth - EDGE && y + height <= clientHeight - EDGE;
  const put = (text, boxes, colour, alpha, { always = false, eminent = false } = {}) => {
    const legible = boxes.filter((box) => inside(box) && !written.some((other) => overlap(box, other)));
    const covers = legible.map((box) => covered.filter((disc) => overlap(box, disc)).length);
    const best = covers.indexOf(Math.min(...covers));
    const free = (covers[best] === 0 || eminent ? legible[best] : null) ?? (always ? boxes[0] : null);
    if (!free) return null;
    const { extra = [], name = free.width, ...box } = free;
    written.push({ ...box, width: name, text: free.text ?? text, colour, alpha });
    halo(context, free.text ?? text, free.font, free.x, free.y + 2, colour, alpha);
    let x = free.x + name + 6;
    for (const { text: figure, style, width, height, font } of extra) {
      written.push({ x, y: free.y + 1, width, height, font, text: figure, colour: drawn.colours[style], alpha });
      halo(context, figure, font, x, free.y + 3, drawn.colours[style], alpha);
      x += width + 6;
    }
    return free;
  };
  for (const { text, spots, colour } of campNames()) put(text, spots, colour, 1, { eminent: true });
  const eminent = new Set(found.slice(0, EMINENT));
  const unfolding = [];
  const names = (some) => some.forEach((disc) => {
    const faint = near && disc.rank === 2;
    const quiet = faint || (KINDS[disc.node.kind].hollow && !(plan.on && plan.figures.has(disc.node.id)));
    const colour = quiet ? drawn.colours.muted : drawn.colours.ink;
    const free = put(disc.node.short, places(disc, scale), colour, faint ? 0.35 : 1, { always: disc.rank === 0, eminent: eminent.has(disc) && !faint });
    if (free && plan.on) unfolding.push([disc.node, free]);
  });
  names(found.filter((disc) => disc.rank < 2));
  for (const id of near?.edges ?? []) {
    if (!drawn.network.body.edges[id]) continue; // filtered away, or about to come
    const edge = edges.get(id);
    const { x, y } = middle(id, (point) => drawn.network.canvasToDOM(point));
    const text = edge.cell ? edge.relation : words(edge.relation);
    const box = textBox(text);
    put(text, [{ ...box, x: x - box.width / 2, y: y - box.height / 2 }], drawn.colours[POLARITY[edge.polarity].style], 1, { always: state.selected.type !== "node" });
  }
  names(found.filter((disc) => disc.rank === 2));
  drawn.badges = [];
  for (const [node, box] of unfolding) {
    const more = plan.left.get(node.id)?.size ?? 0;
    if (more < SEVERAL) continue;
    const text = `+${Math.min(more, BADGE)}`;
    const own = textBox(text, 11);
    const spot = { ...own, x: plan.spots.get(node.id).side === "left" ? box.x - own.width - 6 : box.x + box.width + 6, y: box.y + 1 };
    if (put(text, [spot], drawn.colours.muted, near ? 0.35 : 0.9)) drawn.badges.push({ id: node.id, box: spot });
  }
  drawn.names = written;
  context.restore();
}

/** The corners of the smallest convex outline around `points` (Andrew's monotone chain). */
function hull(points) {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const turn = (o, a, b) => (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
  const half = (ordered) => {
    const chain = [];
    for (const point of ordered) {
      while (chain.length > 1 && turn(chain.at(-2), chain.at(-1), point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

const shaded = { shown: null, groups: [] }; // as of what is shown

/** Visible nodes that are shaded together: every camp, and every other community of three or more. */
function shades() {
  if (plan.on) return [];
  if (shaded.shown === drawn.shown) return shaded.groups;
  const visible = visibleNodes().filter(({ members }) => !members);
  const taken = new Set(visible.filter(({ camp }) => camp != null).map(({ community }) => community));
  const camps = Map.groupBy(visible.filter(({ camp }) => camp != null), ({ camp }) => camp);
  const others = Map.groupBy(visible.filter(({ community }) => !taken.has(community)), ({ community }) => community);
  shaded.shown = drawn.shown;
  shaded.groups = [...[...others.values()].filter(({ length }) => length > 2).map((members) => ({ members })),
    ...[...camps].map(([camp, members]) => ({ members, camp }))];
  return shaded.groups;
}

/** A quiet shade behind every community, a tint with an outline behind every camp. */
function drawHulls(context) {
  const { colours: c } = drawn;
  context.save();
  context.lineJoin = context.lineCap = "round";
  for (const { camp, x, y, width, height } of plan.camps) {
    context.beginPath();
    context.roundRect(x, y, width, height, 12);
    context.fillStyle = c[`camp-${camp % TINTS}`];
    context.fill();
  }
  for (const { members, camp } of shades()) {
    const corners = hull(members);
    context.beginPath();
    for (const { x, y } of corners.length ? corners : members) context.lineTo(x, y);
    if (corners.length < 2) context.lineTo(members[0].x + 0.1, members[0].y); // a line without length is not drawn
    else context.closePath();
    const paint = (colour, width) => {
      context.fillStyle = context.strokeStyle = colour;
      context.lineWidth = width;
      context.stroke();
    };
    if (camp != null) paint(c[`camp-ink-${camp % TINTS}`], 2 * (REACH + 1 / drawn.network.getScale()));
    paint(camp == null ? c.hull : c[`camp-${camp % TINTS}`], 2 * REACH);
    context.fill();
  }
  context.restore();
}

/** The lines of the title over a camp's column, and of what stands over those in no camp. */
function campTitles() {
  const text = (lines, { x, y }, side, colour, bold) => lines.map((text, i) => {
    const box = textBox(text, bold ? LETTERS[0][1] : LEAST, bold);
    const at = drawn.network.canvasToDOM({ x, y });
    return { text, spots: [{ ...box, x: side === "left" ? at.x : at.x - box.width, y: at.y - LINE * (lines.length - i) - 4 }], colour };
  });
  const titles = plan.camps.flatMap(({ camp, side, x, y, width }) =>
    text(titleOf(camp, plan.width / 2 - GAP), { x: side === "left" ? x : x + width, y }, side, drawn.colours[`camp-ink-${camp % TINTS}`], true));
  return plan.caption ? [...titles, ...text(["In no camp"], { x: plan.caption.x, y: plan.caption.y + LINE }, "left", drawn.colours.muted, false)] : titles;
}

/** For each camp in sight its letter and what it stands for, above its shade (screen pixels). */
function campNames() {
  const scale = drawn.network.getScale();
  const { clientWidth, clientHeight } = drawn.network.canvas.frame.canvas;
  if (plan.on) return campTitles();
  return shades().filter(({ camp }) => camp != null).flatMap(({ camp, members }) => {
    const points = members.map(({ x, y }) => drawn.network.canvasToDOM({ x, y }));
    const [left, right] = [Math.min(...points.map(({ x }) => x)), Math.max(...points.map(({ x }) => x))];
    const [top, bottom] = [Math.min(...points.map(({ y }) => y)), Math.max(...points.map(({ y }) => y))];
    if (right < 0 || left > clientWidth || bottom < 0 || top > clientHeight) return [];
    const text = `${campLetter(camp)} · ${standsFor(data.camps[camp])}`;
    const box = textBox(text, LETTERS[0][1], true);
    const x = Math.max(EDGE, Math.min((left + right - box.width) / 2, clientWidth - EDGE - box.width));
    const spots = [top - REACH * scale - box.height - 2, bottom + REACH * scale + 2].map((y) => ({ ...box, x, y }));
    return [{ text, spots, colour: drawn.colours[`camp-ink-${camp % TINTS}`] }];
  });
}

const visibleNodes = () => [...drawn.shown.nodes].map((id) => nodes.get(id));
