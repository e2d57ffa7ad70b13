/** A world of two contexts with opposite best actions: phones like the video, desks the table. */
export const DEVICE_ACTIONS = ["video", "table"] as const;
export const DEVICES = { phone: { device: "phone" }, desk: { device: "desk" } } as const;

export const deviceOf = (index: number) => (index % 2 === 0 ? DEVICES.phone : DEVICES.desk);

export const bestActionOf = (index: number): string => (index % 2 === 0 ? "video" : "table");

export const deviceReward = (index: number, action: string): number =>
  action === bestActionOf(index) ? 1 : 0;

/** Share of these decisions, the first of which is number `start`, that showed the best action. */
export function shareOfBest(shown: readonly string[], start = 0): number {
  const best = shown.filter((action, offset) => action === bestActionOf(start + offset));
  return best.length / shown.length;
}
