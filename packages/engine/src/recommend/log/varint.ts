/** Appends whole numbers from 0 to 2³² − 1 in as few bytes as they need (LEB128), as protocol buffers do. */
export function writeVarint(bytes: number[], value: number): void {
  let rest = value;
  while (rest > 127) {
    bytes.push((rest & 127) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

interface VarintReader {
  readonly bytes: Uint8Array;
  at: number;
}

export function readVarint(reader: VarintReader): number {
  let value = 0;
  let scale = 1;
  for (;;) {
    const byte = reader.bytes[reader.at] ?? 0;
    reader.at += 1;
    value += (byte & 127) * scale;
    if (byte < 128) return value;
    scale *= 128;
  }
}
