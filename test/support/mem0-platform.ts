import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A memory as the platform gives it. */
interface Item {
  readonly id: string;
  readonly memory: string;
  readonly user_id: string | null;
  readonly metadata: Record<string, unknown> | null;
  readonly created_at: string;
  readonly updated_at: string;
}

interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly authorization: string;
  readonly body: Record<string, unknown>;
}

/** A server of the test's own that speaks what is used of the API of mem0's platform, and keeps memories in memory. */
export interface Mem0Platform {
  readonly url: string;
  readonly key: string;
  readonly asked: readonly Asked[];
  /** All that it keeps, whoever's. */
  readonly items: readonly Item[];
  /** What its own tools, and not this service, put there. */
  put(userId: string | null, memory: string, metadata?: Record<string, unknown> | null): string;
  /** From now on it answers with this status; undefined: as it should. */
  failWith(status: number | undefined): void;
  /** From now on what it takes is stored at once, and what waits as well; or it waits; or it is lost. */
  store(how: 'now' | 'later' | 'never'): void;
  /** From now on requests whose path this is are not answered; undefined: they are. */
  hang(path: Pick<RegExp, 'test'> | undefined): void;
  /** From now on it knows no events, as older servers of its kind; it tells of them with this status. */
  knowNoEvents(status: number | undefined): void;
  close(): Promise<void>;
}

type Answer = { readonly status: number; readonly body: unknown };

export async function startMem0Platform(): Promise<Mem0Platform> {
  const key = `m0-${randomUUID()}`;
  const asked: Asked[] = [];
  const items: Item[] = [];
  const waiting: { readonly item: Item; readonly event: string; requests: number }[] = [];
  const lost = new Set<string>();
  let adds = 0;
  let failing: number | undefined;
  let storing: 'now' | 'later' | 'never' | undefined;
  let hanging: Pick<RegExp, 'test'> | undefined;
  let eventless: number | undefined;

  const make = (userId: string | null, memory: string, metadata: Item['metadata'], at = Date.now()): Item => {
    const date = new Date(at).toISOString();
    return { id: randomUUID(), memory, user_id: userId, metadata, created_at: date, updated_at: date };
  };

  function add({ messages, user_id: userId, infer, metadata, timestamp }: Record<string, unknown>): Answer {
    if (typeof userId !== 'string') return refusal(400, 'user_id is required');
    const event = randomUUID();
    if (storing === 'never') lost.add(event);
    for (const { content } of messages as { content: string }[]) {
      // It finds nothing in thanks.
      if (storing === 'never' || (infer !== false && content.startsWith('Thanks'))) continue;
      const text = infer === false ? content : `User says: ${content}`;
      const at = typeof timestamp === 'number' ? timestamp * 1000 : Date.now();
      const item = make(userId, text, (metadata as Item['metadata']) ?? null, at);
      adds++;
      // As the platform's queue does now and then: there only some requests later.
      if (storing === 'later') waiting.push({ item, event, requests: Number.POSITIVE_INFINITY });
      else if (storing === undefined && adds % 3 === 0) waiting.push({ item, event, requests: 2 });
      else items.push(item);
    }
    return { status: 200, body: { message: 'queued', status: 'PENDING', event_id: event } };
  }

  function eventOf(id: string): Answer {
    if (eventless !== undefined) return refusal(eventless, 'no');
    const status = lost.has(id) ? 'FAILED' : waiting.some(({ event }) => event === id) ? 'RUNNING' : 'SUCCEEDED';
    return { status: 200, body: { id, event_type: 'ADD', status, results: [] } };
  }

  function search({ query, filters, top_k: most, threshold }: Record<string, unknown>): Answer {
    const found = of(filters).map((item) => ({ ...item, score: likeness(String(query), item.memory) }));
    const enough = found.filter(({ score }) => score >= Number(threshold ?? 0.1));
    return { status: 200, body: { results: enough.sort((a, b) => b.score - a.score).slice(0, Number(most ?? 10)) } };
  }

  function list(query: URLSearchParams, { filters }: Record<string, unknown>): Answer {
    const size = Math.min(Number(query.get('page_size') ?? 100), 100);
    const page = Number(query.get('page') ?? 1);
    // In an order of its own.
    const mine = of(filters).sort((a, b) => (a.id < b.id ? -1 : 1));
    const results = mine.slice((page - 1) * size, page * size);
    const next = page * size < mine.length ? `page=${page + 1}` : null;
    return { status: 200, body: { count: mine.length, next, previous: null, results } };
  }

  /** Its filters know a wildcard. */
  function of(filters: unknown): Item[] {
    const { user_id: userId } = filters as { user_id?: string };
    return items.filter((item) => userId === '*' || item.user_id === null || item.user_id === userId);
  }

  function one(method: string, id: string): Answer {
    const at = items.findIndex((item) => item.id === id);
    if (at < 0) return refusal(404, 'Memory not found!');
    if (method === 'GET') return { status: 200, body: items[at] };
    items.splice(at, 1);
    return { status: 200, body: { message: 'Memory deleted successfully!' } };
  }

  function answer({ method, url, authorization, body }: Asked): Answer {
    // As FastAPI does, it repeats what it was sent.
    if (failing !== undefined) return refusal(failing, [{ msg: 'no', input: body }]);
    if (authorization !== `Token ${key}`) return refusal(401, 'invalid key');
    for (const each of [...waiting]) {
      each.requests--;
      if (each.requests > 0) continue;
      waiting.splice(waiting.indexOf(each), 1);
      items.push(each.item);
    }
    const { pathname, searchParams } = new URL(url, 'http://platform');
    const event = /^\/v1\/event\/([^/]+)\/$/.exec(pathname)?.[1];
    if (event !== undefined && method === 'GET') return eventOf(event);
    const id = /^\/v1\/memories\/([^/]+)\/$/.exec(pathname)?.[1];
    if (id !== undefined && (method === 'GET' || method === 'DELETE')) return one(method, decodeURIComponent(id));
    switch (`${method} ${pathname}`) {
      case 'GET /v1/ping/':
        return { status: 200, body: { status: 'ok', org_id: 'org', project_id: 'project', user_email: 'a@b.example' } };
      case 'POST /v3/memories/add/':
        return add(body);
      case 'POST /v3/memories/search/':
        return search(body);
      case 'POST /v3/memories/':
        return list(searchParams, body);
      default:
        return refusal(404, `no ${method} ${pathname}`);
    }
  }

  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const { authorization = '' } = headers;
    const one = { method, url, authorization, body: await bodyOf(request) };
    asked.push(one);
    if (hanging?.test(url)) return;
    const { status, body } = answer(one);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key,
    asked,
    items,
    put(userId, memory, metadata = null) {
      const item = make(userId, memory, metadata);
      items.push(item);
      return item.id;
    },
    failWith(status) {
      failing = status;
    },
    store(how) {
      storing = how;
      if (how === 'now') for (const { item } of waiting.splice(0)) items.push(item);
    },
    hang(path) {
      hanging = path;
    },
    knowNoEvents(status) {
      eventless = status;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function refusal(status: number, detail: unknown): Answer {
  return { status, body: { detail } };
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString());
}

/** The part of the words that both have, of those that either has. */
function likeness(a: string, b: string): number {
  if (a === b) return 1;
  const [mine, theirs] = [wordsOf(a), wordsOf(b)];
  const both = [...mine].filter((word) => theirs.has(word)).length;
  return (0.99 * both) / Math.max(mine.size + theirs.size - both, 1);
}

const wordsOf = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
