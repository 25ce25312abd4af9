import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call in an answer; its arguments as the model wrote them. */
export interface Called {
  readonly name: string;
  readonly args: string;
  readonly id?: string;
}

/** An answer as a test describes it: what comes piece by piece, and the provider's word for why it ends. */
export interface Answer {
  /** Encrypted, of the Responses API alone. */
  readonly thought?: string;
  readonly texts?: readonly string[];
  readonly calls?: readonly Called[];
  readonly end: string;
}

export interface Sent {
  readonly messages: readonly Record<string, unknown>[];
  /** The Responses API has these in the place of messages. */
  readonly input?: readonly Record<string, unknown>[];
  readonly tools?: readonly { readonly name?: string; readonly function?: { readonly name: string } }[];
}

/** A server of a provider's protocol, whose answers the test writes. */
export interface ModelServer {
  readonly url: string;
  /** The requests for answers; those of assessments, which are always the same, are left out. */
  readonly sent: readonly Sent[];
  close(): Promise<void>;
}

/** `say` gives the whole body of each answer, the first by 0; an assessment finds nothing. */
export async function startModel(dialect: Dialect, say: (nth: number, sent: Sent) => string): Promise<ModelServer> {
  const sent: Sent[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const body: Sent = JSON.parse(Buffer.concat(parts).toString());
    response.writeHead(200, { 'content-type': dialect.type });
    const [tool] = body.tools ?? [];
    if ((tool?.function?.name ?? tool?.name) === 'record_assessment') return response.end(dialect.write(nothingFound));
    sent.push(body);
    response.end(say(sent.length - 1, body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${dialect.path}`,
    sent,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const nothingFound: Answer = {
  calls: [{ name: 'record_assessment', args: '{"stage":"LEAD","reason":""}' }],
  end: 'tool_calls',
};

/** How a provider is reached, and says an answer. */
export interface Dialect {
  readonly model: string;
  readonly path: string;
  readonly type: string;
  write(answer: Answer): string;
}

const events = (data: readonly { readonly type: string }[]) =>
  data.map((each) => `event: ${each.type}\ndata: ${JSON.stringify(each)}\n\n`).join('');

/** Deltas of OpenAI's Chat Completions, just as they are, and why they end. */
export function completions(deltas: readonly object[], end: string): string {
  const chunk = (delta: object, finish: string | null) =>
    `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
  return `${deltas.map((delta) => chunk(delta, null)).join('')}${chunk({}, end)}data: [DONE]\n\n`;
}

/** Anthropic's messages: the events of its blocks, just as they are, and why they end. */
export function messages(blocks: readonly (readonly object[])[], end: string): string {
  const usage = { input_tokens: 3, output_tokens: 1 };
  return events([
    { type: 'message_start', message: { id: 'm', type: 'message', role: 'assistant', content: [], usage } },
    ...blocks.flatMap((block, index) => [
      ...block.map((event) => ({ index, ...event }) as { type: string; index: number }),
      { type: 'content_block_stop', index },
    ]),
    { type: 'message_delta', delta: { stop_reason: end }, usage: { output_tokens: 20 } },
    { type: 'message_stop' },
  ] as { type: string }[]);
}

export const textBlock = (...texts: readonly string[]): object[] => [
  { type: 'content_block_start', content_block: { type: 'text', text: '' } },
  ...texts.map((text) => ({ type: 'content_block_delta', delta: { type: 'text_delta', text } })),
];

export const toolBlock = ({ name, args, id = 'toolu_1' }: Called): object[] => [
  { type: 'content_block_start', content_block: { type: 'tool_use', id, name, input: {} } },
  { type: 'content_block_delta', delta: { type: 'input_json_delta', partial_json: args } },
];

export const openAi: Dialect = {
  model: 'openai:gpt-4o-mini',
  path: '/v1',
  type: 'text/event-stream',
  write: ({ texts = [], calls = [], end }) =>
    completions(
      [
        { role: 'assistant', content: '' },
        ...texts.map((content) => ({ content })),
        ...calls.map(({ name, args, id = `call_${name}` }, index) => ({
          tool_calls: [{ index, id, type: 'function', function: { name, arguments: args } }],
        })),
      ],
      end,
    ),
};

export const anthropic: Dialect = {
  model: 'anthropic:claude-sonnet-4-5',
  path: '',
  type: 'text/event-stream',
  write: ({ texts = [], calls = [], end }) =>
    messages([...(texts.length > 0 ? [textBlock(...texts)] : []), ...calls.map(toolBlock)], end),
};

/** Ollama hands calls over parsed, and so never one that is cut. */
export const ollama: Dialect = {
  model: 'ollama:llama3.2',
  path: '',
  type: 'application/x-ndjson',
  write: ({ texts = [], calls = [], end }) =>
    [
      ...texts.map((content) => ({ message: { role: 'assistant', content }, done: false })),
      ...calls.map(({ name, args }) => ({
        message: { role: 'assistant', content: '', tool_calls: [{ function: { name, arguments: JSON.parse(args) } }] },
        done: false,
      })),
      { message: { role: 'assistant', content: '' }, done: true, done_reason: end },
    ]
      .map((line) => `${JSON.stringify(line)}\n`)
      .join(''),
};

/** OpenAI's Responses API, which its newer models are spoken to by: the events of the answer, and its status. */
export const responses: Dialect = {
  model: 'openai:codex-mini-latest',
  path: '/v1',
  type: 'text/event-stream',
  write: ({ thought, texts = [], calls = [], end }) => {
    const begun = { type: 'reasoning', id: 'rs_1', summary: [] };
    const items = calls.map(({ name, args, id = `call_${name}` }) => ({
      type: 'function_call',
      id: `fc_${name}`,
      call_id: id,
      name,
      arguments: args,
    }));
    const whole = ['max_output_tokens', 'content_filter'].includes(end)
      ? { status: 'incomplete', incomplete_details: { reason: end } }
      : { status: 'completed', incomplete_details: null };
    return events([
      { type: 'response.created', response: { id: 'r', model: 'm' } },
      ...(thought ? [{ type: 'response.output_item.added', output_index: 0, item: begun }] : []),
      ...texts.map((delta) => ({ type: 'response.output_text.delta', delta, content_index: 0, output_index: 0 })),
      ...items.flatMap((item, index) => [
        { type: 'response.output_item.added', output_index: index + 1, item: { ...item, arguments: '' } },
        { type: 'response.function_call_arguments.delta', output_index: index + 1, delta: item.arguments },
      ]),
      {
        type: `response.${whole.status}`,
        response: {
          id: 'r',
          model: 'm',
          ...whole,
          output: [
            ...(thought ? [{ ...begun, encrypted_content: thought }] : []),
            ...(texts.length > 0
              ? [
                  {
                    type: 'message',
                    id: 'msg_1',
                    role: 'assistant',
                    content: [{ type: 'output_text', text: texts.join(''), annotations: [] }],
                  },
                ]
              : []),
            ...items,
          ],
          usage: { input_tokens: 3, output_tokens: 4, total_tokens: 7 },
        },
      },
    ] as { type: string }[]);
  },
};
