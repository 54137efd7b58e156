/* Time cut into days, months or years, whichever gives a readable number of bars. */

const EXACT = 0.9; // of the dates that must have a month, for periods to be shorter than years

/** `periods` in order, their place `at` each, and their `unit`: letters of a date that make one. */
export const calendar = { unit: 4, periods: [], at: new Map() };

/** Of dates in order those that are as exact as most: a date less exact than a period is in none. */
function exactOf(dated) {
  const exact = dated.filter((date) => date.length >= 7);
  return exact.length >= EXACT * dated.length ? exact : dated;
}

function unitOf(dates) {
  const [first, last] = [dates[0], dates.at(-1)];
  if (!first || dates.some((date) => date.length < 7) || last.slice(0, 4) - first.slice(0, 4) > 8) return 4;
  const spanned = (Number(new Date(last.slice(0, 10))) - Number(new Date(first.slice(0, 10)))) / 864e5;
  return spanned <= 62 && dates.every((date) => date.length === 10) ? 10 : 7;
}

/** All periods from the first of some dates to the last. */
function periodsOf(dates, unit) {
  const found = [];
  if (!dates.length) return found;
  const last = dates.at(-1).slice(0, unit);
  for (let at = new Date(dates[0].slice(0, unit)); found.at(-1) !== last; ) {
    found.push(at.toISOString().slice(0, unit));
    if (unit === 10) at.setUTCDate(at.getUTCDate() + 1);
    else if (unit === 7) at.setUTCMonth(at.getUTCMonth() + 1);
    else at.setUTCFullYear(at.getUTCFullYear() + 1);
  }
  return found;
}

/** Cuts time for these dates, in any order. */
export function buildCalendar(dated) {
  const dates = exactOf(dated.filter(Boolean).sort());
  const unit = unitOf(dates);
  const periods = periodsOf(dates, unit);
  Object.assign(calendar, { unit, periods, at: new Map(periods.map((period, i) => [period, i])) });
}
