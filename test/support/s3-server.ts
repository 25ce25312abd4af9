import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gathered } from './gathered.js';

/** A server that speaks as much of S3 as the archive needs, with its objects in memory. */
export interface S3Server {
  readonly endpoint: string;
  readonly bucket: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly objects: Map<string, Buffer>;
  /** Parts of uploads that are not complete, by their ids. */
  readonly uploads: Map<string, { readonly key: string; readonly parts: Map<number, Buffer> }>;
  /** Ids of uploads that stay listed, though they are not there. */
  readonly ghosts: Set<string>;
  /** As servers of others are: uploads are listed for whole keys alone (MinIO), what is not there cannot be deleted (Google). */
  beOther(): void;
  /** From now on every request is answered so; undefined: as it should be. */
  fail(status: number | undefined, code?: string): void;
  /** What is asked next, or from now on, is done, whatever else is to fail, and its answer lost. */
  loseAnswers(times?: number): void;
  /** Before what has a prefix is listed, this happens. */
  beforeList(happens: (prefix: string) => Promise<void>): void;
  close(): Promise<void>;
}

/** Keys or uploads that one page of a list has. */
const pageSize = 3;

export async function startS3(bucket = 'logs'): Promise<S3Server> {
  const credentials = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' };
  const objects = new Map<string, Buffer>();
  const uploads: S3Server['uploads'] = new Map();
  const ghosts = new Set<string>();
  let failing: { readonly status: number; readonly code: string } | undefined;
  let losing = 0;
  let isOther = false;
  let made = 0;
  let listing = async (_: string) => {};

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const isLost = losing > 0;
    if (isLost) {
      losing--;
      response.end = () => response.destroy();
    }
    const body = Buffer.concat(await gathered(request as AsyncIterable<Buffer>));
    const url = new URL(request.url ?? '', 'http://s3');
    const [, name = '', ...rest] = url.pathname.split('/').map(decodeURIComponent);
    const key = rest.join('/');
    const query = url.searchParams;
    const error = (status: number, code: string) =>
      response.writeHead(status).end(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`);
    const xml = (text: string) => response.writeHead(200, { 'content-type': 'application/xml' }).end(text);
    if (failing && !isLost) return void error(failing.status, failing.code);
    if (!request.headers.authorization?.includes(`Credential=${credentials.accessKeyId}/`)) {
      return void error(403, 'AccessDenied');
    }
    if (name !== bucket) return void error(404, 'NoSuchBucket');
    const upload = uploads.get(query.get('uploadId') ?? '');
    switch (request.method) {
      case 'GET': {
        if (key === '') await listing(query.get('prefix') ?? '');
        if (key === '') return void xml(query.has('uploads') ? uploadList(query) : objectList(query));
        const object = objects.get(key);
        return void (object
          ? response.writeHead(200, { 'content-length': object.length }).end(object)
          : error(404, 'NoSuchKey'));
      }
      case 'PUT': {
        if (query.has('uploadId') && !upload) return void error(404, 'NoSuchUpload');
        if (upload) upload.parts.set(Number(query.get('partNumber')), body);
        else objects.set(key, body);
        return void response.writeHead(200, { etag: '"e"' }).end();
      }
      case 'POST': {
        if (query.has('uploads')) {
          const id = `upload-${++made}`;
          uploads.set(id, { key, parts: new Map() });
          return void xml(`<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`);
        }
        if (!upload) return void error(404, 'NoSuchUpload');
        const parts = [...upload.parts].sort(([a], [b]) => a - b).map(([, part]) => part);
        // As Amazon's: all but the last are of a size.
        if (parts.slice(0, -1).some((part) => part.length < 5 * 1024 * 1024)) return void error(400, 'EntityTooSmall');
        objects.set(key, Buffer.concat(parts));
        uploads.delete(query.get('uploadId') ?? '');
        return void xml('<CompleteMultipartUploadResult><ETag>"e"</ETag></CompleteMultipartUploadResult>');
      }
      case 'DELETE':
        if (ghosts.has(query.get('uploadId') ?? '')) return void error(404, 'NoSuchUpload');
        if (isOther && query.has('uploadId') && !upload) return void error(404, 'NoSuchUpload');
        if (isOther && !query.has('uploadId') && !objects.has(key)) return void error(404, 'NoSuchKey');
        if (query.has('uploadId')) uploads.delete(query.get('uploadId') ?? '');
        else objects.delete(key);
        return void response.writeHead(204).end();
      default:
        return void error(405, 'MethodNotAllowed');
    }
  }

  function objectList(query: URLSearchParams): string {
    const after = query.get('continuation-token') ?? '';
    const keys = [...objects.keys()].filter((key) => key.startsWith(query.get('prefix') ?? '') && key > after).sort();
    const page = keys.slice(0, pageSize);
    const more = keys.length > page.length;
    const next = more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
    const contents = page.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('');
    return `<ListBucketResult><IsTruncated>${more}</IsTruncated>${contents}${next}</ListBucketResult>`;
  }

  function uploadList(query: URLSearchParams): string {
    const prefix = query.get('prefix') ?? '';
    const afterKey = query.get('key-marker') ?? '';
    const afterId = query.get('upload-id-marker') ?? '';
    const found = [...uploads]
      .map(([id, { key }]) => ({ id, key }))
      .filter(({ key }) => (isOther ? key === prefix : key.startsWith(prefix)))
      .filter(({ id, key }) => key > afterKey || (key === afterKey && afterId !== '' && id > afterId))
      .sort((a, b) => (a.key + a.id < b.key + b.id ? -1 : 1));
    const page = found.slice(0, pageSize);
    const last = page.at(-1);
    const more = found.length > page.length;
    const next = `<NextKeyMarker>${last?.key}</NextKeyMarker><NextUploadIdMarker>${last?.id}</NextUploadIdMarker>`;
    const listed = page.map(({ id, key }) => `<Upload><Key>${key}</Key><UploadId>${id}</UploadId></Upload>`).join('');
    return `<ListMultipartUploadsResult><IsTruncated>${more}</IsTruncated>${more ? next : ''}${listed}</ListMultipartUploadsResult>`;
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bucket,
    credentials,
    objects,
    uploads,
    ghosts,
    beOther() {
      isOther = true;
    },
    fail(status, code = 'ServiceUnavailable') {
      failing = status === undefined ? undefined : { status, code };
    },
    loseAnswers(times = Number.POSITIVE_INFINITY) {
      losing = times;
    },
    beforeList(happens) {
      listing = happens;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
