import { expect, it } from "vitest";
import { SingleFlight } from "./single-flight.ts";

it("runs a job once for all who ask while it is under way, and anew afterwards", async () => {
  const flight = new SingleFlight();
  const job = Promise.withResolvers<void>();
  let runs = 0;
  const start = () => {
    runs += 1;
    return job.promise;
  };
  const asked = [flight.run(start), flight.run(start)];
  expect(flight.isUnderWay).toBe(true);
  job.resolve();
  await Promise.all(asked);
  expect(flight.isUnderWay).toBe(false);
  await flight.run(start);
  expect(runs).toBe(2);
});

it("tells all who asked that it failed, but not those that only wait for its end", async () => {
  const flight = new SingleFlight();
  const failing = () => Promise.reject(new Error("away"));
  const [first, second] = [flight.run(failing), flight.run(failing)];
  await flight.idle();
  await expect(first).rejects.toThrow("away");
  await expect(second).rejects.toThrow("away");
  expect(flight.isUnderWay).toBe(false);
});
