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

/** All methods that an object's class offers over RPC. */
export type RemoteObject<Class> = Remote<Omit<Class, keyof Rpc.DurableObjectBranded | "alarm">>;
