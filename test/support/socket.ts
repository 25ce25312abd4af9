import { WebSocket } from 'ws';

/** A WebSocket with what it was told; M is what its messages are. */
export interface Socket<M> {
  readonly raw: WebSocket;
  readonly messages: M[];
  /** Resolves with the first message for which `test` holds; rejects when the socket closes without. */
  until(test: (message: M) => boolean): Promise<M>;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
}

/** Resolves once it is open; rejects with `Refused` when the service answers otherwise. */
export async function openSocket<M>(url: string, headers: Record<string, string> = {}): Promise<Socket<M>> {
  const raw = new WebSocket(url, { headers });
  const messages: M[] = [];
  const waiting = new Set<() => void>();
  let over = false;
  const wake = () => {
    for (const look of waiting) look();
  };
  raw.on('message', (data) => {
    messages.push(JSON.parse(`${data}`));
    wake();
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    raw.on('close', (code, reason) => {
      over = true;
      wake();
      resolve({ code, reason: `${reason}` });
    });
  });
  await new Promise<void>((resolve, reject) => {
    raw.once('open', resolve);
    raw.once('error', reject);
    raw.once('unexpected-response', (_, response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.on('end', () => reject(new Refused(response.statusCode ?? 0, body)));
    });
  });
  raw.on('error', () => undefined);
  return {
    raw,
    messages,
    closed,
    until: (test) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = messages.find(test);
          if (found === undefined && !over) return;
          waiting.delete(look);
          if (found === undefined) reject(new Error(`closed without, after ${messages.length} messages`));
          else resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
}

/** The service's answer to an upgrade that it refuses. */
export class Refused extends Error {
  readonly status: number;
  readonly body: string;
  constructor(status: number, body: string) {
    super(`${status} ${body}`);
    this.status = status;
    this.body = body;
  }
}

/** The refusal of a socket that must not open. */
export async function refusedSocket(url: string, headers: Record<string, string> = {}) {
  const answer = await openSocket(url, headers).catch((error: unknown) => error);
  if (!(answer instanceof Refused)) throw new Error(`expected a refusal, got ${answer}`);
  return { status: answer.status, ...readFailure(answer.body) };
}

/** What a google.rpc.Status in JSON says. */
export function readFailure(body: string) {
  const { code, details = [] } = JSON.parse(body) as {
    code: number;
    details?: { '@type': string; reason?: string; fieldViolations?: { field: string }[] }[];
  };
  return {
    code,
    reason: details.find((detail) => detail.reason)?.reason,
    fields: details.flatMap(({ fieldViolations = [] }) => fieldViolations.map(({ field }) => field)),
  };
}
