/**
 * Tracks what a shop already reports to Segment.
 *
 * @module
 * @example
 * const stop = attachSegment(nextmove, window.analytics, { traits: ["plan", "newsletter"] });
 */
export { attachSegment, type SegmentOptions } from "./attach.ts";
