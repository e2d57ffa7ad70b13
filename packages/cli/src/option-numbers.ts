import { InvalidArgumentError } from "commander";

/** Reads an option's number, or says what it has to be. */
const numberThat =
  (holds: (number: number) => boolean, wanted: string) =>
  (text: string): number => {
    const number = Number(text);
    if (holds(number)) return number;
    throw new InvalidArgumentError(`It must be ${wanted}.`);
  };

export const count = numberThat(
  (number) => Number.isInteger(number) && number >= 1,
  "a whole number from 1 on",
);

export const nonNegative = numberThat(
  (number) => Number.isFinite(number) && number >= 0,
  "a number from 0 on",
);

export const positive = numberThat(
  (number) => Number.isFinite(number) && number > 0,
  "a number above 0",
);

export const share = numberThat((number) => number > 0 && number < 1, "a number between 0 and 1");
