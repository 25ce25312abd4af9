import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Archive, type ArchiveReference, PutUnsettled } from '../../src/domain/archive.js';
import type { Conversation } from '../../src/domain/conversation.js';
import { updateMetadata } from '../../src/domain/edits.js';
import type { Entry } from '../../src/domain/entry.js';
import { arriving, freshId, opening, system } from '../support/build.js';
import { gathered } from '../support/gathered.js';

export interface ArchiveUnderTest {
  readonly archive: Archive;
  /** Does to the bytes of an object whatever damages them. */
  damage(key: string, how: (bytes: Buffer) => Buffer | undefined): Promise<void>;
  /** All bytes that there are, of whatever tenant, as text. */
  everything(): Promise<string>;
  dispose(): Promise<void>;
}

interface Log {
  readonly head: Conversation;
  readonly entries: readonly Entry[];
}

const { signal } = new AbortController();
const damaged = { fault: { kind: 'archive-damaged' } };

/** A log of so many entries, of a tenant of its own. */
function logOf(length: number, text: (seq: number) => string = (seq) => `message ${seq}`, over = {}): Log {
  const first = opening({ tenantId: freshId('tenant').toLowerCase(), ...over });
  const entries = [...first.entries];
  let head = first.conversation;
  for (let seq = 2; seq <= length; seq++) {
    const next = seq % 5 === 0 ? updateMetadata(head, { seq }, system()) : arriving(head, { text: text(seq) });
    entries.push(...next.entries);
    head = next.conversation;
  }
  return { head, entries };
}

async function* given(entries: readonly Entry[]): AsyncGenerator<Entry> {
  yield* entries;
}

