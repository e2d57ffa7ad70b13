// @ts-check

// Not named after the SDK: whoever blocks that by its file name must not lose the shop with it.

/**
 * The SDK, or the stub that stands in until it has loaded; undefined when the page has neither.
 * @returns {import("../../../types/nextmove.js").Nextmove | undefined}
 */
export const nextmove = () => Reflect.get(window, "nextmove");
