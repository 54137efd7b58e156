/* Where the names of the opening picture stand, in pixels of the canvas: camps as columns, or freely where there are none. */

import { campLetter, standsFor } from "./camps.js";
import { data, nodes } from "./data.js";
import { cut, textBox } from "./measure.js";
import { LETTERS } from "./screen.js";
import { distances, relaxed, spread } from "./spreading.js";

const ROW = [34, 24]; // height of a row of names: at best, at least (pixels)
const FULLNESS = 0.4; // share of the picture that names and nodes may take where no columns order them
const NARROW = 560; // width below which what is contested stands over the camps
export const [LINE, GAP] = [20, 18]; // pixels for a line of a camp's title, and between parts of the picture

const radius = (id, row) => Math.max(5, Math.min(nodes.get(id).full * 0.8, row / 2 - 4));

/** Places for all that is shown and boxes of camps, in pixels of a canvas that is `width` wide and `height` high or, for many names, higher. */
export function arrangeSides({ centre, camps, others }, { width, height }) {
  const spots = new Map();
  const blocks = camps.map((ids, camp) => ({ ids, camp })).filter(({ ids }) => ids.length);
  const [left, right] = [blocks.filter((_, i) => i % 2 === 0), blocks.filter((_, i) => i % 2 === 1)];
  const small = width < NARROW;
  const wide = small ? width * 0.42 : Math.min(240, width * 0.31);
  const perRow = Math.max(1, Math.min(4, Math.floor(width / (small ? 150 : 190))));
  const rows = Math.ceil(others.length / perRow);
  const below = rows ? GAP + LINE + rows * ROW[1] : 0;
  const above = small ? centre.length * 2 * ROW[1] : 0;
  const TITLE = 10 + LINE * Math.max(0, ...blocks.map(({ camp }) => (titleOf(camp, width / 2 - GAP).length)));
  const tall = (column) => column.reduce((sum, { ids }) => sum + ids.length, 0);
  const fixed = (column) => column.length * (TITLE + GAP);
  const count = Math.max(1, tall(left), tall(right));
  const room = height - below - above - Math.max(fixed(left), fixed(right));
  const row = Math.max(ROW[1], Math.min(ROW[0], room / count));
  const bottom = Math.max(height - below, ...[left, right].map((column) => above + fixed(column) + tall(column) * row));
  const boxed = [];
  for (const [side, column] of [["left", left], ["right", right]]) {
    let y = above;
    column.forEach(({ ids, camp }, i) => {
      const last = i === column.length - 1;
      const box = { camp, side, x: side === "left" ? 0 : width - wide, y: y + TITLE, width: wide, height: last ? bottom - y - TITLE : ids.length * row + GAP / 2 };
      const begin = box.y + GAP / 4 + (last && column.length === 1 ? Math.max(0, (box.height - ids.length * row) / 2 - GAP / 4) : 0);
      ids.forEach((id, n) => spots.set(id, {
        x: side === "left" ? wide - 22 : width - wide + 22, y: begin + (n + 0.5) * row, side, size: radius(id, row), room: wide - 22 - radius(id, row) - 12,
      }));
      boxed.push(box);
      y = box.y + box.height + GAP / 2;
    });
  }
  const middle = width - 2 * wide;
  centre.forEach((id, n) => {
    const aside = centre.length > 1 ? (n % 2 ? 1 : -1) * Math.min(middle * 0.1, 30) : 0;
    const y = small ? (n + 0.5) * 2 * ROW[1] + 12 : TITLE + (bottom - TITLE) * ((n + 1) / (centre.length + 1));
    spots.set(id, { x: width / 2 + aside, y, side: "above", size: small ? 10 : Math.max(12, nodes.get(id).full), room: small ? width * 0.8 : middle - 2 * Math.abs(aside) });
  });
  others.forEach((id, n) => {
    const cell = width / perRow;
    spots.set(id, { x: (n % perRow) * cell + 16, y: bottom + GAP + LINE + (Math.floor(n / perRow) + 0.5) * ROW[1], side: "right", size: radius(id, ROW[1]), room: cell - 16 - radius(id, ROW[1]) - 18 });
  });
  return { spots, camps: boxed, caption: rows && blocks.length ? { x: 0, y: bottom + GAP } : null };
}

/** What a camp stands for, with its letter, in at most two lines of a width. */
export function titleOf(camp, width) {
  const letters = LETTERS[0][1];
  const [lines, wordsLeft] = [[], `${campLetter(camp)} · ${standsFor(data.camps[camp])}`.split(" ")];
  while (wordsLeft.length && lines.length < 2) {
    let count = 1;
    while (count < wordsLeft.length && textBox(wordsLeft.slice(0, count + 1).join(" "), letters, true).width <= width) count++;
    lines.push(lines.length ? cut(wordsLeft.join(" "), width, letters, true) : cut(wordsLeft.slice(0, count).join(" "), width, letters, true));
    wordsLeft.splice(0, count);
  }
  return lines;
}

/** Places without camps: by the steps between names, then boxes of nodes with their names pushed apart. */
export function arrangeFreely(ids, lines, { width, height }, figures) {
  const at = new Map(ids.map((id, i) => [id, i]));
  const points = relaxed(distances(ids, lines, at));
  const most = Math.max(70, Math.min(180, (FULLNESS * width * height) / (50 * ids.length))); // pixels of a name
  const boxes = ids.map((id) => ({ width: Math.min(textBox(nodes.get(id).short, 15, true).width + (figures.has(id) ? 70 : 0), most) + 12, height: 2 * radius(id, 36) + 30 }));
  const spots = spread(points, boxes, { width, height });
  return new Map(ids.map((id, i) => [id, { ...spots[i], y: spots[i].y - 11, side: "below", size: radius(id, 36), room: boxes[i].width - 12 }]));
}
