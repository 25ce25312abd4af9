import { expect, it } from 'vitest';
import type { ConversationStore } from '../../src/domain/ports.js';
import {
  arriving,
  closing,
  commitOf,
  freshId,
  keptRequest,
  opening,
  openingWith,
  queuedTurn,
  userMessage,
  written,
} from '../support/build.js';
import { tenantOf } from './tenant.js';

const times = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));

/** Writers that race. */
export function concurrency(store: () => ConversationStore): void {
  it('of 50 that open a conversation for one user and channel at once, one does', async () => {
    const tenant = tenantOf(store());
    const userId = freshId('user');
    const openings = times(50, () => opening({ tenantId: tenant.id, userId }));
    const answers = await Promise.all(openings.map((one) => store().commit(commitOf(tenant.id, [written(one)]))));
    expect(answers.filter((answer) => answer === undefined).length).toBe(1);
    expect(answers.filter((answer) => answer === 'open-taken').length).toBe(49);
    const won = openings[answers.indexOf(undefined)]!.conversation;
    expect(await store().openConversation(tenant.id, userId, 'web')).toEqual({ ...won, revision: 1 });
    const all = await store().conversations(tenant.id, { filter: { userId }, order: 'newest', limit: 100 });
    expect(all.map(({ id }) => id)).toEqual([won.id]);
  });

  it('of 20 that use one request id at once, one does, and nothing of the others is there', async () => {
    const tenant = tenantOf(store());
    const requestId = freshId('request');
    const tries = times(20, (i) => {
      const decision = openingWith(userMessage(), { tenantId: tenant.id });
      const { conversation } = decision;
      const turn = queuedTurn(conversation);
      const request = keptRequest(conversation.id, { requestId, hash: `${i}`, resultId: turn.id });
      return {
        turn,
        request,
        commit: commitOf(tenant.id, [written(decision)], { turns: [{ turn, from: 'new' }], request }),
      };
    });
    const answers = await Promise.all(tries.map(({ commit }) => store().commit(commit)));
    expect(answers.filter((answer) => answer === undefined).length).toBe(1);
    expect(answers.filter((answer) => answer === 'request-taken').length).toBe(19);
    const won = tries[answers.indexOf(undefined)]!;
    expect(await store().request(tenant.id, requestId)).toEqual(won.request);
    const all = await store().conversations(tenant.id, { filter: {}, order: 'newest', limit: 100 });
    expect(all.map(({ id }) => id)).toEqual([won.turn.conversationId]);
    const turns = await Promise.all(tries.map(({ turn }) => store().turn(tenant.id, turn.id)));
    expect(turns.filter((turn) => turn !== undefined)).toEqual([won.turn]);
  });

  it('of 20 that decided on one head at once, one commits', async () => {
    const tenant = tenantOf(store());
    const head = await tenant.opened();
    const answers = await Promise.all(
      times(20, () => store().commit(commitOf(tenant.id, [written(arriving(head), head)]))),
    );
    expect(answers.filter((answer) => answer === undefined).length).toBe(1);
    expect(answers.filter((answer) => answer === 'stale').length).toBe(19);
    expect(await tenant.stored(head.id)).toMatchObject({ revision: 2, lastSeq: 2 });
  });

  it('50 writers that decide again when they come late fill the log without gap, loss or repeat', async () => {
    const tenant = tenantOf(store());
    const { id } = await tenant.opened();
    const texts = times(50, (i) => `message ${i}`);
    const append = async (text: string): Promise<number> => {
      for (;;) {
        const head = await tenant.stored(id);
        const decision = arriving(head, { text });
        const refusal = await store().commit(commitOf(tenant.id, [written(decision, head)]));
        if (refusal === undefined) return decision.conversation.lastSeq;
        expect(refusal).toBe('stale');
      }
    };
    const seqs = await Promise.all(texts.map(append));
    expect(seqs.toSorted((a, b) => a - b)).toEqual(times(50, (i) => i + 2));
    const log = await tenant.log(id);
    expect(log.map(({ seq }) => seq)).toEqual(times(51, (i) => i + 1));
    for (const [i, seq] of seqs.entries()) expect(log[seq - 1]?.message?.text).toBe(texts[i]);
    expect(await tenant.stored(id)).toMatchObject({ lastSeq: 51, messageCount: 50, revision: 51 });
  });

  it('20 that close the open conversation and open another leave one open, the others closed', async () => {
    const tenant = tenantOf(store());
    const { userId } = await tenant.opened();
    const startNew = async () => {
      for (;;) {
        const open = await store().openConversation(tenant.id, userId, 'web');
        if (!open) throw new Error('no conversation is open between commits');
        const fresh = opening({ tenantId: tenant.id, userId });
        const refusal = await store().commit(commitOf(tenant.id, [written(closing(open), open), written(fresh)]));
        if (refusal === undefined) return;
      }
    };
    await Promise.all(times(20, startNew));
    const all = await store().conversations(tenant.id, { filter: { userId }, order: 'newest', limit: 100 });
    expect(all.length).toBe(21);
    expect(all.filter(({ status }) => status === 'ACTIVE').length).toBe(1);
  });

  it('commits to different conversations do not disturb each other, whatever is refused beside them', async () => {
    const tenant = tenantOf(store());
    const stale = await tenant.opened();
    await tenant.said(stale);
    const sound = times(30, () => openingWith(userMessage(), { tenantId: tenant.id }));
    const answers = await Promise.all(
      sound.flatMap((one) => [
        store().commit(commitOf(tenant.id, [written(one)])),
        store().commit(commitOf(tenant.id, [written(arriving(stale), stale)])),
      ]),
    );
    expect(answers).toEqual(sound.flatMap(() => [undefined, 'stale']));
    for (const { conversation } of sound) {
      expect(await tenant.stored(conversation.id)).toEqual({ ...conversation, revision: 1 });
    }
  });
}
