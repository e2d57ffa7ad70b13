/** The simulation cannot go on, and it is no defect of ours: says why in one line. */
export class SimulationFailure extends Error {
  override name = "SimulationFailure";
}

/** The service answered, and refused. */
export class Refusal extends SimulationFailure {
  override name = "Refusal";
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}
