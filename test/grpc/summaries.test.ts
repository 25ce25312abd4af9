import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, refused, say, startTestService, type TestService, tenant } from '../support/service.js';
import { storesUnderTest } from '../support/stores.js';
import { until } from '../support/until.js';

describe.each(storesUnderTest())('summaries on $name', ({ env }) => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({ env: { ...env(), COLLOQUY_WINDOW_TOKENS: '400' } });
  });
  afterAll(() => service.dispose());

  const conversation = async (conversationId: string) =>
    (await ask(service.conversations, 'getConversation', { conversationId })).conversation!;
  const entries = async (conversationId: string) =>
    (await ask(service.conversations, 'listEntries', { conversationId, pageSize: 500 })).entries;
  const summarized = async (conversationId: string) =>
    (await entries(conversationId)).flatMap(({ seq, changes }) =>
      changes.flatMap(({ change }) => (change?.$case === 'summarized' ? [{ seq, ...change.value.summary }] : [])),
    );
  /** Once it is there. */
  const covering = (conversationId: string, seq: number) =>
    until('a summary', async () => {
      const { summary } = await conversation(conversationId);
      return summary && summary.throughSeq >= seq ? summary : undefined;
    });

  it('Summarize tells what was said since the newest, records it, and does nothing twice', async () => {
    const { conversationId } = await say(service, 'What does it cost?', { userId: 'ada' });
    const { summary } = await ask(service.conversations, 'summarize', { conversationId });
    expect(summary).toMatchObject({ throughSeq: 2, createdAt: expect.any(Date) });
    expect(summary?.text).toContain('Asked: "What does it cost?" [1] → "ok" [2]');
    expect(await summarized(conversationId)).toEqual([{ seq: 3, ...summary }]);
    expect((await ask(service.conversations, 'summarize', { conversationId })).summary).toEqual(summary);
    expect(await conversation(conversationId)).toMatchObject({ lastSeq: 3, version: 3, summary });
    await say(service, 'I will ask my boss.', { userId: 'ada' });
    const { summary: next } = await ask(service.conversations, 'summarize', { conversationId });
    expect(next?.throughSeq).toBe(5);
    expect(next?.text).toMatch(/What does it cost\?[\s\S]*Promised: "I will ask my boss\." \[4\] \(user\)/);
    const { differences } = await ask(service.data, 'verifyConversation', { conversationId });
    expect(differences).toEqual([]);
  });

  it('Summarize is empty where nothing was said, and knows no conversation of another tenant', async () => {
    const { conversation: empty } = await ask(service.conversations, 'createConversation', { userId: 'bob' });
    const conversationId = empty!.id;
    expect((await ask(service.conversations, 'summarize', { conversationId })).summary).toBeUndefined();
    expect((await conversation(conversationId)).lastSeq).toBe(1);
    const nobody = ask(service.conversations, 'summarize', { conversationId: 'nobody' });
    const notFound = { code: status.NOT_FOUND, reason: 'CONVERSATION_NOT_FOUND' };
    expect(await refused(nobody)).toMatchObject(notFound);
    const theirs = ask(service.conversations, 'summarize', { conversationId }, tenant('other'));
    expect(await refused(theirs)).toMatchObject(notFound);
    expect(await refused(ask(service.conversations, 'summarize', {}))).toMatchObject({ code: status.INVALID_ARGUMENT });
  });

  it('a close answers at once, and the summary follows it', async () => {
    const { conversationId } = await say(service, 'Is there an app?', { userId: 'cy' });
    const { conversation: closed } = await ask(service.conversations, 'closeConversation', { conversationId });
    expect(closed).toMatchObject({ status: 'CONVERSATION_STATUS_CLOSED', lastSeq: 3 });
    const summary = await covering(conversationId, 2);
    expect(summary.text).toContain('Asked: "Is there an app?" [1] → "ok" [2]');
    expect(await summarized(conversationId)).toEqual([{ seq: 4, ...summary }]);
    expect((await conversation(conversationId)).status).toBe('CONVERSATION_STATUS_CLOSED');
  });

  it('a message that begins anew leaves a summary of what it closed', async () => {
    const { conversationId } = await say(service, 'Is there an app?', { userId: 'dee' });
    await say(service, 'Something else', { userId: 'dee', startNew: true });
    expect((await covering(conversationId, 2)).text).toContain('Is there an app?');
  });

  it('a long conversation that no agent answers is summarized, too', async () => {
    const filler = 'about the lamps that we have on our desks in the three shops';
    const added = await say(service, `Statement 0 ${filler}`, { userId: 'eve' });
    const own = { conversationId: added.conversationId };
    for (let i = 1; i < 40; i++)
      await ask(service.conversations, 'addMessage', { ...own, role: 'ROLE_USER', text: `Statement ${i} ${filler}` });
    expect((await covering(own.conversationId, 20)).text).toContain('Statement 0');
    const { conversationId } = await say(service, `Statement 0 ${filler}`, { userId: 'fay' });
    await ask(service.conversations, 'takeOver', { conversationId, humanId: 'bob' });
    for (let i = 1; i < 40; i++) await say(service, `Statement ${i} ${filler}`, { userId: 'fay' });
    expect((await covering(conversationId, 20)).text).toContain('Statement 0');
    const { differences } = await ask(service.data, 'verifyConversation', { conversationId });
    expect(differences).toEqual([]);
  });

  it('what the model reads does not grow with the conversation, and nothing is missing in it', async () => {
    const filler = 'about the lamps that we have on our desks in the three shops';
    const sizes: number[] = [];
    for (const length of [16, 40]) {
      const userId = `user-${length}`;
      let conversationId = '';
      for (let i = 0; i < length; i++) {
        conversationId = (await say(service, `Statement ${i} ${filler}`, { userId })).conversationId;
      }
      // A turn of the last ones has made it due; from then on nothing is said until it is there.
      await until('a summary near the end', async () => {
        const { summary } = await conversation(conversationId);
        return (summary?.throughSeq ?? 0) > 2 * length - 30;
      });
      const { reply } = await say(service, '@script context=1', { userId });
      const read = JSON.parse(reply?.text ?? '{}') as { system: string; messages: { text: string }[] };
      const texts = new Set(read.messages.map(({ text }) => text));
      // Another may have come before that turn.
      const all = await summarized(conversationId);
      const summary = all.findLast(({ text }) => read.system.includes(JSON.stringify(text)));
      const { messages } = await ask(service.conversations, 'listMessages', { conversationId, pageSize: 500 });
      const uncovered = messages.filter(({ seq, role }) => role === 'ROLE_USER' && seq > (summary?.throughSeq ?? 0));
      expect(uncovered.length).toBeGreaterThan(3);
      expect(uncovered.filter(({ text }) => !texts.has(text))).toEqual([]);
      expect(summary?.throughSeq).toBeGreaterThan(2 * length - 30);
      expect(summary?.text).toContain('Said: "Statement 0');
      sizes.push(read.system.length + read.messages.reduce((sum, { text }) => sum + text.length, 0));
    }
    expect(sizes[1]).toBeLessThan(sizes[0]! + 3000);
  });
});
