/** Bytes under keys such as `a/b/c`, wherever they are kept. What fails is thrown as it came. */
export interface Blobs {
  /** What and where it is, for people. */
  readonly name: string;
  /** Whole and durable when it resolves; not there when it rejects, now or later, but for `BlobUnsettled`. The key is a new one. */
  put(key: string, bytes: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void>;
  /** Undefined when it is not there; what it gives throws `BlobBroken` where parts of it are missing. */
  get(key: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Keys that begin with a prefix, which ends with a slash. */
  keys(prefix: string, signal: AbortSignal): Promise<string[]>;
  /** Also what a `put` of that key that was cut off has left. */
  remove(key: string, signal: AbortSignal): Promise<void>;
  /** What a `put` that was cut off has left of keys with this prefix. */
  removeParts(prefix: string, signal: AbortSignal): Promise<void>;
  /** The same of one key, where some servers find it by the whole key alone. */
  removePartsOf?(key: string, signal: AbortSignal): Promise<void>;
  check(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** A blob that is there and cannot be read to its end. */
export class BlobBroken extends Error {
  override readonly name = 'BlobBroken';
}

/** What was sent of a blob got no answer, so that it may still appear; the cause is why. */
export class BlobUnsettled extends Error {
  override readonly name = 'BlobUnsettled';
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
