import { expect, it } from 'vitest';
import type { MemoryOwner } from '../../src/domain/memory.js';
import type { Memory } from '../../src/domain/ports.js';
import { freshId } from '../support/build.js';
import { allOf, calm, fact, faultOf, someone, source, texts, textsOf } from '../support/memories.js';

/** No call sees or changes memories of another owner, whatever its texts and ids. */
export function apart(memory: () => Memory): void {
  it('with any ids that are allowed have memories of their own', async () => {
    const tenantId = freshId('t');
    const odd = ['.', '..', ':', '@', '-', '_', 'a.b', 'a:b', 'a@b', 'A', 'a', 'AZaz09._:@-'.padEnd(128, 'x')];
    const owners: MemoryOwner[] = [
      ...odd.map((userId) => ({ tenantId, userId })),
      { tenantId: `${tenantId}-a`, userId: 'b' },
      { tenantId: `${tenantId}_a`, userId: 'b' },
      { tenantId: '0'.padEnd(63, '-_z'), userId: freshId('user') },
    ];
    for (const [i, owner] of owners.entries()) await memory().add(owner, fact(`The secret is number${i}`), calm);
    for (const [i, owner] of owners.entries()) {
      const own = [`The secret is number${i}`];
      expect(await textsOf(memory(), owner)).toEqual(own);
      expect(texts(await memory().search(owner, 'secret number', 100, calm))).toEqual(own);
    }
  });

  it('cannot remove what is another’s, of the same tenant or another, by its id', async () => {
    const owner = someone();
    const { id } = await memory().add(owner, fact('mine'), calm);
    for (const other of [
      { ...owner, userId: freshId('user') },
      { ...owner, tenantId: freshId('tenant') },
    ]) {
      await memory().add(other, fact('mine'), calm);
      expect(await faultOf(memory().remove(other, id, calm))).toBe('memory-not-found');
      expect(await textsOf(memory(), other)).toEqual(['mine']);
    }
    expect((await allOf(memory(), owner)).map((one) => one.id)).toEqual([id]);
  });

  it('may have the same texts and sources, each once', async () => {
    const [one, other] = [someone(), someone()];
    const said = { ...fact('We are a bakery in Berlin.'), source: source() };
    for (const owner of [one, other]) {
      await memory().learn(owner, said, calm);
      await memory().add(owner, said, calm);
    }
    const [mine, theirs] = [await allOf(memory(), one), await allOf(memory(), other)];
    expect([texts(mine), texts(theirs)]).toEqual([[said.text], [said.text]]);
    expect(mine[0]?.id).not.toBe(theirs[0]?.id);
  });

  it('cannot go on in another’s list from where their own is', async () => {
    const [one, other] = [someone(), someone()];
    await memory().add(other, fact('theirs', { createdAt: 1 }), calm);
    const mine = await memory().add(one, fact('mine', { createdAt: 2 }), calm);
    expect(await memory().list(one, mine, 10, calm)).toEqual([]);
  });
}
