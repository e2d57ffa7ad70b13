/** `user_tracking_id`, `user-tracking-id` and `userTrackingId` are one name. */
export const plain = (name: string): string => name.replaceAll(/[-_]/g, "").toLowerCase();

/**
 * Reads the names of an object in any of these spellings. Where the one asked for is there too it
 * stands; unknown names stay as they are.
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
    // Most bodies are spelled as they should be: those are not copied.
    let renamed: Record<string, unknown> | undefined;
    for (const [name, value] of Object.entries(body)) {
      if (exact.has(name)) continue;
      const meant = known.get(plain(name));
      if (meant === undefined) continue;
      renamed ??= { ...body };
      delete renamed[name];
      if (!Object.hasOwn(body, meant)) renamed[meant] = value;
    }
    return renamed ?? body;
  };
};
