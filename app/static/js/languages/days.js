// Days and months as the page's language writes them.

import { language } from "./words.js";

const MONTH = new Intl.DateTimeFormat(language, { month: "short", timeZone: "UTC" });
export const MONTHS = Array.from({ length: 12 }, (_, month) => MONTH.format(Date.UTC(2026, month, 15)));

/** "3 Nov 2025", "Nov 2025", "2025" or a span of two of them. @param {string | undefined} when */
export function dayWords(when) {
  if (!when) return "";
  return when
    .split("..")
    .map((part) => {
      const [year, month, day] = part.split("-");
      const named = month ? `${MONTHS[Number(month) - 1] ?? month} ${year}` : (year ?? "");
      return day ? `${Number(day)} ${named}` : named;
    })
    .join(" – ");
}
