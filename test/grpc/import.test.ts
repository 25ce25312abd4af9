import { copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/process.js';
import {
  ask,
  is,
  refused,
  resume,
  say,
  startTestService,
  type TestService,
  tenant,
  textOf,
  valueIn,
} from '../support/service.js';
import { storesUnderTest } from '../support/stores.js';
import { exportAll, importLines, importPieces, linesOf, textOf as linesText, valuesOf } from '../support/transfer.js';
import { until } from '../support/until.js';

const at = (second: number) => new Date(Date.UTC(2025, 0, 1, 12, 0, second)).toISOString();

const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

/** History as a caller has it who knows no more than who said what. */
function elsewhere(id: string, ...texts: string[]) {
  return [
    { conversation: { id, userId: `user-of-${id}` } },
    ...texts.map((text, i) => ({
      conversationId: id,
      entry: { seq: i + 1, at: at(i), message: { role: i % 2 === 0 ? 'ROLE_USER' : 'ROLE_AGENT', text } },
    })),
  ];
}

for (const { name, env } of storesUnderTest()) {
  describe(`an import into the ${name} store`, () => {
    let service: TestService;
    let source: TestService;
    beforeAll(async () => {
      service = await startTestService({ env: env() });
      source = await startTestService();
    });
    afterAll(async () => {
      await service.dispose();
      await source.dispose();
    });

    it('takes history from elsewhere that says no more than who said what, and gives it back', async () => {
      const lines = elsewhere('elsewhere-1', 'Hello', 'Hi, how can I help?', 'A quote, please');
      expect(await importLines(service, lines)).toEqual({
        conversationsAdded: 1,
        entriesAdded: 3,
        entriesSkipped: 0,
        errors: [],
        linesRefused: 0,
      });
      const { conversation } = await ask(service.conversations, 'getConversation', { conversationId: 'elsewhere-1' });
      expect(conversation).toMatchObject({
        userId: 'user-of-elsewhere-1',
        channel: 'web',
        status: 'CONVERSATION_STATUS_ACTIVE',
        stage: 'STAGE_LEAD',
        messageCount: 3,
        lastSeq: 3,
        lastMessagePreview: 'A quote, please',
        createdAt: new Date(at(0)),
        lastActivityAt: new Date(at(2)),
      });
      const { messages } = await ask(service.conversations, 'listMessages', { conversationId: 'elsewhere-1' });
      expect(messages.map(({ role, text, authorId }) => [role, text, authorId]).toSorted()).toEqual(
        [
          ['ROLE_USER', 'Hello', 'user-of-elsewhere-1'],
          ['ROLE_AGENT', 'Hi, how can I help?', expect.any(String)],
          ['ROLE_USER', 'A quote, please', 'user-of-elsewhere-1'],
        ].toSorted(),
      );
      const verified = await ask(service.data, 'verifyConversation', { conversationId: 'elsewhere-1' });
      expect(verified).toMatchObject({ intact: true, differences: [], entries: 3 });
      // It goes on where it was.
      const reply = await say(service, 'And?', { userId: 'user-of-elsewhere-1' });
      expect(reply.conversationId).toBe('elsewhere-1');
    });

    it('adds nothing the second time, and goes on with what has come since', async () => {
      const lines = elsewhere('twice-1', 'one', 'two', 'three', 'four');
      await importLines(service, lines.slice(0, 3));
      expect(await importLines(service, lines)).toMatchObject({
        conversationsAdded: 0,
        entriesAdded: 2,
        entriesSkipped: 2,
        linesRefused: 0,
      });
      expect(await importLines(service, lines)).toMatchObject({ entriesAdded: 0, entriesSkipped: 4, linesRefused: 0 });
    });

    it('restores what another server has: the same lines, the same hash, turns with their replies', async () => {
      const mine = { userId: 'grace', channel: 'chat' };
      const first = await say(source, '@script steps=3 tools=1 stage=ENGAGED need=met', mine);
      await say(source, 'fail please @script fail=1', mine);
      const { conversationId } = first;
      await ask(source.conversations, 'setStage', { conversationId, stage: 'STAGE_PROPOSAL', reason: 'asked' });
      await ask(source.conversations, 'requestHandoff', { conversationId, reason: 'a person', queue: 'sales' });
      await say(source, 'anyone there?', mine);
      await ask(source.conversations, 'takeOver', { conversationId, humanId: 'bob' });
      await ask(source.conversations, 'addMessage', {
        conversationId,
        role: 'ROLE_HUMAN',
        authorId: 'bob',
        text: 'Yes',
      });
      await ask(source.conversations, 'returnToAgent', { conversationId, humanId: 'bob' });
      await say(source, 'thanks', mine);
      const lines = await linesOf(source, conversationId);
      const answer = await importLines(service, lines);
      expect(answer).toMatchObject({ conversationsAdded: 1, entriesAdded: lines.length - 1, errors: [] });
      expect(await linesOf(service, conversationId)).toEqual(lines);
      const [there, here] = await Promise.all(
        [source, service].map(({ data }) => ask(data, 'verifyConversation', { conversationId })),
      );
      expect(here).toEqual(there);
      expect(here?.intact).toBe(true);

      const turnIds = new Set(
        lines.slice(1).flatMap((line) => (JSON.parse(line) as { entry: { turnId?: string } }).entry.turnId ?? []),
      );
      expect(turnIds.size).toBe(4);
      for (const turnId of turnIds) {
        const [before, after] = await Promise.all(
          [source, service].map(async ({ chat }) => (await ask(chat, 'getTurn', { turnId })).turn),
        );
        expect(after?.reply).toEqual(before?.reply);
        expect(after?.messageIds).toEqual(before?.messageIds);
        if (before?.status !== 'TURN_STATUS_FAILED') expect(after?.status).toBe(before?.status);
        const read = resume(service, { turnId });
        const ended = await read.until(is('ended'));
        expect(valueIn('ended', ended).turn?.id).toBe(turnId);
        expect(textOf(read.events)).toBe(before?.reply?.text ?? '');
      }
    });

    it('refuses lines one by one, with their numbers and why, and takes the others', async () => {
      const good = elsewhere('lines-1', 'one', 'two', 'three');
      const entry = (entry: object, id = 'lines-1') => ({ conversationId: id, entry });
      const message = { role: 'ROLE_USER', text: 'x' };
      const lines: [unknown, RegExp | undefined][] = [
        ['{', /JSON/],
        [good[0], undefined],
        [good[1], undefined],
        ['', undefined],
        ['[]', /no JSON object/],
        [{ conversation: { id: 'lines-2', userId: 'u', favourite: 1 } }, /favourite/],
        [{ conversation: { id: 'lines-2', userId: 'not allowed' } }, /user_id/],
        [{ conversation: { id: 'lines-2', userId: 'u', channel: 'WEB' } }, /channel/],
        [{ ...entry({ seq: 2, at: at(0), message }), more: true }, /unknown key "more"/],
        [entry({ seq: 2, at: at(0), message: { ...message, colour: 'red' } }), /colour/],
        [entry({ seq: 2, at: 'yesterday', message }), /RFC 3339/],
        [entry({ seq: 2, at: '2025-02-30T00:00:00Z', message }), /at: .*no date/],
        [entry({ seq: 2, at: at(0), message: { ...message, createdAt: '2025-02-29T00:00:00Z' } }), /no date/],
        ...[33, 34, 60, 3000].map((depth): [string, RegExp] => [
          `{"conversationId":"lines-1","entry":{"seq":2,"at":"2025-01-01T12:00:01Z","message":{"role":"ROLE_USER","text":"x","metadata":${nested(depth)}}}}`,
          /nested deeper than 32/,
        ]),
        [`{"conversation":{"id":"lines-2","userId":"u","metadata":${nested(60)}}}`, /nested deeper than 32/],
        [entry({ seq: 2, message }), /entry.at/],
        [entry({ seq: 0, at: at(0), message }), /entry.seq/],
        [entry({ seq: 2, at: at(0) }), /neither a message nor a change/],
        [entry({ seq: 2, at: at(0), message: { text: 'no role' } }), /role/],
        [entry({ seq: 2, at: at(0), message: { role: 17, text: 'no role' } }), /role/],
        [entry({ seq: 2, at: at(0), message: { role: 'ROLE_KING', text: 'x' } }), /ROLE_KING/],
        [entry({ seq: 2, at: at(0), message: { role: 'ROLE_USER', text: ' ' } }), /blank/],
        [entry({ seq: 2, at: at(0), message: { ...message, text: 'x'.repeat(32_769) } }), /32768 bytes/],
        [entry({ seq: 2, at: at(0), message: { ...message, seq: 3 } }), /message.seq/],
        [entry({ seq: 2, at: at(0), actor: { kind: 'ACTOR_KIND_USER', id: 'i'.repeat(129) }, message }), /actor.id/],
        [entry({ seq: 2, at: at(0), message: { ...message, usage: { outputTokens: -1 } } }), /usage/],
        [entry({ seq: 2, at: at(0), changes: [{}] }), /changes\[0\]/],
        [entry({ seq: 2, at: at(0), changes: [{ stageChanged: { from: 'STAGE_WON', to: 'STAGE_LOST' } }] }), /stage/],
        [entry({ seq: 2, at: at(0), changes: [{ messagesSuperseded: { messageIds: ['?'] } }] }), /superseded/],
        [
          '{"conversationId":"lines-1","entry":{"seq":2,"at":"2025-01-01T12:00:01Z","message":{"role":"ROLE_USER","text":"x","metadata":{"__proto__":1}}}}',
          /__proto__/,
        ],
        ...[...'_prot'].map((letter): [string, RegExp] => {
          const escaped = `\\u00${letter.charCodeAt(0).toString(16)}`;
          return [`{"conversation":{"id":"x","metadata":{"${'__proto__'.replace(letter, escaped)}":1}}}`, /__proto__/];
        }),
        ['{"conversation":{"id":"x","metadata":{"\\ud800":1,"\\ud801":2}}}', /surrogate/],
        [entry({ seq: 3, at: at(2), message }), /gap/],
        [entry({ seq: 1, at: at(0), message: { role: 'ROLE_USER', text: 'other' } }), /contradicts/],
        [entry({ seq: 1, at: at(5), message: { role: 'ROLE_USER', text: 'one' } }), /contradicts/],
        [entry({ seq: 1, at: at(0), message }, 'nobody-1'), /not there/],
        [good[2], undefined],
        [{ removed: 'lines-1' }, /erase its user/],
        [{ removed: 'never-was-1' }, undefined],
        [good[3], undefined],
        [{ conversation: { id: 'lines-1', userId: 'another' } }, /another user/],
        [entry({ seq: 4, at: at(9), message }), /another user/],
        [{ conversation: { id: 'empty-1', userId: 'u' } }, /no entries/],
      ];
      const answer = await importLines(
        service,
        lines.map(([line]) => line),
      );
      const expected = lines.flatMap(([, reason], i) => (reason ? [{ line: i + 1, reason }] : []));
      expect(answer.errors.map(({ line }) => line)).toEqual(expected.map(({ line }) => line));
      for (const [i, { line, reason }] of expected.entries())
        expect([line, answer.errors[i]?.reason].join(' ')).toMatch(reason);
      expect(answer).toMatchObject({ conversationsAdded: 1, entriesAdded: 3, linesRefused: expected.length });
    });

    it('refuses a second end of a turn, and a turn of another conversation', async () => {
      const entry = (id: string, seq: number, role: string) => ({
        conversationId: id,
        entry: { seq, at: at(seq), turnId: 'turns-1-t', message: { role, text: 'x' } },
      });
      const lines = [
        { conversation: { id: 'turns-1', userId: 'turns-1' } },
        entry('turns-1', 1, 'ROLE_USER'),
        entry('turns-1', 2, 'ROLE_AGENT'),
        entry('turns-1', 3, 'ROLE_AGENT'),
      ];
      const answer = await importLines(service, lines);
      expect(answer).toMatchObject({
        entriesAdded: 2,
        errors: [{ line: 4, reason: expect.stringContaining('ended') }],
      });
      expect((await importLines(service, lines.slice(3))).errors).toMatchObject([{ line: 1 }]);
      const other = [{ conversation: { id: 'turns-2', userId: 'turns-2' } }, entry('turns-2', 1, 'ROLE_USER')];
      expect((await importLines(service, other)).errors).toEqual([
        { line: 2, reason: expect.stringContaining('turns-1') },
      ]);
      const { turn } = await ask(service.chat, 'getTurn', { turnId: 'turns-1-t' });
      expect(turn).toMatchObject({ status: 'TURN_STATUS_COMPLETED', reply: { seq: 2 } });
    });

    it('refuses a reply to what no message of the user asked, and takes it where that is further back', async () => {
      const of = (id: string) => {
        const line = (seq: number, turnId: string, role: string) => ({
          conversationId: id,
          entry: { seq, at: at(seq), ...(turnId && { turnId }), message: { role, text: 'x' } },
        });
        return { announced: { conversation: { id, userId: id } }, line };
      };
      const { announced, line } = of('asked-1');
      const lines = [
        announced,
        line(1, '', 'ROLE_USER'),
        line(2, 'asked-1-a', 'ROLE_AGENT'),
        line(2, 'asked-1-b', 'ROLE_SYSTEM'),
        line(3, 'asked-1-b', 'ROLE_AGENT'),
        line(3, 'asked-1-c', 'ROLE_USER'),
        ...Array.from({ length: 150 }, (_, i) => line(4 + i, '', 'ROLE_SYSTEM')),
      ];
      const answer = await importLines(service, lines);
      const reason = (turnId: string) => expect.stringContaining(`no message of the user before names turn ${turnId}`);
      expect(answer.errors).toEqual([
        { line: 3, reason: reason('asked-1-a') },
        { line: 5, reason: reason('asked-1-b') },
      ]);
      const reply = line(154, 'asked-1-c', 'ROLE_AGENT');
      expect(await importLines(service, [reply])).toMatchObject({ entriesAdded: 1, errors: [] });
      expect((await ask(service.chat, 'getTurn', { turnId: 'asked-1-c' })).turn?.reply?.seq).toBe(154);
      const verified = await ask(service.data, 'verifyConversation', { conversationId: 'asked-1' });
      expect(verified.differences).toEqual([]);
      const late = of('asked-2');
      const wrongWayRound = [
        late.announced,
        late.line(1, 'asked-2-a', 'ROLE_AGENT'),
        late.line(1, 'asked-2-a', 'ROLE_USER'),
      ];
      const { errors } = await importLines(service, wrongWayRound);
      expect(errors).toEqual([{ line: 2, reason: reason('asked-2-a') }]);
    });

    it('keeps the first hundred refusals, and counts all', async () => {
      const answer = await importLines(
        service,
        Array.from({ length: 250 }, () => 'nonsense'),
      );
      expect(answer.errors).toHaveLength(100);
      expect(answer.errors.at(-1)?.line).toBe(100);
      expect(answer.linesRefused).toBe(250);
    });

    it('takes lines cut anywhere, characters too, and lines longer than a request', async () => {
      const long = 'é🙂"\\'.repeat(120_000);
      const text = linesText(elsewhere('cut-1', 'one é🙂', long, 'three'));
      const bytes = Buffer.from(text).subarray(0, -1);
      const pieces = [];
      for (let from = 0, size = 1; from < bytes.length; from += size, size = (size * 7) % 300_007) {
        pieces.push(bytes.subarray(from, from + size));
      }
      expect(await importPieces(service, pieces)).toMatchObject({ entriesAdded: 3, errors: [] });
      const { entries } = await ask(service.conversations, 'listEntries', { conversationId: 'cut-1' });
      expect(entries[1]?.message?.text).toBe(long);
    });

    it('refuses a line that is longer than any may be without holding it, and takes the next', async () => {
      const piece = Buffer.alloc(900_000, 'x');
      function* pieces() {
        for (let i = 0; i < 12; i++) yield piece;
        yield Buffer.from(`\n${linesText(elsewhere('after-long-1', 'one'))}`);
      }
      const answer = await importPieces(service, pieces());
      expect(answer).toMatchObject({
        entriesAdded: 1,
        errors: [{ line: 1, reason: expect.stringContaining('8388608') }],
      });
    });

    it('lets one conversation of a user be open on a channel; history from elsewhere that does not say arrives closed', async () => {
      const open = { userId: 'linus', channel: 'mail' };
      const { conversationId } = await say(service, 'mine', open);
      const [, ...entries] = elsewhere('older-1', 'one', 'two');
      const old = { id: 'older-1', ...open };
      expect(await importLines(service, [{ conversation: old }, ...entries])).toMatchObject({
        entriesAdded: 2,
        errors: [],
      });
      const { conversation } = await ask(service.conversations, 'getConversation', { conversationId: 'older-1' });
      expect(conversation).toMatchObject({ status: 'CONVERSATION_STATUS_CLOSED', lastSeq: 2 });
      expect(await importLines(service, [{ conversation: old }, ...entries])).toMatchObject({
        entriesSkipped: 2,
        errors: [],
      });

      const { conversationId: theirs } = await say(source, 'another', open);
      const exported = await linesOf(source, theirs);
      const answer = await importLines(service, exported);
      expect(answer).toMatchObject({ conversationsAdded: 0, linesRefused: exported.length - 1 });
      expect(answer.errors[0]?.reason).toContain(conversationId);
      await ask(service.conversations, 'closeConversation', { conversationId });
      expect(await importLines(service, exported)).toMatchObject({ conversationsAdded: 1, linesRefused: 0 });
    });

    it('takes a conversation that was reopened before the line that closes the other one', async () => {
      const open = { userId: 'swap', channel: 'mail' };
      const a = await say(source, 'first', { ...open });
      await ask(source.conversations, 'closeConversation', { conversationId: a.conversationId });
      const b = await say(source, 'second', open);
      await importLines(service, [
        ...(await linesOf(source, a.conversationId)),
        ...(await linesOf(source, b.conversationId)),
      ]);
      await ask(source.conversations, 'closeConversation', { conversationId: b.conversationId });
      await say(source, 'back', { userId: 'swap', conversationId: a.conversationId, channel: 'mail' });
      const lines = [...(await linesOf(source, a.conversationId)), ...(await linesOf(source, b.conversationId))];
      expect(await importLines(service, lines)).toMatchObject({ errors: [], linesRefused: 0 });
      expect(await linesOf(service, a.conversationId)).toEqual(await linesOf(source, a.conversationId));
      expect(await linesOf(service, b.conversationId)).toEqual(await linesOf(source, b.conversationId));
    });

    it('brings stage, metadata, qualification and status of history from elsewhere', async () => {
      const [, ...entries] = elsewhere('known-1', 'one', 'two');
      const conversation = {
        id: 'known-1',
        userId: 'known',
        status: 'CONVERSATION_STATUS_CLOSED',
        stage: 'STAGE_WON',
        metadata: { plan: 'gold' },
      };
      await importLines(service, [{ conversation }, ...entries]);
      const got = await ask(service.conversations, 'getConversation', { conversationId: 'known-1' });
      expect(got.conversation).toMatchObject(conversation);
      const { intact } = await ask(service.data, 'verifyConversation', { conversationId: 'known-1' });
      expect(intact).toBe(true);
    });

    it('takes every time that can be said, to the millisecond, and says it again', async () => {
      const own = tenant('times');
      const times = [
        ['0001-01-01T00:00:00.5Z', '0001-01-01T00:00:00.500Z'],
        ['1960-06-15T12:00:00.250999Z', '1960-06-15T12:00:00.250Z'],
        ['1969-12-31T23:59:59.9999999Z', '1969-12-31T23:59:59.999Z'],
        ['9999-12-31T23:59:59.9999999Z', '9999-12-31T23:59:59.999Z'],
      ] as const;
      for (const [i, [at]] of times.entries()) {
        const message = { role: 'ROLE_USER', text: 'Hello' };
        const entry = { conversation_id: `times-${i}`, entry: { seq: 1, at, message } };
        const lines = [
          { conversation: { id: `times-${i}`, user_id: 'ada', status: 'CONVERSATION_STATUS_CLOSED' } },
          entry,
        ];
        expect(await importLines(service, lines, own)).toMatchObject({ entriesAdded: 1, errors: [] });
      }
      const { text } = await exportAll(service, {}, own);
      const entries = valuesOf(text).flatMap(({ entry }) => (entry ? [entry as { at: string }] : []));
      expect(entries.map(({ at }) => at)).toEqual(times.map(([, kept]) => kept));
      const metrics = ['METRIC_MESSAGES'] as const;
      for (const period of ['PERIOD_DAY', 'PERIOD_WEEK', 'PERIOD_MONTH'] as const) {
        for (const timeZone of ['UTC', 'Asia/Kathmandu', 'America/New_York']) {
          const year1 = { from: new Date(times[0][1]), to: new Date('0001-01-02T00:00:00Z') };
          const query = { metrics: [...metrics], period, timeZone, ...year1 };
          const { series } = await ask(service.insight, 'queryMetrics', query, own);
          expect(series[0]!.points.map(({ start, count }) => [start!.toISOString(), count])).toEqual([
            ['0001-01-01T00:00:00.000Z', 1],
          ]);
        }
      }
      // What has not been yet is not counted, whatever else there is.
      const { series } = await ask(service.insight, 'queryMetrics', { metrics: [...metrics] }, own);
      expect(series[0]!.points.map(({ count }) => count)).toEqual([3]);
      const ahead = tenant('ahead');
      const later = { seq: 1, at: '2090-01-01T00:00:00Z', message: { role: 'ROLE_USER', text: 'Hello' } };
      await importLines(service, [...elsewhere('ahead').slice(0, 1), { conversationId: 'ahead', entry: later }], ahead);
      const none = await ask(service.insight, 'queryMetrics', { metrics: [...metrics] }, ahead);
      expect(none.series.flatMap(({ points }) => points)).toEqual([]);
    });

    it('belongs to the tenant who sends it', async () => {
      const lines = elsewhere('tenants-1', 'one');
      await importLines(service, lines, tenant('acme'));
      expect(
        await refused(ask(service.conversations, 'getConversation', { conversationId: 'tenants-1' })),
      ).toMatchObject({
        reason: 'CONVERSATION_NOT_FOUND',
      });
      expect(await importLines(service, lines, tenant('other'))).toMatchObject({ entriesAdded: 1, errors: [] });
    });

    it('answers nothing', async () => {
      await importLines(service, elsewhere('silent-1', '@script steps=1'));
      const { conversation } = await ask(service.conversations, 'getConversation', { conversationId: 'silent-1' });
      expect(conversation).toMatchObject({ lastSeq: 1, activeTurnId: '' });
    });

    it('takes entries of several conversations in turns', async () => {
      const [headA, ...a] = elsewhere('mixed-a', 'one', 'two', 'three');
      const [headB, ...b] = elsewhere('mixed-b', 'one', 'two', 'three');
      const lines = [headA, headB, ...a.flatMap((line, i) => [line, b[i]])];
      expect(await importLines(service, lines)).toMatchObject({ conversationsAdded: 2, entriesAdded: 6, errors: [] });
    });

    it('of a call that is broken off, keeps what was taken', async () => {
      const lines = Array.from({ length: 40 }, (_, i) => elsewhere(`broken-${i}`, 'one', 'two')).flat();
      const stream = service.data.importConversations(() => undefined);
      stream.on('error', () => undefined);
      stream.write({ jsonl: Buffer.from(linesText(lines.slice(0, 60))) });
      const there = async () =>
        ask(service.conversations, 'getConversation', { conversationId: 'broken-15' }).catch(() => undefined);
      while (!(await there())) await new Promise(setImmediate);
      stream.cancel();
      const answer = await importLines(service, lines);
      expect(answer.errors).toEqual([]);
      expect(answer.entriesAdded + answer.entriesSkipped).toBe(80);
      expect(answer.entriesSkipped).toBeGreaterThanOrEqual(32);
    });
  });
}

it('what is remembered of a user finds the messages that it was learned from in what is imported', async () => {
  const [there, here] = [temporaryFolder(), temporaryFolder()];
  const env = { COLLOQUY_MEMORY: 'mem0' };
  const source = await startTestService({ env, dataDir: there });
  const { conversationId } = await say(source, 'we are a bakery with 14 people', { userId: 'ada' });
  const learned = await until('it is learned', async () => {
    const { memories } = await ask(source.memory, 'listMemories', { userId: 'ada' });
    return memories.length > 0 ? memories : undefined;
  });
  const { text } = await exportAll(source);
  // The conversations are lost, the memories are not.
  for (const name of await readdir(there)) {
    if (name.startsWith('memories.db')) await copyFile(join(there, name), join(here, name));
  }
  await source.dispose();
  const target = await startTestService({ env, dataDir: here });
  try {
    expect(await importPieces(target, [Buffer.from(text)])).toMatchObject({ conversationsAdded: 1, errors: [] });
    const { memories } = await ask(target.memory, 'listMemories', { userId: 'ada' });
    expect(memories).toEqual(learned);
    const [memory] = memories;
    expect(memory?.conversationId).toBe(conversationId);
    const { messages } = await ask(target.conversations, 'listMessages', { conversationId });
    expect(messages.find(({ seq }) => seq === memory?.sourceSeq)?.text).toBe('we are a bakery with 14 people');
    const verified = await ask(target.data, 'verifyConversation', { conversationId });
    expect(verified).toMatchObject({ intact: true, differences: [] });
  } finally {
    await target.dispose();
  }
});