/** What every adapter of `Archive` promises. */
export function archiveContract(name: string, make: () => Promise<ArchiveUnderTest>): void {
  describe(`${name} keeps the promises of an archive`, () => {
    let made: ArchiveUnderTest;
    beforeAll(async () => {
      made = await make();
    });
    afterAll(() => made.dispose());

    const keyOf = ({ head }: Log) => `${head.tenantId}/${head.id}/${head.lastSeq}-${freshId('try')}`;
    async function put(log: Log, key = keyOf(log)): Promise<ArchiveReference> {
      return { key, at: 1, ...(await made.archive.put(log.head, key, given(log.entries), signal)) };
    }
    const get = ({ head }: Log, reference: ArchiveReference) => gathered(made.archive.get(head, reference, signal));

    it('a log comes back as it was, entry by entry, whatever is in it', async () => {
      const text = fc.string({ unit: 'binary', maxLength: 200 }).filter((value) => value.isWellFormed());
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 30 }), fc.array(text, { minLength: 1 }), async (length, texts) => {
          const log = logOf(length, (seq) => texts[seq % texts.length] ?? '');
          const reference = await put(log);
          expect(reference.entries).toBe(length);
          expect(await get(log, reference)).toEqual(log.entries);
        }),
        { numRuns: 15 },
      );
    });

    it('the same log has the same hash each time, and another log another', async () => {
      const log = logOf(7);
      const [first, second] = [await put(log), await put(log)];
      expect(second).toMatchObject({ sha256: first.sha256, bytes: first.bytes });
      expect((await put(logOf(7))).sha256).not.toBe(first.sha256);
      expect(await get(log, first)).toEqual(await get(log, second));
    });

    it('a large log goes in and out piece by piece', async () => {
      // Nothing that compresses: some 10 MB also as an object.
      const log = logOf(400, () => randomBytes(30_000).toString('base64'));
      const reference = await put(log);
      expect(reference.bytes).toBeGreaterThan(9_000_000);
      let seq = 0;
      for await (const entry of made.archive.get(log.head, reference, signal)) {
        expect(entry.seq).toBe(++seq);
        expect(entry.message?.text).toBe(log.entries[seq - 1]?.message?.text);
      }
      expect(seq).toBe(400);
    });

    it('keys are those of one conversation, and gone when removed', async () => {
      const [log, neighbour] = [logOf(3, undefined, { id: freshId('Ab') }), logOf(3)];
      const same = { ...log, head: { ...log.head, id: `${log.head.id}-2` } };
      expect(await made.archive.keys(log.head, signal)).toEqual([]);
      const references = [];
      for (let i = 0; i < 5; i++) references.push(await put(log));
      await put(neighbour);
      await put(same);
      const keys = references.map(({ key }) => key);
      expect((await made.archive.keys(log.head, signal)).sort()).toEqual(keys.sort());
      for (let i = 0; i < 2; i++) await made.archive.remove(keys[0]!, signal);
      expect((await made.archive.keys(log.head, signal)).sort()).toEqual(keys.slice(1));
      expect(await made.archive.clear(log.head, signal)).toBe(4);
      expect(await made.archive.keys(log.head, signal)).toEqual([]);
      expect(await made.archive.clear(log.head, signal)).toBe(0);
      expect((await made.archive.keys(neighbour.head, signal)).length).toBe(1);
      expect((await made.archive.keys(same.head, signal)).length).toBe(1);
      await expect(get(log, references[1]!)).rejects.toMatchObject(damaged);
    });

    it('a log whose source fails half-way, or that is called off, is not there', async () => {
      const log = logOf(200, () => randomBytes(60_000).toString('base64'));
      const bug = new TypeError('the source failed');
      async function* failing() {
        yield* log.entries.slice(0, 190);
        throw bug;
      }
      await expect(made.archive.put(log.head, keyOf(log), failing(), signal)).rejects.toBe(bug);
      const off = new AbortController();
      const reason = new Error('called off');
      async function* slow() {
        yield* log.entries.slice(0, 190);
        off.abort(reason);
        yield* log.entries.slice(190);
      }
      const failure = await made.archive.put(log.head, keyOf(log), slow(), off.signal).catch((error: unknown) => error);
      // Some do not wait for what was sent last.
      expect(failure instanceof PutUnsettled ? failure.cause : failure).toBe(reason);
      expect(await made.archive.keys(log.head, signal)).toEqual([]);
      await expect(gathered(made.archive.get(log.head, await put(log), off.signal))).rejects.toBe(reason);
    });

    it('what is cleared leaves nothing of the texts', async () => {
      const word = freshId('word');
      const log = logOf(3, () => word, { id: word });
      await put(log);
      expect(await made.everything()).toContain(word);
      await made.archive.clear(log.head, signal);
      expect(await made.everything()).not.toContain(word);
    });

    const harms: [string, (bytes: Buffer) => Buffer | undefined][] = [
      ['is missing', () => undefined],
      ['is empty', () => Buffer.alloc(0)],
      ['is cut short', (bytes) => bytes.subarray(0, bytes.length - 20)],
      ['has a bit turned', (bytes) => Buffer.from(bytes.map((byte, i) => (i === 40 ? byte ^ 4 : byte)))],
      ['is something else', () => Buffer.from('hello')],
    ];
    for (const [what, how] of harms) {
      it(`an object that ${what} is damaged`, async () => {
        const log = logOf(20, () => randomBytes(100).toString('base64'));
        const reference = await put(log);
        await made.damage(reference.key, how);
        await expect(get(log, reference)).rejects.toMatchObject({
          fault: { kind: 'archive-damaged', conversationId: log.head.id },
        });
      });
    }

    it('a whole object of another log, or of another conversation, is damaged as well', async () => {
      const [log, other] = [logOf(5), logOf(5)];
      const [reference, another] = [await put(log), await put(other)];
      await expect(get(log, { ...reference, sha256: another.sha256 })).rejects.toMatchObject(damaged);
      await expect(get(log, { ...reference, entries: 4 })).rejects.toMatchObject(damaged);
      await expect(get(log, { ...reference, entries: 6 })).rejects.toMatchObject(damaged);
      await expect(get(log, another)).rejects.toMatchObject(damaged);
    });

    it('says that it can be used', () => made.archive.check(signal));
  });
}
