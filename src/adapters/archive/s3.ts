import type { Readable } from 'node:stream';
import type { CompletedPart, PutObjectCommandInput, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { type Blobs, BlobUnsettled } from './blobs.js';

export interface S3Options {
  readonly bucket: string;
  /** Of all keys; empty: none. */
  readonly prefix: string;
  /** Of a server other than Amazon's; absent: Amazon's. */
  readonly endpoint: string | undefined;
  readonly region: string;
  /** Absent: where Amazon's client looks for them, such as its configuration files or the machine's role. */
  readonly credentials:
    | { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string }
    | undefined;
}

/** What is larger goes in parts of this size, which is all of it that is held. */
const partBytes = 8 * 1024 * 1024;
const limits = { connectionTimeout: 5_000, requestTimeout: 30_000, socketTimeout: 30_000, throwOnRequestTimeout: true };

/** The package for S3 is optional, and is not there. */
export class S3Unavailable extends Error {
  override readonly name = 'S3Unavailable';
}

/** Blobs as objects of a bucket of S3, or of what speaks its protocol. The client is loaded here. */
export async function openS3Blobs({ bucket, prefix, endpoint, region, credentials }: S3Options): Promise<Blobs> {
  const s3 = await loaded();
  const client: S3Client = new s3.S3Client({
    region,
    // Servers of one's own seldom have a name for each bucket.
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...(credentials ? { credentials } : {}),
    // What is stored is compared by our own hash; not every server knows the checksums that are newer than S3.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: limits,
    maxAttempts: 3,
  });
  tellUnsettled(client);
  const Bucket = bucket;
  const root = prefix === '' ? '' : `${prefix}/`;
  const at = (key: string) => ({ Bucket, Key: `${root}${key}` });

  async function put(key: string, bytes: AsyncIterable<Uint8Array>, abortSignal: AbortSignal): Promise<void> {
    const target = { ...at(key), ContentType: 'application/gzip' };
    let uploadId: string | undefined;
    const parts: CompletedPart[] = [];
    try {
      for await (const { part, last } of partsOf(bytes)) {
        if (last && uploadId === undefined) return await putWhole({ ...target, Body: part }, abortSignal);
        uploadId ??= (await client.send(new s3.CreateMultipartUploadCommand(target), { abortSignal })).UploadId;
        const PartNumber = parts.length + 1;
        const upload = { ...at(key), UploadId: uploadId, PartNumber, Body: part };
        const { ETag } = await client.send(new s3.UploadPartCommand(upload), { abortSignal });
        parts.push({ PartNumber, ...(ETag === undefined ? {} : { ETag }) });
      }
      const whole = { ...at(key), UploadId: uploadId, MultipartUpload: { Parts: parts } };
      await client.send(new s3.CompleteMultipartUploadCommand(whole), { abortSignal });
    } catch (error) {
      // With the reason to fail, the parts may not be in reach either: `removeParts` has them then.
      const upload = { ...at(key), UploadId: uploadId };
      if (uploadId !== undefined) await client.send(new s3.AbortMultipartUploadCommand(upload)).catch(() => undefined);
      throw error;
    }
  }

  async function putWhole(input: PutObjectCommandInput, abortSignal: AbortSignal): Promise<void> {
    await client.send(new s3.PutObjectCommand(input), { abortSignal });
  }

  async function* listed(start: string, abortSignal: AbortSignal): AsyncGenerator<string> {
    for (let ContinuationToken: string | undefined; ; ) {
      const page = { Bucket, Prefix: `${root}${start}`, ...(ContinuationToken ? { ContinuationToken } : {}) };
      const found = await client.send(new s3.ListObjectsV2Command(page), { abortSignal });
      for (const { Key = '' } of found.Contents ?? []) yield Key.slice(root.length);
      if (!found.IsTruncated) return;
      ContinuationToken = found.NextContinuationToken;
    }
  }

  /** Of all keys that begin so; a whole key begins no other. */
  async function abortUploads(start: string, abortSignal: AbortSignal): Promise<void> {
    const all = { Bucket, Prefix: `${root}${start}` };
    for (let after = {}; ; ) {
      const found = await client.send(new s3.ListMultipartUploadsCommand({ ...all, ...after }), { abortSignal });
      for (const { Key, UploadId } of found.Uploads ?? []) {
        await gone(client.send(new s3.AbortMultipartUploadCommand({ Bucket, Key, UploadId }), { abortSignal }));
      }
      if (!found.IsTruncated) return;
      after = { KeyMarker: found.NextKeyMarker, UploadIdMarker: found.NextUploadIdMarker };
    }
  }

  return {
    name: `s3://${bucket}/${prefix}`,
    put,
    async get(key, abortSignal) {
      try {
        const { Body } = await client.send(new s3.GetObjectCommand(at(key)), { abortSignal });
        return Body as Readable | undefined;
      } catch (error) {
        if (error instanceof s3.NoSuchKey || nameOf(error) === 'NotFound') return undefined;
        throw error;
      }
    },
    async keys(start, signal) {
      const keys: string[] = [];
      for await (const key of listed(start, signal)) keys.push(key);
      return keys;
    },
    async remove(key, abortSignal) {
      await gone(client.send(new s3.DeleteObjectCommand(at(key)), { abortSignal }));
      await abortUploads(key, abortSignal);
    },
    removeParts: abortUploads,
    removePartsOf: abortUploads,
    async check(abortSignal) {
      await client.send(new s3.ListObjectsV2Command({ Bucket, Prefix: root, MaxKeys: 1 }), { abortSignal });
    },
    async close() {
      client.destroy();
    },
  };
}

async function loaded(): Promise<typeof import('@aws-sdk/client-s3')> {
  try {
    return await import('@aws-sdk/client-s3');
  } catch (cause) {
    throw new S3Unavailable('COLLOQUY_ARCHIVE is on S3, which needs a package: npm i @aws-sdk/client-s3', { cause });
  }
}

/** The commands that bring something into the bucket. */
const making = new Set(['PutObjectCommand', 'UploadPartCommand', 'CompleteMultipartUploadCommand']);

/** Makes what a command throws `BlobUnsettled` where any of its attempts may have come through. */
function tellUnsettled(client: S3Client): void {
  const unsettled = new WeakSet<object>();
  client.middlewareStack.add(
    (next, context) => async (command) => {
      try {
        return await next(command);
      } catch (error) {
        throw unsettled.has(context) ? new BlobUnsettled(error) : error;
      }
    },
    { step: 'initialize', name: 'unsettledCommands' },
  );
  // Each attempt by itself: of low priority, and so within what tries again.
  client.middlewareStack.add(
    (next, context) => async (request) => {
      try {
        return await next(request);
      } catch (error) {
        if (making.has(context.commandName ?? '') && !isRefusal(error)) unsettled.add(context);
        throw error;
      }
    },
    { step: 'finalizeRequest', priority: 'low', name: 'unsettledAttempts' },
  );
}

/** Whether nothing came of a request: S3 refused it, or it never reached a server. What lies between may say 503 or 408 of any. */
function isRefusal(error: unknown): boolean {
  const {
    $metadata: { httpStatusCode: status = 0 } = {},
    code = '',
    name,
  } = error as Partial<S3ServiceException> & {
    code?: string;
  };
  if (['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(code) || name === 'SlowDown') return true;
  return status >= 400 && status < 500 && status !== 408;
}

/** The bytes in pieces of the size of a part, the last one smaller; one at least. */
async function* partsOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<{ part: Buffer; last: boolean }> {
  let gathered: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    let rest = chunk;
    while (length + rest.length > partBytes) {
      const fits = partBytes - length;
      yield { part: Buffer.concat([...gathered, rest.subarray(0, fits)]), last: false };
      gathered = [];
      length = 0;
      rest = rest.subarray(fits);
    }
    gathered.push(rest);
    length += rest.length;
  }
  yield { part: Buffer.concat(gathered), last: true };
}

/** What is not there is gone: Amazon's server says nothing of that, Google's that it is not there. */
async function gone(removed: Promise<unknown>): Promise<void> {
  try {
    await removed;
  } catch (error) {
    if (!['NoSuchKey', 'NoSuchUpload'].includes(nameOf(error))) throw error;
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}
