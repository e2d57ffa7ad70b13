/** What the user can mend: printed as one line, exit code 2. Everything else is a defect. */
export class CommandFailure extends Error {
  override name = "CommandFailure";
}
