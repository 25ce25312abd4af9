import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { type Asked, agentOf, dialects, type Handler, provider, sse } from './fake-providers.js';
import { eventsOf, failureOf, only, turn } from './support.js';

describe('a server that speaks OpenAI’s protocol', () => {
  const asked = async (handle: Handler, maxRetries = 0) => {
    const { url, requests } = await provider(handle);
    const agent = await agentOf('openai:some-model', `${url}/v1`, { maxRetries });
    return { ...(await failureOf(agent, turn('hello'))), requests: requests() };
  };
  const refusing = (status: number, body: object) =>
    asked(
      (_, response) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      1,
    );

  it.each([
    { code: 502, message: 'Provider disconnected' },
    { code: 429, message: 'Rate limited upstream' },
    { code: '503', message: 'No instances' },
    { code: null, type: 'InternalServerError', message: 'EngineCore encountered an issue' },
    { code: 'bad_gateway', message: 'Try again' },
  ])('and says in its stream $code, $type, $message is unavailable', async (error) => {
    const { error: failure } = await asked((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(`data: ${JSON.stringify({ error })}\n\n`);
    });
    expect(failure).toMatchObject({ fault: { kind: 'agent-unavailable' } });
  });

  it.each([
    ['that the request is wrong', { code: 400, type: 'BadRequestError', message: 'no' }],
    ['a number of its own', { code: '1301', message: 'unsafe content' }],
  ])('and says in its stream %s fails for good', async (_, error) => {
    const { error: failure } = await asked((__, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(`data: ${JSON.stringify({ error })}\n\n`);
    });
    expect(failure).toMatchObject({ fault: { kind: 'agent-failed' } });
  });

  it.each(['retry-after', 'retry-after-ms'])(
    'and says nothing in %s does not ask to be asked at once',
    async (name) => {
      const { error } = await asked((_, response) => response.writeHead(503, { [name]: '' }).end());
      expect(error).toMatchObject({ fault: { retryAfterMs: 2000 } });
    },
  );

  it('and refuses without an end is read no further than its words can be', async () => {
    const { error } = await asked((_, response) => {
      response.writeHead(400);
      const more = () => {
        while (response.write(' '.repeat(10_000)));
      };
      response.on('drain', more);
      more();
    });
    expect(error).toMatchObject({ cause: { message: 'the provider answered 400' } });
  });

  it.each(['insufficient_quota', 'billing_not_active'])(
    'and answers 429 for %s fails for good: no wait fills an account',
    async (code) => {
      const { error, requests } = await refusing(429, { error: { message: 'You exceeded', type: code, code } });
      expect(error).toMatchObject({ fault: { kind: 'agent-failed' } });
      expect(String((error as Error).cause)).toContain(code);
      expect(requests).toBe(1);
    },
  );
});

describe.each([
  ['ollama:gemma:2b', 400, { error: 'registry.ollama.ai/library/gemma:2b does not support tools' }, 'takes no tools'],
  ['ollama:llama9', 404, { error: "model 'llama9' not found" }, 'ollama pull'],
  ['ollama:llama9', 404, { error: 'model "llama9" not found, try pulling it first' }, 'ollama pull'],
  [
    'openai:qwen',
    400,
    {
      object: 'error',
      message: '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
      type: 'BadRequestError',
      code: 400,
    },
    'vLLM needs --enable-auto-tool-choice and --tool-call-parser',
  ],
  [
    'openai:qwen',
    500,
    { error: { code: 500, message: 'tools param requires --jinja flag', type: 'server_error' } },
    'llama.cpp needs --jinja',
  ],
  [
    'openai:some/model',
    404,
    { error: { message: 'No endpoints found that support tool use. Try disabling "lookup".', code: 404 } },
    'takes no tools',
  ],
])('%s that answers %i, %j', (name, status, body, words) => {
  it('fails, and the log says what it needs', async () => {
    const { url } = await provider((_, response) => response.writeHead(status).end(JSON.stringify(body)));
    const { error } = await failureOf(await agentOf(name, url), turn('hello'));
    expect(String((error as Error).cause)).toMatch(`the provider answered ${status} (`);
    expect(String((error as Error).cause)).toContain(words);
  });
});

