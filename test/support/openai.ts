import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a server answers: a text of the model's, a status that is none of success, the half of a text, or nothing for ever. */
export type Said = string | { readonly status: number } | { readonly half: string } | 'hang';

interface Body {
  readonly messages?: readonly { readonly content: string }[];
  readonly input?: unknown;
  readonly encoding_format?: string;
  readonly response_format?: unknown;
  readonly format?: unknown;
  readonly options?: { readonly num_ctx?: number };
  /** Of the Responses API. */
  readonly text?: { readonly format?: unknown };
}

/** A server of the test's own that speaks what is used of OpenAI's protocol, chat and embeddings, and of Ollama's, chat. */
export interface OpenAiServer {
  /** The base URL. */
  readonly url: string;
  /** The base URL as Ollama's. */
  readonly ollama: string;
  /** How many requests wait for their answer's end. */
  readonly waiting: () => number;
  /** In what form each chat should be answered. */
  readonly formats: readonly unknown[];
  /** How long a context each chat of Ollama's has. */
  readonly contexts: readonly (number | undefined)[];
  /** All messages of each chat, as one text. */
  readonly chats: readonly string[];
  /** The texts of each request for embeddings. */
  readonly embedded: readonly (readonly string[])[];
  /** What the model says from now on. */
  say(answer: (chat: string, asked: number) => Said): void;
  /** Embeds from now on so; a status refuses, garbage is what no JSON is, a promise is waited for. */
  embed(make: (texts: readonly string[]) => Embedded | Promise<Embedded>): void;
  /** Answers with numbers from now on, whatever format is asked for, as many servers of this protocol do. */
  knowsNoBase64(): void;
  close(): Promise<void>;
}

export type Embedded = readonly (readonly number[])[] | { readonly status: number } | { readonly garbage: string };

export async function startOpenAi(port = 0): Promise<OpenAiServer> {
  const chats: string[] = [];
  const formats: unknown[] = [];
  const contexts: (number | undefined)[] = [];
  const waiting = new Set<ServerResponse>();
  const embedded: (readonly string[])[] = [];
  let answer: (chat: string, asked: number) => Said = () => '{"memory":[]}';
  let base64 = true;
  let vectors: (texts: readonly string[]) => Embedded | Promise<Embedded> = (texts) => texts.map(meaningOf);

  /** What the model says, where that is all of it. */
  function said({ messages = [], format, response_format: form }: Body, response: ServerResponse): string | undefined {
    const text = messages.map(({ content }) => content).join('\n');
    chats.push(text);
    formats.push(format ?? form);
    const answered = answer(text, chats.length);
    if (answered === 'hang' || typeof answered === 'string') return answered === 'hang' ? undefined : answered;
    if ('half' in answered) response.write(line(answered.half, false));
    // As providers do, it repeats what it was sent.
    else send(response, answered.status, { error: { message: `cannot read: ${text}`, code: 'bad_text' } });
    return undefined;
  }

  function ollama(body: Body, response: ServerResponse): void {
    contexts.push(body.options?.num_ctx);
    const text = said(body, response);
    if (text !== undefined) response.end(line(text, false) + line('', true));
  }

  function respond(body: Body, response: ServerResponse): void {
    const text = said({ ...body, messages: body.input as { content: string }[], format: body.text?.format }, response);
    if (text === undefined) return;
    const content = [{ type: 'output_text', text, annotations: [] }];
    const output = [{ type: 'message', id: 'm', role: 'assistant', status: 'completed', content }];
    send(response, 200, { id: 'r', object: 'response', status: 'completed', model: 'm', output });
  }

  function chat(body: Body, response: ServerResponse): void {
    const content = said(body, response);
    if (content === undefined) return;
    const message = { role: 'assistant', content };
    send(response, 200, {
      id: 'c',
      object: 'chat.completion',
      created: 1,
      model: 'm',
      choices: [{ index: 0, message, finish_reason: 'stop' }],
      usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
    });
  }

  async function embeddings({ input = [], encoding_format: format }: Body, response: ServerResponse): Promise<void> {
    const texts = [input].flat() as string[];
    embedded.push(texts);
    const made = await vectors(texts);
    if ('garbage' in made) return void response.end(made.garbage);
    if ('status' in made) return send(response, made.status, { error: { message: 'no' } });
    const data = made.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding:
        base64 && format === 'base64' ? Buffer.from(Float32Array.from(vector).buffer).toString('base64') : vector,
    }));
    send(response, 200, { object: 'list', data, model: 'm', usage: { prompt_tokens: 1, total_tokens: 1 } });
  }

  const server = createServer(async (request, response) => {
    waiting.add(response.once('close', () => waiting.delete(response)));
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body: Body = JSON.parse(Buffer.concat(chunks).toString() || '{}');
    if (request.url === '/v1/chat/completions') chat(body, response);
    else if (request.url === '/v1/responses') respond(body, response);
    else if (request.url === '/api/chat') ollama(body, response);
    else if (request.url === '/v1/embeddings') await embeddings(body, response);
    else send(response, 404, { error: { message: `no ${request.url}` } });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}/v1`,
    ollama: `http://127.0.0.1:${bound}`,
    waiting: () => waiting.size,
    chats,
    formats,
    contexts,
    embedded,
    say(next) {
      answer = next;
    },
    embed(make) {
      vectors = make;
    },
    knowsNoBase64() {
      base64 = false;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** A line of an answer of Ollama's. */
function line(content: string, done: boolean): string {
  return `${JSON.stringify({ model: 'm', message: { role: 'assistant', content }, done })}\n`;
}

/** What mem0 asks its model for. */
export function facts(...texts: readonly string[]): string {
  return JSON.stringify({ memory: texts.map((text, i) => ({ id: `${i}`, text, attributed_to: 'user' })) });
}

/** A vector of eight numbers, from a text's words: the same words, the same vector. */
export function meaningOf(text: string): number[] {
  const sum = Array<number>(8).fill(0.01);
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
    let hash = 7;
    for (const character of word) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1009;
    sum[hash % 8] = (sum[hash % 8] ?? 0) + 1;
  }
  return sum;
}
