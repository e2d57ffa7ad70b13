import { type ReactNode, useEffect, useState } from "react";

const SHOWN_MS = 5000;

/** Says at the top of the page what was just done, with a way on; for a while. */
export function Notice({ children }: { readonly children: ReactNode }) {
  const [isShown, setShown] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setShown(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isShown) return null;
  return (
    <div className="notice" role="status">
      {children}
    </div>
  );
}