describe('what a provider says in its stream that went wrong may repeat what was sent, and', () => {
  const quoted = { code: 'invalid_prompt', type: 'invalid_request_error', message: 'cannot read: my iban is DE123' };
  const stream = (error: object) => `event: error\ndata: ${JSON.stringify(error)}\n\n`;

  it.each([
    ['openai:gpt-4o-mini', stream({ error: quoted }), 'APIError invalid_prompt'],
    ['anthropic:claude-sonnet-4-5', stream({ type: 'error', error: quoted }), 'APIError'],
    ['ollama:llama3.2', `${JSON.stringify({ error: quoted.message })}\n`, 'Error'],
    ['openai:gpt-4o-mini', 'data: {"choices": my iban is DE123\n\n', 'SyntaxError'],
  ])('is not told on: %s', async (name, body, words) => {
    const { path, type } = dialects.find((each) => each.name === name) ?? dialects[0]!;
    const { url } = await provider((_, response) => response.writeHead(200, { 'content-type': type }).end(body));
    const { error } = await failureOf(await agentOf(name, url + path), turn('my iban is DE123'));
    const { cause } = error as Error;
    expect(String(cause)).toContain(words);
    expect(`${cause} ${JSON.stringify(cause)} ${(cause as Error).cause}`).not.toMatch(/iban|DE123/);
  });
});

describe('a model that refuses to be forced to call a tool', () => {
  const found = { stage: 'ENGAGED', reason: 'asked', confidence: 1, criteria: [] };
  const says = (response: ServerResponse, status: number, body: string) =>
    response.writeHead(status, { 'content-type': status === 200 ? 'text/event-stream' : 'application/json' }).end(body);
  const servers: { dialect: string; refusal: object; record: string }[] = [
    {
      dialect: 'anthropic:claude-sonnet-4-5',
      refusal: { type: 'error', error: { type: 'invalid_request_error', message: 'tool_choice forces tool use' } },
      record: sse(
        [
          { type: 'message_start', message: { id: 'm', type: 'message', role: 'assistant', content: [], usage: {} } },
          {
            type: 'content_block_start',
            index: 0,
            content_block: { type: 'tool_use', id: 't', name: 'record_assessment', input: {} },
          },
          {
            type: 'content_block_delta',
            index: 0,
            delta: { type: 'input_json_delta', partial_json: JSON.stringify(found) },
          },
          { type: 'content_block_stop', index: 0 },
          { type: 'message_delta', delta: { stop_reason: 'tool_use', stop_sequence: null }, usage: {} },
          { type: 'message_stop' },
        ].map((event) => [event.type, event]),
      ),
    },
    {
      dialect: 'openai:gpt-4o-mini',
      refusal: { error: "Invalid tool_choice type: 'object'. Supported string values: none, auto, required" },
      record: [
        {
          role: 'assistant',
          tool_calls: [
            { index: 0, id: 't', function: { name: 'record_assessment', arguments: JSON.stringify(found) } },
          ],
        },
        {},
      ]
        .map((delta, i) => ({ id: 'x', choices: [{ index: 0, delta, finish_reason: i === 0 ? null : 'tool_calls' }] }))
        .map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`)
        .join(''),
    },
  ];

  it.each([401, 402, 403, 429])('is not asked once more for what has another reason: %i', async (status) => {
    const { begin, end } = dialects[0]!;
    const { url, requests } = await provider((_, response, nth) =>
      nth === 1 ? says(response, 200, begin + end) : says(response, status, '{"error":{"code":"insufficient_quota"}}'),
    );
    await eventsOf(await agentOf('openai:gpt-4o-mini', `${url}/v1`), turn('hello'));
    expect(requests()).toBe(2);
  });

  it.each(servers)('is asked to, the first time and then at once: $dialect', async ({ dialect, refusal, record }) => {
    const { name, path, begin, end } = dialects.find((each) => each.name === dialect) ?? dialects[0]!;
    const choices: unknown[] = [];
    const { url } = await provider((_, response, __, { tools, tool_choice: choice }: Asked) => {
      const [first] = tools ?? [];
      if ((first?.name ?? first?.function?.name) !== 'record_assessment') return says(response, 200, begin + end);
      choices.push(typeof choice === 'string' ? choice : choice?.type);
      return choices.at(-1) === 'auto' ? says(response, 200, record) : says(response, 400, JSON.stringify(refusal));
    });
    const agent = await agentOf(name, url + path);
    for (const text of ['hello', 'and again']) {
      const [assessed] = only(await eventsOf(agent, turn(text)), 'assessed');
      expect(assessed?.assessment).toMatchObject({ stage: 'ENGAGED' });
    }
    expect(choices.slice(1)).toEqual(['auto', 'auto']);
  });
});
