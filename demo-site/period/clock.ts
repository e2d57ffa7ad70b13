import { z } from "zod";
import type { Api } from "./api.ts";
import { Refusal, SimulationFailure } from "./failure.ts";

const clockAnswer = z.object({ now: z.iso.datetime() });

/** The server's clock, in development: goes back to play a past, and comes home from it. */
export interface ServerClock {
  /** What it showed when it was taken in hand, in ms. */
  readonly begun: number;
  /** Moves it, back or on; whatever is due by then is done. */
  moveTo(time: number): Promise<void>;
  /** Moves it to what it would show had nobody touched it. */
  home(): Promise<void>;
}

/** @throws SimulationFailure when the server is not one for development */
export async function takeClock(api: Api): Promise<ServerClock> {
  const machine = Date.now();
  const begun = await advance(0).catch((error: unknown) => {
    if (error instanceof Refusal && error.status === 404) {
      throw new SimulationFailure(
        `${api.origin} lets nobody move its clock: only \`npm start\` does.`,
      );
    }
    throw error;
  });
  const aheadMs = begun - machine;
  let movedMs = 0;

  async function advance(ms: number): Promise<number> {
    const answer = await api.post(
      ms < 0 ? "/dev/clock/back" : "/dev/clock",
      ms < 0 ? { back_ms: -ms } : { advance_ms: ms },
    );
    return Date.parse(clockAnswer.parse(answer).now);
  }
  async function move(ms: number): Promise<void> {
    await advance(ms);
    movedMs += ms;
  }
  return {
    begun,
    moveTo: (time) => move(time - (Date.now() + aheadMs + movedMs)),
    home: () => move(-movedMs),
  };
}
