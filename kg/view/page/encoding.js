/* What kg.view.encoding has made of the data, turned back. */

/** Text from gzip in base64. */
export function unpacked(text) {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = letters.charCodeAt(i);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

/** Values of a column by their places; see encoding.py. */
const column = (found) => (Array.isArray(found) ? (i) => found[i] : (i) => found.of[found.at[i]]);

/** Objects with all that `columns` hold. */
export function objects(columns) {
  const [first = []] = Object.values(columns);
  const rows = (Array.isArray(first) ? first : first.at).map(() => ({}));
  for (const [name, found] of Object.entries(columns)) {
    const value = column(found);
    rows.forEach((row, i) => (row[name] = value(i)));
  }
  return rows;
}

/** Likewise, but each looks its fields up when they are asked for: of 100,000 records few ever are. */
export function records(columns) {
  /** @type {[string, (at: number) => any][]} */
  const values = Object.entries(columns).map(([name, found]) => [name, column(found)]);
  class Record {
    constructor(at) {
      this.at = at;
    }
    whole() {
      return Object.fromEntries(values.map(([name, value]) => [name, value(this.at)]));
    }
  }
  for (const [name, value] of values) Object.defineProperty(Record.prototype, name, { get() { return value(this.at); } });
  return (columns.key ?? []).map((_, at) => new Record(at)); // no two statements have one key: it is a list
}
