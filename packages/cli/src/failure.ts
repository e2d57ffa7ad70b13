/** What the user can mend: printed as one line, exit code 2. Everything else is a defect. */
export class CommandFailure extends Error {
  override name = "CommandFailure";
}

/** Why a file could not be opened or read. */
export const fileFailure = (file: string, error: unknown): CommandFailure => {
  const code = error instanceof Error && "code" in error ? error.code : error;
  return new CommandFailure(
    code === "ENOENT" ? `there is no file ${file}` : `cannot read ${file} (${String(code)})`,
    { cause: error },
  );
};
