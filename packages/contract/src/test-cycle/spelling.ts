/** `user_tracking_id`, `user-tracking-id` and `userTrackingId` are one name. */
const plain = (name: string): string => name.replaceAll(/[-_]/g, "").toLowerCase();

/**
 * Reads the names of an object in any of these spellings. The spelling asked for goes first, whatever
 * else is there; unknown names stay as they are.
 *
 * @param names as they are to be called
 * @param others older names, plain, and what they are to be called
 */
export const spelled = (
  names: readonly string[],
  others: Readonly<Record<string, string>> = {},
): ((body: unknown) => unknown) => {
  const exact = new Set(names);
  const known = new Map([
    ...Object.entries(others),
    ...names.map((name): [string, string] => [plain(name), name]),
  ]);
  return (body) => {
    if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
    const entries = Object.entries(body);
    // Most bodies are spelled as they should be.
    if (entries.every(([name]) => exact.has(name))) return body;
    const asked = new Set(entries.map(([name]) => name).filter((name) => exact.has(name)));
    return Object.fromEntries(
      entries.flatMap(([name, value]) => {
        const meant = exact.has(name) ? name : (known.get(plain(name)) ?? name);
        return meant !== name && asked.has(meant) ? [] : [[meant, value]];
      }),
    );
  };
};
