/**
 * Methods of an object as its callers see them. The generated stub types pass every parameter and result
 * through a mapped type that turns tuples into arrays; structured clone keeps them, so the class's own
 * signatures are the truth.
 */
export type Remote<Methods> = {
  [Name in keyof Methods]: Methods[Name] extends (...args: infer Args) => infer Answer
    ? (...args: Args) => Promise<Awaited<Answer>>
    : never;
};

/**
 * The class behind a binding. The Worker's configuration says which one it is, so that what is asked of the
 * objects needs to import none of them.
 */
export type ClassOf<Binding extends keyof Env> =
  Env[Binding] extends DurableObjectNamespace<infer Class> ? Class : never;

/** All methods that the class behind a binding offers over RPC. */
export type RemoteObject<Binding extends keyof Env> = Remote<
  Omit<ClassOf<Binding>, keyof Rpc.DurableObjectBranded | "alarm">
>;
