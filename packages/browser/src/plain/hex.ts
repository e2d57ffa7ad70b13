/** A number in hexadecimal, with at least so many digits. */
export const hex = (value: number, digits: number): string =>
  value.toString(16).padStart(digits, "0");
