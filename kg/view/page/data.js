/* The data of the page and their indexes. They are filled once; corrections.js changes them later. */

import { objects, records } from "./encoding.js";

/** As kg.view.canvas writes them, but for columns and places: `nodes`, `edges` and `evidence` are lists of objects. */
export const data = { nodes: [], edges: [], evidence: [], counts: [], camps: [] };
export const nodes = new Map();
export const edges = new Map();
export const evidence = new Map();
export const incident = new Map(); // the edges of each node
export const cells = new Map(); // all that one says of another
export const readings = new Map(); // the edges that each statement was read on; corrections.js asks for them

/** Takes up the data as they come with the page. */
export function fill(read) {
  Object.assign(data, read, { nodes: objects(read.nodes), edges: objects(read.edges), evidence: records(read.evidence) });
  for (const node of data.nodes) Object.assign(node, { short: node.short ?? node.label, full: node.size });
  for (const edge of data.edges) {
    Object.assign(edge, { from: data.nodes[edge.from].id, to: data.nodes[edge.to].id, statements: edge.statements.map((i) => data.evidence[i].key) });
  }
  for (const index of [nodes, edges, evidence, incident, cells, readings]) index.clear();
  for (const node of data.nodes) {
    nodes.set(node.id, node);
    incident.set(node.id, []);
  }
  for (const edge of data.edges) {
    edges.set(edge.id, edge);
    incident.get(edge.from).push(edge);
    if (edge.to !== edge.from) incident.get(edge.to).push(edge);
  }
  for (const record of data.evidence) evidence.set(record.key, record);
  for (const [pair, found] of Map.groupBy(data.edges, ({ from, to }) => `${from},${to}`)) cells.set(pair, found);
}

/** The values that a facet has. */
export const valuesOf = (facet) => data.counts.filter(([f]) => f === facet).map(([, value]) => value);
