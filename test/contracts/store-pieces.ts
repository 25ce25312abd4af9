import { expect, it } from 'vitest';
import type { ConversationStore, Followed } from '../../src/domain/ports.js';
import type { Piece, Turn } from '../../src/domain/turn.js';
import { endedTurn, freshId, pieceOf } from '../support/build.js';
import { until } from '../support/until.js';
import { takenOver, tenantOf } from './tenant.js';

const minute = 60_000;

/** What running turns have shown, and how others follow it. */
export function pieces(store: () => ConversationStore): void {
  async function saved(turn: Turn, ...numbers: number[]): Promise<Piece[]> {
    const made = numbers.map((number) => pieceOf(number));
    for (const piece of made) await store().savePiece(turn, piece);
    return made;
  }
  const all = (turn: Turn) => store().pieces(turn, 0, 1000);
  const running = (tenant = tenantOf(store())) => tenant.running(minute);

  it('a piece reads back as it was saved, whatever is in it', async () => {
    const turn = await running();
    const piece = pieceOf(1, {
      text: 'é "quoted" \u0000 $where \u{1f600} 100%',
      marks: [
        { at: 1, chars: 0, event: { kind: 'memoryRecalled', memories: ['likes tea'], skipped: '', elapsedMs: 3 } },
        {
          at: 2,
          chars: 4,
          event: {
            kind: 'toolUse',
            use: { id: 'a', name: 'prices', arguments: { $gt: { 'a.b': 1 } }, result: '', failed: false },
          },
        },
        { at: 3, chars: 9, event: { kind: 'change', change: { kind: 'metadataChanged', metadata: { $set: 1 } } } },
      ],
    });
    await store().savePiece(turn, piece);
    expect(await all(turn)).toEqual([piece]);
  });

  it('pieces come in their order, after a number, no more than asked for', async () => {
    const turn = await running();
    const made = await saved(turn, 3, 1, 10, 2, 9);
    const order = made.toSorted((a, b) => a.number - b.number);
    expect(await all(turn)).toEqual(order);
    expect((await store().pieces(turn, 2, 2)).map(({ number }) => number)).toEqual([3, 9]);
    expect(await store().pieces(turn, 10, 5)).toEqual([]);
    expect(await store().pieces(turn, 0, 0)).toEqual([]);
  });

  it('a piece that is saved again, also at once, is there once, as it was first', async () => {
    const turn = await running();
    const [first] = await saved(turn, 1);
    await Promise.all([1, 2, 3].map(() => store().savePiece(turn, pieceOf(1, { text: 'other' }))));
    expect(await all(turn)).toEqual([first]);
  });

  it('each attempt has pieces of its own', async () => {
    const tenant = tenantOf(store());
    const turn = await tenant.running(0);
    await saved(turn, 1, 2);
    const [again] = await takenOver(store(), freshId('worker'), [turn]);
    expect(await all(again!)).toEqual([]);
    await store().savePiece(again!, pieceOf(1, { text: 'anew' }));
    expect((await all(again!)).map(({ text }) => text)).toEqual(['anew']);
    expect((await all(turn)).length).toBe(2);
  });

  it('dropped pieces are gone, those of every attempt and of no other turn', async () => {
    const tenant = tenantOf(store());
    const [turn, other] = [await tenant.running(0), await running(tenant)];
    await saved(turn, 1, 2);
    await saved(other, 1);
    const [again] = await takenOver(store(), freshId('worker'), [turn]);
    await saved(again!, 1);
    await store().dropPieces(again!);
    await store().dropPieces(again!);
    expect([await all(turn), await all(again!)]).toEqual([[], []]);
    expect((await all(other)).length).toBe(1);
  });

  it('tenants are apart, also where every id is the same', async () => {
    const turn = await running();
    const foreign = { ...turn, tenantId: freshId('tenant') };
    await saved(turn, 1);
    expect(await all(foreign)).toEqual([]);
    expect(await store().follow([{ turn: foreign, after: 0 }])).toEqual([{ turn: undefined, pieces: [] }]);
    await store().dropPieces(foreign);
    expect((await all(turn)).length).toBe(1);
  });

  it('who follows gets each turn as it is now and its new pieces, in the order of the asking', async () => {
    const tenant = tenantOf(store());
    const [quiet, shown, known, over] = [
      await running(),
      await running(),
      await running(tenant),
      await running(tenant),
    ];
    const made = await saved(shown, 1, 2, 3);
    const rest = await saved(known, 1, 2, 3, 4);
    await saved(over, 1);
    const ended = endedTurn(over);
    const from = { status: 'RUNNING', attempt: 1 } as const;
    await tenant.turned(await tenant.stored(over.conversationId), { turn: ended, from });
    const unknown = { ...shown, id: 'none' };
    const asked: Followed[] = [
      { turn: over, after: 0 },
      { turn: known, after: 2 },
      { turn: unknown, after: 0 },
      { turn: quiet, after: 0 },
      { turn: shown, after: 0 },
      { turn: known, after: 4 },
    ];
    expect(await store().follow(asked)).toEqual([
      { turn: ended, pieces: [] },
      { turn: known, pieces: rest.slice(2) },
      { turn: undefined, pieces: [] },
      { turn: quiet, pieces: [] },
      { turn: shown, pieces: made },
      { turn: known, pieces: [] },
    ]);
    expect(await store().follow([])).toEqual([]);
  });

  it('who follows an attempt that was taken over gets the turn and no pieces, of neither', async () => {
    const turn = await tenantOf(store()).running(0);
    await saved(turn, 1);
    const [again] = await takenOver(store(), freshId('worker'), [turn]);
    await saved(again!, 1, 2);
    expect(await store().follow([{ turn, after: 0 }])).toEqual([{ turn: again, pieces: [] }]);
    const [now] = await store().follow([{ turn: again!, after: 1 }]);
    expect(now).toEqual({ turn: again, pieces: [pieceOf(2)] });
  });

  it('however many pieces there are, who looks again and again gets all of them in order', async () => {
    const turn = await running();
    const numbers = Array.from({ length: 2_500 }, (_, i) => i + 1);
    for (let i = 0; i < numbers.length; i += 100) {
      await Promise.all(numbers.slice(i, i + 100).map((number) => store().savePiece(turn, pieceOf(number))));
    }
    const seen: number[] = [];
    for (let looks = 0; seen.length < numbers.length && looks < 10; looks++) {
      const [now] = await store().follow([{ turn, after: seen.length }]);
      seen.push(...now!.pieces.map(({ number }) => number));
    }
    expect(seen).toEqual(numbers);
  });

  it('a turn is attended while any worker says that it has readers of it, and no longer', async () => {
    const turn = await running();
    const [one, two] = [freshId('worker'), freshId('worker')];
    const attended = () => store().attended(turn);
    expect(await attended()).toBe(false);
    await Promise.all([one, one, two].map((worker) => store().attend(turn, worker, minute)));
    expect(await attended()).toBe(true);
    const { tenantId, conversationId } = turn;
    expect(await store().attended({ tenantId, conversationId })).toBe(true);
    expect(await store().attended({ tenantId, conversationId, id: 'another' })).toBe(false);
    expect(await store().attended(await running())).toBe(false);
    expect(await store().attended({ ...turn, tenantId: freshId('tenant') })).toBe(false);
    await store().attend(turn, one, 0);
    await store().attend(turn, one, 0);
    expect(await attended()).toBe(true);
    await store().attend(turn, two, 0);
    expect(await attended()).toBe(false);
  });

  it('a worker that is silent attends a turn for as long as it said', async () => {
    const turn = await running();
    const worker = freshId('worker');
    await store().attend(turn, worker, minute);
    await store().attend(turn, worker, 1);
    await until('it is over', async () => !(await store().attended(turn)));
    await store().attend(turn, worker, minute);
    expect(await store().attended(turn)).toBe(true);
  });
}
