/**
 * For the tests of pages that use Nextmove: an instance in memory that decides as it is told and
 * records what it is told, and an edge for the real SDK to talk to.
 *
 * @module
 * @example
 * const nextmove = createTestNextmove({ case: "shop", decisions: { shop: ["gift_wrap"] } });
 * await showBanner(nextmove, banner);
 * expect(banner.textContent).toBe("We wrap it, you give it");
 * expect(nextmove.recorded.select).toMatchObject([{ case: "shop", action: "gift_wrap" }]);
 */
export { createFakeClock, type FakeClock } from "./fake-clock.ts";
export {
  createTestNextmove,
  type TestAnswer,
  type TestNextmove,
  type TestNextmoveOptions,
} from "./create-test-nextmove.ts";
export {
  fakeTransport,
  type FakeTransport,
  type FakeTransportOptions,
  type TransportRequest,
} from "./fake-transport.ts";
export type { CreditedReward, Recorded, Selection } from "./recorded.ts";
