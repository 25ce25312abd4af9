import { Client, credentials, Metadata, status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChatRequest } from '../../src/gen/colloquy/v1/chat_service.js';
import {
  ConversationFilter,
  ListEntriesRequest,
  UpdateMetadataRequest,
} from '../../src/gen/colloquy/v1/conversation_service.js';
import type { QueryMetricsRequest } from '../../src/gen/colloquy/v1/insight_service.js';
import { Timestamp } from '../../src/gen/google/protobuf/timestamp.js';
import {
  ask,
  failure,
  is,
  message,
  refused,
  resume,
  say,
  startTestService,
  stream,
  type TestService,
  tenant,
} from '../support/service.js';

/** So many objects within each other. */
function nested(depth: number): Record<string, unknown> {
  return depth === 1 ? { end: 1 } : { in: nested(depth - 1) };
}

describe('bad input', () => {
  let service: TestService;
  let raw: Client;

  beforeAll(async () => {
    service = await startTestService();
    raw = new Client(service.address, credentials.createInsecure());
  });
  afterAll(async () => {
    raw.close();
    await service.dispose();
  });

  /** Sends bytes as they are. */
  const send = (path: string, bytes: Buffer) =>
    new Promise((resolve, reject) => {
      const done = (error: unknown, answer: unknown) => (error ? reject(error) : resolve(answer));
      raw.makeUnaryRequest(
        path,
        (b: Buffer) => b,
        (b: Buffer) => b,
        bytes,
        new Metadata(),
        done,
      );
    });

  const conversationId = 'c';
  const list = (filter: Partial<ConversationFilter>) =>
    ask(service.conversations, 'listConversations', { filter: ConversationFilter.fromPartial(filter) });
  const metrics = (over: Partial<QueryMetricsRequest>) =>
    ask(service.insight, 'queryMetrics', { metrics: ['METRIC_TURNS'], ...over });
  const wrong: [string, () => Promise<unknown>, string[]][] = [
    ['no user', () => say(service, 'x', { userId: '' }), ['user_id']],
    ['a user with a space', () => say(service, 'x', { userId: 'a b' }), ['user_id']],
    ['a user of 129 characters', () => say(service, 'x', { userId: 'a'.repeat(129) }), ['user_id']],
    ['a user with a line break at its end', () => say(service, 'x', { userId: 'ada\n' }), ['user_id']],
    ['no text', () => say(service, ''), ['text']],
    ['a blank text', () => say(service, ' \n\t '), ['text']],
    ['a text of 32 KiB and one byte', () => say(service, `${'é'.repeat(16 * 1024)}x`), ['text']],
    ['a channel in capitals', () => say(service, 'x', { channel: 'Web' }), ['channel']],
    ['a request id of 129 characters', () => say(service, 'x', { requestId: 'r'.repeat(129) }), ['request_id']],
    ['metadata of more than 16 KiB', () => say(service, 'x', { metadata: { a: 'x'.repeat(17_000) } }), ['metadata']],
    ['metadata 33 deep', () => say(service, 'x', { metadata: nested(33) }), ['metadata']],
    ['metadata with NaN', () => say(service, 'x', { metadata: { a: Number.NaN } }), ['metadata']],
    ['a named conversation and a new one', () => say(service, 'x', { conversationId, startNew: true }), ['start_new']],
    ['many fields', () => say(service, '', { userId: '?', channel: '?' }), ['user_id', 'text', 'channel']],
    [
      'metadata and other fields at once',
      () => say(service, '', { metadata: { a: 'x'.repeat(17_000) } }),
      ['text', 'metadata'],
    ],
    ['no metric', () => metrics({ metrics: [] }), ['metrics']],
    ['a metric that is none', () => metrics({ metrics: ['METRIC_UNSPECIFIED'] }), ['metrics[0]']],
    ['a metric twice', () => metrics({ metrics: ['METRIC_WON', 'METRIC_WON'] }), ['metrics']],
    ['a dimension that is none', () => metrics({ groupBy: ['DIMENSION_UNSPECIFIED'] }), ['group_by[0]']],
    ['a dimension twice', () => metrics({ groupBy: ['DIMENSION_AGENT', 'DIMENSION_AGENT'] }), ['group_by']],
    [
      'three dimensions',
      () => metrics({ groupBy: ['DIMENSION_AGENT', 'DIMENSION_OWNER', 'DIMENSION_STAGE'] }),
      ['group_by'],
    ],
    ['a period that is none', () => metrics({ period: 9 as never }), ['period']],
    ['a range of nothing', () => metrics({ from: new Date(5), to: new Date(5) }), ['to']],
    ['a time zone that is none', () => metrics({ timeZone: 'Mars/Olympus' }), ['time_zone']],
    [
      'more periods than are answered',
      () => metrics({ from: new Date(0), to: new Date(1e12), period: 'PERIOD_HOUR' }),
      ['period'],
    ],
    [
      'numbers with a filter that is too long',
      () => metrics({ filter: ConversationFilter.fromPartial({ metadata: { a: 'x'.repeat(1000) } }) }),
      ['filter'],
    ],
    [
      'a funnel that ends before it begins',
      () => ask(service.insight, 'queryFunnel', { from: new Date(5), to: new Date(4) }),
      ['to'],
    ],
    ['no drill token', () => ask(service.insight, 'listCounted', {}), ['drill_token']],
    ['a drill token of no one', () => ask(service.insight, 'listCounted', { drillToken: 'abc' }), ['drill_token']],
    ['no turn', () => ask(service.chat, 'getTurn', {}), ['turn_id']],
    ['a turn and a conversation', () => ask(service.chat, 'cancelTurn', { turnId: 't', conversationId }), ['turn_id']],
    ['a turn of 129 characters', () => ask(service.chat, 'cancelTurn', { turnId: 't'.repeat(129) }), ['turn_id']],
    [
      "a conversation's turn by 60,000 characters",
      () => ask(service.chat, 'cancelTurn', { conversationId: 'c'.repeat(60_000) }),
      ['conversation_id'],
    ],
    [
      'values of a filter beyond those that there are',
      () => list({ stages: Array(40_000).fill('STAGE_WON') }),
      ['filter.stages', 'filter.stages'],
    ],
    [
      'values of a filter twice',
      () => list({ channels: ['web', 'web'], owners: ['OWNER_KIND_AGENT', 'OWNER_KIND_AGENT'] }),
      ['filter.channels', 'filter.owners'],
    ],
    ['a negative page size', () => ask(service.conversations, 'listConversations', { pageSize: -1 }), ['page_size']],
    [
      'a negative seq',
      () => ask(service.conversations, 'listMessages', { conversationId, afterSeq: -1 }),
      ['after_seq'],
    ],
    [
      'a page token of nobody',
      () => ask(service.conversations, 'listConversations', { pageToken: 'x' }),
      ['page_token'],
    ],
    [
      'an id of 3 characters',
      () => ask(service.conversations, 'createConversation', { userId: 'a', conversationId: 'abc' }),
      ['conversation_id'],
    ],
    ['no role', () => ask(service.conversations, 'addMessage', { conversationId, text: 'x' }), ['role']],
    [
      'the agent as author',
      () => ask(service.conversations, 'addMessage', { conversationId, text: 'x', role: 'ROLE_AGENT' }),
      ['role'],
    ],
    [
      'a person without a name',
      () => ask(service.conversations, 'addMessage', { conversationId, text: 'x', role: 'ROLE_HUMAN' }),
      ['author_id'],
    ],
    ['no stage', () => ask(service.conversations, 'setStage', { conversationId }), ['stage']],
    [
      'evidence before the first entry',
      () => ask(service.conversations, 'setStage', { conversationId, stage: 'STAGE_WON', evidenceSeqs: [1, 0] }),
      ['evidence_seqs[1]'],
    ],
    [
      'criteria in many ways',
      () =>
        ask(service.conversations, 'setQualification', {
          conversationId,
          criteria: [
            { name: '', status: 'CRITERION_STATUS_MET', value: '', confidence: 2, evidenceSeqs: [] },
            { name: 'a', status: 'CRITERION_STATUS_UNSPECIFIED', value: '', confidence: Number.NaN, evidenceSeqs: [] },
          ],
        }),
      ['criteria[0].name', 'criteria[0].confidence', 'criteria[1].status', 'criteria[1].confidence'],
    ],
    ['no metadata', () => ask(service.conversations, 'updateMetadata', { conversationId }), ['metadata']],
  ];

  it.each(wrong)('%s', async (_, call, fields) => {
    const { code, reason, fields: found, types } = await refused(call());
    expect({ code, reason, types }).toEqual({
      code: status.INVALID_ARGUMENT,
      reason: 'INVALID_ARGUMENT',
      types: ['ErrorInfo', 'BadRequest'],
    });
    expect(found.sort()).toEqual([...fields].sort());
  });

  it('in a stream names the field by its path', async () => {
    expect(failure(await stream(service, '', { userId: '' }).over)).toMatchObject({
      code: status.INVALID_ARGUMENT,
      fields: ['chat.user_id', 'chat.text'],
    });
    const both = stream(service, 'x', { conversationId: 'c', startNew: true });
    expect(failure(await both.over)).toMatchObject({ fields: ['chat.start_new'] });
    const none = service.chat.streamChat({ chat: undefined, afterCursor: '' });
    const error = await new Promise((resolve) => none.on('error', resolve).resume());
    expect(failure(error)).toMatchObject({ code: status.INVALID_ARGUMENT, fields: ['chat'] });
  });

  it('names the conversation that has had no turn', async () => {
    const { conversation } = await ask(service.conversations, 'createConversation', { userId: 'turnless' });
    const request = { turnId: '', conversationId: conversation!.id };
    expect(await refused(ask(service.chat, 'cancelTurn', request))).toMatchObject({
      code: status.NOT_FOUND,
      reason: 'TURN_NOT_FOUND',
      metadata: { conversationId: conversation!.id },
    });
  });

  it('a long id breaks nothing but its own call', async () => {
    const other = stream(service, '@script steps=3 ms=200', { userId: 'other' });
    await other.until(is('textDelta'));
    expect(failure(await resume(service, { turnId: 't'.repeat(60_000) }).over)).toMatchObject({
      code: status.INVALID_ARGUMENT,
      fields: ['turn_id'],
    });
    expect(await other.over).toBeUndefined();
  });

  it.each([
    ['of a message', '/colloquy.v1.ChatService/Chat', 6, Buffer.from(ChatRequest.encode(message('x')).finish())],
    [
      'to be set',
      '/colloquy.v1.ConversationService/UpdateMetadata',
      2,
      Buffer.from(UpdateMetadataRequest.encode(UpdateMetadataRequest.fromPartial({ conversationId: 'c' })).finish()),
    ],
  ])('a metadata key %s that the decoder would lose', async (_, path, field, rest) => {
    const framed = (tag: number, ...parts: Buffer[]) => {
      const content = Buffer.concat(parts);
      return Buffer.concat([Buffer.from([(tag << 3) | 2]), length(content), content]);
    };
    const struct = (key: string, value: Buffer) => framed(1, framed(1, Buffer.from(key)), framed(2, value));
    const text = framed(3, Buffer.from('x'));
    for (const lost of [struct('__proto__', text), struct('a', framed(5, struct('__proto__', text)))]) {
      expect(await refused(send(path, Buffer.concat([rest, framed(field, lost)])))).toMatchObject({
        code: status.INVALID_ARGUMENT,
        fields: ['metadata'],
      });
    }
  });

  it('a value or a text may be called like it', async () => {
    const metadata = { a: '__proto__', x__proto__: 1 };
    const { conversationId: id } = await say(service, '__proto__', { userId: 'proto', metadata });
    const { conversation } = await ask(service.conversations, 'getConversation', { conversationId: id });
    expect(conversation?.metadata).toEqual(metadata);
  });

  it('a number that no enum value has', async () => {
    const bytes = ChatRequest.encode(message('x')).finish();
    const unknown = Buffer.concat([bytes, Buffer.from([7 << 3, 99])]);
    expect(await refused(send('/colloquy.v1.ChatService/Chat', unknown))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      fields: ['on_busy'],
    });
  });

  it('an integer beyond 2^53', async () => {
    const bytes = ListEntriesRequest.encode(ListEntriesRequest.fromPartial({ conversationId: 'c' })).finish();
    const huge = Buffer.concat([bytes, Buffer.from([4 << 3, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20])]);
    expect(await refused(send('/colloquy.v1.ConversationService/ListEntries', huge))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      fields: ['after_seq'],
    });
  });

  it('a time that is none', async () => {
    const [from, to] = [7, 8];
    const filter = (field: number, time: Partial<Timestamp>) => {
      const bytes = Timestamp.encode(Timestamp.fromPartial(time)).finish();
      return Buffer.from([(1 << 3) | 2, bytes.length + 2, (field << 3) | 2, bytes.length, ...bytes]);
    };
    const path = '/colloquy.v1.ConversationService/ListConversations';
    for (const [field, name, time] of [
      [from, 'filter.created_from', { seconds: 253_402_300_800 }],
      [from, 'filter.created_from', { seconds: 2 ** 62 }],
      [to, 'filter.created_to', { seconds: -62_135_596_801 }],
      [from, 'filter.created_from', { nanos: -1 }],
      [to, 'filter.created_to', { seconds: 1, nanos: 1_000_000_000 }],
    ] as const) {
      expect(await refused(send(path, filter(field, time))), JSON.stringify(time)).toMatchObject({
        code: status.INVALID_ARGUMENT,
        fields: [name],
      });
    }
    for (const time of [{ seconds: -62_135_596_800 }, { seconds: 253_402_300_799, nanos: 999_999_999 }]) {
      await send(path, filter(from, time));
    }
  });

  it.each([
    ['garbage', Buffer.from('garbage, not protobuf')],
    ['bytes that are no UTF-8', Buffer.from([(1 << 3) | 2, 2, 0xc3, 0x28])],
    ['a message that is cut', Buffer.from([(1 << 3) | 2, 200, 1])],
    ['groups 60,000 deep', Buffer.alloc(60_000, (10 << 3) | 3)],
  ])('%s does not decode, and the field is the message', async (_, bytes) => {
    expect(await refused(send('/colloquy.v1.ChatService/Chat', bytes))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      fields: ['colloquy.v1.ChatRequest'],
    });
  });

  it('metadata nested deeper than the decoders go is refused, not answered with a crash', async () => {
    let nested: Buffer = Buffer.alloc(0);
    for (let i = 0; i < 2000; i++) {
      // ListValue { values: [Value { list_value: nested }] }
      const value = Buffer.concat([Buffer.from([(6 << 3) | 2]), length(nested), nested]);
      nested = Buffer.concat([Buffer.from([(1 << 3) | 2]), length(value), value]);
    }
    const value = Buffer.concat([Buffer.from([(6 << 3) | 2]), length(nested), nested]);
    const entry = Buffer.concat([Buffer.from([0x0a, 1, 0x61, 0x12]), length(value), value]);
    const struct = Buffer.concat([Buffer.from([0x0a]), length(entry), entry]);
    const bytes = Buffer.concat([
      Buffer.from(ChatRequest.encode(message('x')).finish()),
      Buffer.from([(6 << 3) | 2]),
      length(struct),
      struct,
    ]);
    expect((await refused(send('/colloquy.v1.ChatService/Chat', bytes))).code).toBe(status.INVALID_ARGUMENT);
  });

  it.each(['UPPER', '-a', 'a b', 'a'.repeat(64)])('the tenant %j', async (id) => {
    expect(await refused(say(service, 'x', {}, tenant(id)))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      fields: ['x-tenant-id'],
    });
  });

  it('in large numbers is told in less than 4 KiB', async () => {
    const criterion = {
      name: 'n'.repeat(100),
      status: 'CRITERION_STATUS_MET',
      value: 'v'.repeat(2000),
      confidence: 9,
      evidenceSeqs: [] as number[],
    } as const;
    const criteria = Array.from({ length: 50 }, () => criterion);
    const error = await ask(service.conversations, 'setQualification', { conversationId, criteria }).catch(
      (e: unknown) => e,
    );
    const [details] = (error as { metadata: Metadata }).metadata.get('grpc-status-details-bin');
    expect(details?.length).toBeLessThan(4096);
    expect(failure(error).fields.length).toBeGreaterThan(10);
  });

  it('metadata over 16 KiB is refused', async () => {
    const metadata = tenant('default');
    metadata.set('x-note', 'n'.repeat(17_000));
    expect(await refused(say(service, 'x', {}, metadata))).toMatchObject({
      code: status.RESOURCE_EXHAUSTED,
      reason: 'CALL_METADATA_TOO_LARGE',
    });
  });

  it('a request over 1 MiB is refused', async () => {
    const { code } = await refused(send('/colloquy.v1.ChatService/Chat', Buffer.alloc(1024 * 1024 + 1)));
    expect(code).toBe(status.RESOURCE_EXHAUSTED);
  });

  it('an empty page is a page, a huge one is the largest', async () => {
    const own = tenant('pages');
    await say(service, 'x', {}, own);
    const page = await ask(service.conversations, 'listConversations', { pageSize: 2_000_000 }, own);
    expect(page.conversations).toHaveLength(1);
  });
});

function length(bytes: Uint8Array): Buffer {
  const out: number[] = [];
  let n = bytes.length;
  do {
    out.push((n & 0x7f) | (n > 0x7f ? 0x80 : 0));
    n >>>= 7;
  } while (n > 0);
  return Buffer.from(out);
}
