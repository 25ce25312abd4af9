import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import type { ModelOptions } from '../../src/adapters/langgraph/models.js';
import { scripted } from './support.js';

export type Handler = (request: IncomingMessage, response: ServerResponse, requests: number, body: Asked) => unknown;

/** What is read of requests. */
export interface Asked {
  readonly model?: string;
  readonly tools?: readonly { readonly name?: string; readonly function?: { readonly name: string } }[];
  readonly tool_choice?: string | { readonly type: string };
}

const servers = new Set<() => Promise<void>>();
afterEach(async () => {
  for (const stop of servers) await stop();
});

/** A server that ends with the test, or when it is stopped. */
export async function provider(handle: Handler) {
  let requests = 0;
  const server = createServer(async (request, response) => {
    requests++;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    handle(request, response, requests, JSON.parse(Buffer.concat(chunks).toString() || '{}'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  async function stop(): Promise<void> {
    servers.delete(stop);
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
  servers.add(stop);
  return { url: `http://127.0.0.1:${port}`, stop, requests: () => requests };
}

const { fetch } = globalThis;

/**
 * A `fetch` that finds OpenAI at another address, and refuses as OpenAI does: on Chat Completions its newer models take
 * tools only where they do not think, and models that never think cannot hand out thoughts. `asked` are the bodies, with
 * their paths.
 */
export function openAiBy(address: string, asked: Record<string, unknown>[] = []): typeof fetch {
  return async (url, init) => {
    const { pathname } = new URL(String(url));
    const body = JSON.parse(String(init?.body));
    asked.push({ path: pathname, ...body });
    const isNewer = /(^|\/)gpt-(5\.6|6)/.test(body.model);
    if (pathname.endsWith('/chat/completions') && isNewer && body.tools && body.reasoning_effort !== 'none') {
      return Response.json({ error: { type: 'invalid_request_error', param: 'reasoning_effort' } }, { status: 400 });
    }
    if (body.include && /^gpt-4|-chat/.test(body.model)) {
      return Response.json({ error: { type: 'invalid_request_error', param: 'include' } }, { status: 400 });
    }
    return fetch(String(url).replace('https://api.openai.com', address), init);
  };
}

/** Resolves when the client's connection is gone, however that came. */
export function closeOf({ socket }: IncomingMessage): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

export const sse = (events: [name: string, data: unknown][]) =>
  events.map(([name, data]) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`).join('');

/** How each provider says "Hello ", what it sends while it has nothing to say, and how it ends. */
export const dialects: {
  name: string;
  path: string;
  type: string;
  begin: string;
  idle: string;
  end: string;
  error: string;
}[] = [
  {
    name: 'openai:gpt-4o-mini',
    path: '/v1',
    type: 'text/event-stream',
    begin: `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', choices: [{ index: 0, delta: { role: 'assistant', content: 'Hello ' }, finish_reason: null }] })}\n\n`,
    idle: ': PROCESSING\n\n',
    end: `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}\n\ndata: [DONE]\n\n`,
    error: `data: ${JSON.stringify({ error: { message: 'overloaded', type: 'server_error' } })}\n\n`,
  },
  {
    name: 'anthropic:claude-sonnet-4-5',
    path: '',
    type: 'text/event-stream',
    begin: sse([
      [
        'message_start',
        {
          type: 'message_start',
          message: {
            id: 'm',
            type: 'message',
            role: 'assistant',
            content: [],
            usage: { input_tokens: 3, output_tokens: 1 },
          },
        },
      ],
      ['content_block_start', { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }],
      ['content_block_delta', { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hello ' } }],
    ]),
    idle: sse([['ping', { type: 'ping' }]]),
    end: sse([
      ['content_block_stop', { type: 'content_block_stop', index: 0 }],
      [
        'message_delta',
        { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 2 } },
      ],
      ['message_stop', { type: 'message_stop' }],
    ]),
    error: sse([['error', { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }]]),
  },
  {
    name: 'ollama:llama3.2',
    path: '',
    type: 'application/x-ndjson',
    begin: `${JSON.stringify({ model: 'llama3.2', message: { role: 'assistant', content: 'Hello ' }, done: false })}\n`,
    // Between the lines.
    idle: ' ',
    end: `${JSON.stringify({ model: 'llama3.2', message: { role: 'assistant', content: '' }, done: true, done_reason: 'stop' })}\n`,
    error: '',
  },
];

export function agentOf(name: string, baseUrl: string, over: Partial<ModelOptions> = {}, warn = (_: string) => {}) {
  return scripted({ warn, model: { name, apiKey: 'k', baseUrl, timeoutMs: 10_000, maxRetries: 0, ...over } });
}
