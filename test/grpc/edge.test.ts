import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:http2';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client, credentials, loadPackageDefinition, Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { loadFileDescriptorSetFromBuffer } from '@grpc/proto-loader';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { image } from '../../src/api/contract.js';
import { ChatRequest, ChatResponse, ChatServiceService } from '../../src/gen/colloquy/v1/chat_service.js';
import { ConversationServiceService } from '../../src/gen/colloquy/v1/conversation_service.js';
import { DataServiceClient, DataServiceService } from '../../src/gen/colloquy/v1/data_service.js';
import { InsightServiceService } from '../../src/gen/colloquy/v1/insight_service.js';
import { MemoryServiceService } from '../../src/gen/colloquy/v1/memory_service.js';
import { ask, message, say, startTestService, type TestService } from '../support/service.js';

const root = join(import.meta.dirname, '..', '..');
const services = ['Chat', 'Conversation', 'Data', 'Insight', 'Memory'].map((name) => `colloquy.v1.${name}Service`);

describe('the edge', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.dispose());

  /** `buf curl` with no proto files: what it knows comes from reflection. */
  async function curl(...args: string[]): Promise<string> {
    const common = ['curl', '--protocol', 'grpc', '--http2-prior-knowledge'];
    const run = promisify(execFile)(join(root, 'node_modules', '.bin', 'buf'), [...common, ...args]);
    return (await run).stdout;
  }

  describe('reflection', () => {
    it.each(['grpc-v1', 'grpc-v1alpha'])('lists, describes, calls and streams with %s', async (protocol) => {
      const base = `http://${service.address}`;
      const reflect = ['--reflect-protocol', protocol];
      const listed = (await curl(...reflect, '--list-services', base))
        .trim()
        .split('\n')
        .map((line) => line.trim());
      expect(listed).toEqual(expect.arrayContaining(services));
      const methods = await curl(...reflect, '--list-methods', base);
      expect(methods).toContain('colloquy.v1.ChatService/StreamChat');
      const body = JSON.stringify({ userId: 'curl', text: '@script steps=2' });
      const answer = JSON.parse(await curl(...reflect, '-d', body, `${base}/colloquy.v1.ChatService/Chat`));
      expect(answer).toMatchObject({ reply: { text: 'w0 w1 ', role: 'ROLE_AGENT' } });
      const streamed = await curl(...reflect, '-d', `{"chat":${body}}`, `${base}/colloquy.v1.ChatService/StreamChat`);
      expect(streamed).toContain('"accepted"');
      expect(streamed).toContain('"ended"');
    });
  });

  describe('health', () => {
    it.each(['', ...services])('of %j is SERVING', async (name) => {
      const out = await curl(
        '-d',
        JSON.stringify({ service: name }),
        `http://${service.address}/grpc.health.v1.Health/Check`,
      );
      expect(JSON.parse(out)).toEqual({ status: 'SERVING' });
    });

    it('of another name is NOT_FOUND, and a watch ends with NOT_SERVING when the service goes', async () => {
      const other = await startTestService();
      const { grpc } = loadPackageDefinition(loadFileDescriptorSetFromBuffer(image)) as never as {
        grpc: { health: { v1: { Health: new (...args: unknown[]) => HealthClient } } };
      };
      const client = new grpc.health.v1.Health(other.address, credentials.createInsecure());
      const unknown = await new Promise((resolve) =>
        client.check({ service: 'nobody' }, (error: unknown) => resolve(error)),
      );
      expect((unknown as ServiceError).code).toBe(status.NOT_FOUND);
      const seen: unknown[] = [];
      const watch = client.watch({ service: '' });
      watch.on('error', () => undefined);
      let told: () => void = () => undefined;
      watch.on('data', (answer: { status: unknown }) => {
        seen.push(answer.status);
        told();
      });
      const next = () => new Promise<void>((resolve) => (told = resolve));
      await next();
      const goes = next();
      const stopped = other.dispose();
      await goes;
      await stopped;
      client.close();
      expect(seen).toEqual([1, 2]);
    });
  });

  it('two decoders of the contract read and write the same bytes', () => {
    const types = loadFileDescriptorSetFromBuffer(image, { longs: Number, enums: String, oneofs: true });
    const chat = types['colloquy.v1.ChatService'] as never as {
      Chat: {
        requestSerialize(value: object): Buffer;
        requestDeserialize(bytes: Buffer): object;
        responseSerialize(value: object): Buffer;
      };
    };
    const request = message('hé 👋', { metadata: { a: 1, b: ['x', null] }, onBusy: 'BUSY_POLICY_REJECT' });
    const bytes = Buffer.from(ChatRequest.encode(request).finish());
    expect(chat.Chat.requestDeserialize(bytes)).toMatchObject({
      user_id: 'ada',
      text: 'hé 👋',
      on_busy: 'BUSY_POLICY_REJECT',
    });
    const theirs = chat.Chat.responseSerialize({
      conversation_id: 'c',
      event: 'CONVERSATION_EVENT_CREATED',
      reply: { seq: 7 },
    });
    expect(ChatResponse.decode(theirs)).toMatchObject({
      conversationId: 'c',
      event: 'CONVERSATION_EVENT_CREATED',
      reply: { seq: 7 },
    });
  });

  it('has every method of the contract', async () => {
    const client = new Client(service.address, credentials.createInsecure());
    const same = (bytes: Buffer) => bytes;
    const definitions = [
      ChatServiceService,
      ConversationServiceService,
      DataServiceService,
      InsightServiceService,
      MemoryServiceService,
    ].flatMap((definition) => Object.values<{ path: string }>(definition));
    const code = ({ path }: { path: string }) =>
      new Promise<number>((resolve) => {
        const call = client.makeServerStreamRequest(path, same, same, Buffer.alloc(0));
        call.on('data', () => call.cancel());
        call.on('error', () => undefined);
        call.on('status', (end) => resolve(end.code));
      });
    const codes = await Promise.all(definitions.map(code));
    expect(codes.length).toBeGreaterThan(30);
    expect(definitions.filter((_, i) => codes[i] === status.UNIMPLEMENTED)).toEqual([]);
    client.close();
  });

  it('tells what it is and what it allows', async () => {
    const info = await ask(service.data, 'getServerInfo', {});
    expect(info).toMatchObject({
      store: 'embedded',
      memory: 'disabled',
      model: 'script',
      busy: { policy: 'enqueue', coalesceWindowMs: 300 },
      conditions: [],
    });
    expect(info.limits).toMatchObject({ max_reply_bytes: 1_048_576, max_metadata_bytes: 16_384, lease_ms: 10_000 });
    expect(info.version).toMatch(/^\d+\.\d+\.\d+/);
  });

  it('tells clients how large the headers of a call may be, since larger ones end the reading of a connection', async () => {
    const session = connect(`http://${service.address}`);
    const [settings] = await once(session, 'remoteSettings');
    expect(settings.maxHeaderListSize).toBe(65_535);
    session.destroy();
  });

  it('a deadline of the caller ends its call, not the turn', async () => {
    const started = Date.now();
    const error = await new Promise<ServiceError | null>((resolve) => {
      const request = message('@script steps=5 ms=400', { userId: 'hasty' });
      service.chat.chat(request, new Metadata(), { deadline: Date.now() + 150 }, (e) => resolve(e));
    });
    expect(error?.code).toBe(status.DEADLINE_EXCEEDED);
    expect(Date.now() - started).toBeLessThan(1500);
    const { conversations } = await ask(service.conversations, 'listConversations', {
      filter: {
        userId: 'hasty',
        channels: [],
        statuses: [],
        stages: [],
        owners: [],
        createdFrom: undefined,
        createdTo: undefined,
        metadata: {},
      },
    });
    const next = await say(service, 'next', { userId: 'hasty' });
    expect(next.conversationId).toBe(conversations[0]?.id);
    const { messages } = await ask(service.conversations, 'listMessages', { conversationId: next.conversationId });
    expect(messages.map(({ text }) => text)).toContain('w0 w1 w2 w3 w4 ');
  });

  it('going away lets running turns end and refuses new ones', async () => {
    const other = await startTestService();
    const running = other.chat.streamChat({ chat: message('@script steps=20 ms=20'), afterCursor: '' });
    const kinds: (string | undefined)[] = [];
    const over = new Promise<unknown>((resolve) => running.on('error', resolve).on('end', () => resolve(undefined)));
    await new Promise<void>((resolve) => {
      running.on('data', ({ event }) => {
        kinds.push(event?.event?.$case);
        if (event?.event?.$case === 'textDelta') resolve();
      });
    });
    const late = new DataServiceClient(other.address, credentials.createInsecure());
    await ask(late, 'getServerInfo', {});
    const stopped = other.dispose();
    expect(await over).toBeUndefined();
    expect(kinds).toContain('goAway');
    expect(kinds.at(-1)).toBe('ended');
    await stopped;
    late.close();
  });
});

interface HealthClient {
  check(request: object, done: (error: unknown) => void): void;
  watch(request: object): { on(event: string, listener: (value: never) => void): HealthStream };
  close(): void;
}
type HealthStream = ReturnType<HealthClient['watch']>;
