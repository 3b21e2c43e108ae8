// The time zone of whoever leads, told to the server once: its pages and reports count days by it.

const KEPT_FOR_S = 365 * 24 * 3600;

/** Keep the zone's name in a cookie of this site; a browser that does not know it leaves the server's. */
export function tellZone() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const secure = location.protocol === "https:" ? "; secure" : "";
  if (zone) document.cookie = `zone=${zone}; path=/; max-age=${KEPT_FOR_S}; samesite=lax${secure}`;
}
