/* Cells of a table as text. */

/** A cell as RFC 4180 writes it; text that a spreadsheet would take for a formula begins with an apostrophe. */
export function cell(value) {
  if (typeof value !== "string") return String(value ?? "");
  const text = (/^('*[=+\-@]|[\t\r])/.test(value) ? `'${value}` : value).toWellFormed();
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
