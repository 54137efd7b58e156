/* How words, numbers and days are written. */

/** `withdrawsFrom` → "withdraws from". */
export const words = (relation) => relation.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[_-]/g, " ").toLowerCase();
export const plural = (n, noun) => `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;

/** "2025-01-03" → "3 Jan 2025"; a year or a year and month stay as coarse as they are. */
export function day(date) {
  if (!date) return "undated";
  const [year, month, dayOfMonth] = date.split("-");
  const named = month && new Date(Date.UTC(2000, month - 1)).toLocaleString("en", { month: "short", timeZone: "UTC" });
  return [dayOfMonth && Number(dayOfMonth), named, year].filter(Boolean).join(" ");
}

/** Lower case without accents, for comparing names. */
export const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Text as a cell may have it: on one line, without control characters. */
export const oneLine = (text) => text.toWellFormed().replace(/[\s\p{Cc}]+/gu, " ").trim();
