import { afterEach } from "vitest";
import { advance, machineTime } from "../src/clock.ts";

// All objects of a worker share the clock: what one test moved, the next finds where it was.
afterEach(() => void advance(machineTime(0)));
