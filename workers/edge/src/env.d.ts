/** What the generated types do not know: variables that are given on the command line. */
interface Env {
  /** `"true"` only where `npm start` and the tests pass it; absent means production. */
  NEXTMOVE_DEVELOPMENT?: string;
  /** Commit the Worker was built from. */
  NEXTMOVE_BUILD?: string;
  /** Where sinks of the kind `r2` write; a deployment need not have one. */
  ARCHIVE?: R2Bucket;
}
