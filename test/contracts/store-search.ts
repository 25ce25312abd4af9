import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Conversation } from '../../src/domain/conversation.js';
import type { Role } from '../../src/domain/message.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import type { Look } from '../../src/domain/search.js';
import { readWanted } from '../../src/domain/wanted.js';
import { arriving, closing, commitOf, freshId, opening, reply, start, system, written } from '../support/build.js';
import { type Tenant, tenantOf } from './tenant.js';

/** What is found, and when. */
export function search(store: () => ConversationStore): void {
  const index = () => store().search;
  const wanted = (query: string) => readWanted(query, index().tokenize);

  async function found(tenant: Tenant, query: string, more: Partial<Look> = {}): Promise<string[]> {
    const { matches } = await index().look(tenant.id, { wanted: wanted(query), filter: {}, limit: 100, ...more });
    return matches.map(({ conversationId, seq }) => `${conversationId}#${seq}`).toSorted();
  }

  /** A conversation with these messages, and where each is. */
  async function telling(tenant: Tenant, ...texts: string[]) {
    let head = await tenant.opened();
    const places: string[] = [];
    for (const text of texts) {
      head = await tenant.said(head, { text });
      places.push(`${head.id}#${head.lastSeq}`);
    }
    return { head, places: places as [string, ...string[]] };
  }

  it('words, phrases, beginnings, and what must not be there; all in one message', async () => {
    const tenant = tenantOf(store());
    const { places } = await telling(
      tenant,
      'The price list of the enterprise plan',
      'Is the list price for an enterprise?',
      'Implementations take two weeks',
      'a plan',
    );
    const [first, second, third, fourth] = places;
    expect(await found(tenant, 'price')).toEqual([first, second]);
    expect(await found(tenant, 'price list')).toEqual([first, second]);
    expect(await found(tenant, '"price list"')).toEqual([first]);
    expect(await found(tenant, 'price plan')).toEqual([first]);
    expect(await found(tenant, 'plan -price')).toEqual([fourth]);
    expect(await found(tenant, 'price -"list price"')).toEqual([first]);
    expect(await found(tenant, 'implementa*')).toEqual([third]);
    expect(await found(tenant, 'i* weeks')).toEqual([third]);
    expect(await found(tenant, 'week -impl*')).toEqual([]);
    expect(await found(tenant, 'weeks price')).toEqual([]);
    expect(await found(tenant, 'lis')).toEqual([]);
    expect(await found(tenant, 'nothing')).toEqual([]);
  });

  it('whatever the case, the accents and the English endings; other languages at least by word', async () => {
    const tenant = tenantOf(store());
    const { places } = await telling(
      tenant,
      'PRICES for the Straße in Zürich',
      "L'entreprise a-t-elle un café ?",
      '我想知道价格多少',
      'この製品の価格はいくらですか',
      'สวัสดีครับราคาเท่าไหร่',
      'Сколько стоит ёлка?',
      'कीमत क्या है',
      'customer’s don’t',
    );
    const [german, french, chinese, japanese, thai, russian, hindi, english] = places;
    for (const [query, place] of [
      ['price', german],
      ['strasse', german],
      ['ZURICH', german],
      ['entreprise cafe', french],
      ['价格', chinese],
      ['"知道价格"', chinese],
      ['多少', chinese],
      ['価格', japanese],
      ['製品', japanese],
      ['ราคา', thai],
      ['елка', russian],
      ['कीमत', hindi],
      ['customers', english],
      ["don't", english],
      ['"customer don"*', english],
    ] as const) {
      expect(await found(tenant, query), query).toEqual([place]);
    }
    expect(await found(tenant, '价')).toEqual([chinese]);
    expect(await found(tenant, '道格')).toEqual([]);
  });

  it('a message is found when its commit has returned, and its tenant alone finds it', async () => {
    const [tenant, other] = [tenantOf(store()), tenantOf(store())];
    expect(await found(tenant, 'turnip')).toEqual([]);
    const [place] = (await telling(tenant, 'turnip')).places;
    expect(await found(tenant, 'turnip')).toEqual([place]);
    expect(await found(other, 'turnip')).toEqual([]);
    expect(await index().found(other.id, wanted('turnip'))).toEqual([0]);
    expect(await index().found(tenant.id, wanted('turnip -x'))).toEqual([1]);
    const [another] = (await telling(other, 'turnip')).places;
    expect(await found(other, 'turnip')).toEqual([another]);
    expect(await found(tenant, 'turnip')).toEqual([place]);
  });

  it('a commit that is refused leaves nothing in the index, and one that is made twice is there once', async () => {
    const tenant = tenantOf(store());
    const head = await tenant.opened();
    const commit = commitOf(tenant.id, [written(arriving(head, { text: 'parsnip' }), head)]);
    expect(await store().commit(commit)).toBeUndefined();
    expect(await store().commit(commit)).toBeUndefined();
    const late = commitOf(tenant.id, [written(arriving(head, { text: 'parsnip too' }), head)]);
    expect(await store().commit(late)).toBe('stale');
    expect(await found(tenant, 'parsnip')).toEqual([`${head.id}#2`]);
  });

  it('superseded messages are not found: not those that come so, nor those that become so', async () => {
    const tenant = tenantOf(store());
    let { head } = await telling(tenant, 'radish one', 'radish two');
    const partial = reply({ text: 'radish three', status: 'SUPERSEDED' });
    const log = await tenant.log(head.id);
    const entry = { seq: 4, at: start + 9, actor: system().actor, message: partial, changes: [] };
    const write = { conversation: { ...head, lastSeq: 4 }, statusBefore: head.status, entries: [entry] };
    const commit = commitOf(tenant.id, [{ ...write, superseded: [3] }]);
    expect(await store().commit(commit)).toBeUndefined();
    head = await tenant.stored(head.id);
    expect(await found(tenant, 'radish')).toEqual([`${head.id}#2`]);
    expect(log[2]!.message!.text).toBe('radish two');
    expect(await index().count(tenant.id, head.id)).toBe(1);
  });

  it('filters go by what conversations are now; roles and times by what messages are', async () => {
    const tenant = tenantOf(store());
    const web = await tenant.opened({ userId: 'ada' }, { metadata: { plan: 'gold' } });
    const mail = await tenant.opened({ userId: 'bob', channel: 'mail' });
    let first = await tenant.said(web, { text: 'leek', createdAt: start + 1_000 });
    const second = await tenant.said(mail, { text: 'leek', createdAt: start + 40 * 86_400_000 });
    const answer = { seq: 3, at: start + 2_000, actor: system().actor, message: reply({ text: 'leek' }), changes: [] };
    const write = { conversation: { ...first, lastSeq: 3 }, statusBefore: first.status, entries: [answer] };
    expect(await store().commit(commitOf(tenant.id, [write]))).toBeUndefined();
    first = await tenant.stored(first.id);
    const [user, agent, mailed] = [`${first.id}#2`, `${first.id}#3`, `${second.id}#2`];
    const by = (filter: Look['filter'], more: Partial<Look> = {}) => found(tenant, 'leek', { filter, ...more });
    expect(await by({})).toEqual([user, agent, mailed].toSorted());
    expect(await by({ userId: 'ada' })).toEqual([user, agent]);
    expect(await by({ userId: 'nobody' })).toEqual([]);
    expect(await by({ channels: ['mail', 'sms'] })).toEqual([mailed]);
    expect(await by({ metadata: { plan: 'gold' } })).toEqual([user, agent]);
    expect(await by({ metadata: { plan: 'tin' } })).toEqual([]);
    expect(await by({ stages: ['WON'] })).toEqual([]);
    expect(await by({ owners: ['AGENT'], isQualified: false })).toHaveLength(3);
    expect(await by({ createdFrom: first.createdAt + 1 })).toEqual([]);
    expect(await by({}, { roles: ['AGENT', 'HUMAN'] as Role[] })).toEqual([agent]);
    expect(await by({}, { from: start + 1_500 })).toEqual([agent, mailed].toSorted());
    expect(await by({}, { to: start + 2_000 })).toEqual([user]);
    expect(await by({}, { from: start + 1_000, to: start + 2_001 })).toEqual([user, agent]);
    await tenant.applied(closing(second), second);
    expect(await by({ statuses: ['CLOSED'] })).toEqual([mailed]);
    expect(await by({ statuses: ['ARCHIVED'] })).toEqual([]);
  });

  it('a look ends at its limit, the next goes on there, and one between the two finds the same again', async () => {
    const tenant = tenantOf(store());
    const { places } = await telling(tenant, ...Array.from({ length: 9 }, (_, i) => `kale ${i}`));
    const look = { wanted: wanted('kale'), filter: {}, limit: 4 };
    const place = ({ conversationId, seq }: { conversationId: string; seq: number }) => `${conversationId}#${seq}`;
    const first = await index().look(tenant.id, look);
    await tenant.said(await tenant.opened(), { text: 'kale again', createdAt: start + 3_600_000 });
    expect(first.matches.map(place)).toEqual(places.slice(5).toReversed());
    const second = await index().look(tenant.id, { ...look, below: first.next! });
    expect(second.matches.map(place)).toEqual(places.slice(1, 5).toReversed());
    const third = await index().look(tenant.id, { ...look, below: second.next! });
    expect(third.matches.map(place)).toEqual(places.slice(0, 1));
    expect(third.next).toBeUndefined();
    const again = await index().look(tenant.id, { ...look, limit: 8, below: first.top, downTo: first.next! });
    expect(again.matches).toEqual(first.matches);
  });

  it('how often a message has each part, and how long it is, is told with it', async () => {
    const tenant = tenantOf(store());
    await telling(tenant, 'Beet, beets and a beetroot: red beet, red BEET.');
    const { matches } = await index().look(tenant.id, {
      wanted: wanted('beet "red beet" beet*'),
      filter: {},
      limit: 9,
    });
    expect(matches).toMatchObject([{ seq: 2, length: 9, counts: [4, 2, 5] }]);
  });

  it('the index is made anew as the log says, only for the head that was read, and counts as followed', async () => {
    const tenant = tenantOf(store());
    const { head } = await telling(tenant, 'okra one', 'okra two', 'okra three');
    const log = await tenant.log(head.id);
    const followed = async () =>
      (await index().followed(undefined, 10, tenant.id)).map(({ lastSeq, through }) => [lastSeq, through]);
    expect(await followed()).toEqual([[4, 4]]);
    expect(await index().forget(tenant.id, head.id, 2)).toBe(2);
    expect(await index().forget(tenant.id, head.id, 2)).toBe(1);
    expect(await index().forget(tenant.id, head.id, 2)).toBe(0);
    expect(await found(tenant, 'okra')).toEqual([]);
    expect(await index().nextIndexed(tenant.id, '')).toBeUndefined();
    const old: Conversation = { ...head, revision: head.revision - 1 };
    expect(await index().index(old, 0, log)).toBe(false);
    expect(await found(tenant, 'okra')).toEqual([]);
    expect(await index().index(head, 0, log.slice(0, 3))).toBe(true);
    expect(await index().index(head, 3, log.slice(3))).toBe(true);
    expect(await index().index(head, 0, log)).toBe(true);
    expect(await found(tenant, 'okra')).toHaveLength(3);
    expect((await index().rows(head, 2, 10)).map(({ seq, stems }) => [seq, stems])).toEqual([
      [3, ' okra two '],
      [4, ' okra three '],
    ]);
    expect(await index().nextIndexed(tenant.id, '')).toBe(head.id);
    expect(await followed()).toEqual([[4, 4]]);
    await tenant.said(head, { text: 'okra four' });
    expect(await followed()).toEqual([[5, 5]]);
    expect(await found(tenant, 'okra')).toHaveLength(4);
  });

  it('an index that several make anew at once, while others write, has each message once', async () => {
    const tenant = tenantOf(store());
    const texts = Array.from({ length: 6 }, (_, i) => `leek ${i}`);
    let { head } = await telling(tenant, ...texts);
    for (let round = 1; round <= 8; round++) {
      const log = await tenant.log(head.id);
      while ((await index().forget(tenant.id, head.id, 50)) > 0);
      const anew = () => index().index(head, 0, log);
      const [next, ...done] = await Promise.all([tenant.said(head, { text: 'leek' }), anew(), anew(), anew()]);
      head = next;
      // Who came too late begins with the head that is there now.
      if (!done.every(Boolean)) expect(await index().index(head, 0, await tenant.log(head.id))).toBe(true);
      const seqs = (await index().rows(head, 0, 100)).map(({ seq }) => seq);
      expect(seqs, `round ${round}`).toEqual(Array.from({ length: texts.length + round }, (_, i) => i + 2));
    }
  });

  it('each row says that searches come to it, for whose it is', async () => {
    const tenant = tenantOf(store());
    const long = Array.from({ length: 300 }, (_, i) => `word${i % 7} plans ${i}`).join(' ');
    const { head } = await telling(
      tenant,
      long,
      'the the the',
      '…',
      '我想知道价格多少',
      "L'été is İstanbul’s",
      'x'.repeat(900),
    );
    const isFound = async (of: Conversation) => (await index().rows(of, 0, 10)).map((row) => row.isFound);
    expect(await isFound(head)).toEqual(Array(6).fill(true));
    expect(await isFound({ ...head, userId: 'mallory' })).toEqual(Array(6).fill(false));
  });

  it('conversations of all tenants come by tenant and id, page by page', async () => {
    const tenants = [tenantOf(store()), tenantOf(store())];
    for (const tenant of tenants) for (let i = 0; i < 3; i++) await tenant.opened();
    const key = ({ tenantId, conversationId }: { tenantId: string; conversationId: string }) =>
      `${tenantId}/${conversationId}`;
    const all: string[] = [];
    for (let after: { tenantId: string; conversationId: string } | undefined; ; ) {
      const page = await index().followed(after, 4);
      all.push(...page.map(key));
      if (page.length < 4) break;
      after = page.at(-1)!;
    }
    expect(new Set(all).size).toBe(all.length);
    for (const { id } of tenants) expect(all.filter((one) => one.startsWith(`${id}/`))).toHaveLength(3);
  });

  it('where the work of catching up stands is kept', async () => {
    const before = await index().catchUp();
    const state = { version: index().version, after: { tenantId: 'a', conversationId: 'b' }, done: false };
    await index().saveCatchUp(state);
    expect(await index().catchUp()).toEqual(state);
    await index().saveCatchUp(before);
  });

  it('finds what a naive search of the same texts finds', async () => {
    const tenant = tenantOf(store());
    const word = fc.constantFrom('price', 'Prices', 'pricing', 'plan', 'Café', 'cafe', '价格', '价', 'plans', 'a');
    const text = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
    const texts = fc.sample(text, { numRuns: 60, seed: 7 });
    const all: { place: string; words: ReturnType<typeof wordsOf> }[] = [];
    const wordsOf = (said: string) => index().tokenize(said);
    for (let i = 0; i < texts.length; i += 20) {
      const { places } = await telling(tenant, ...texts.slice(i, i + 20));
      places.forEach((place, j) => void all.push({ place, words: wordsOf(texts[i + j]!) }));
    }
    const term = fc.oneof(
      word,
      word.map((one) => `${one.slice(0, 3)}*`),
      fc.tuple(word, word).map((two) => `"${two.join(' ')}"`),
    );
    const query = fc.tuple(term, fc.option(term), fc.option(term));
    for (const [one, two, none] of fc.sample(query, { numRuns: 40, seed: 11 })) {
      const asked = [one, ...(two ? [two] : []), ...(none ? [`-${none}`] : [])].join(' ');
      const naive = all.filter(({ words }) => {
        const has = (part: ReturnType<typeof wanted>['all'][number]) =>
          words.some((_, i) =>
            part.words.every(({ stem, form }, k) =>
              part.prefix && k === part.words.length - 1
                ? words[i + k]?.form.startsWith(form)
                : words[i + k]?.stem === stem,
            ),
          );
        const { all: must, none: not } = wanted(asked);
        return must.every(has) && !not.some(has);
      });
      expect(await found(tenant, asked), asked).toEqual(naive.map(({ place }) => place).toSorted());
    }
  });

  it('a message of many thousand words is found by each of its first ten thousand', async () => {
    const tenant = tenantOf(store());
    const words = Array.from({ length: 10_050 }, (_, i) => `w${i}x`);
    const [place] = (await telling(tenant, words.join(' '))).places;
    expect(await found(tenant, 'w0x w9999x')).toEqual([place]);
    expect(await found(tenant, 'w10049x')).toEqual([]);
  });

  it('conversations that open with a message are found from the start', async () => {
    const tenant = tenantOf(store());
    const head = await tenant.openedWith({ text: 'chard' }, { userId: freshId('user') });
    expect(await found(tenant, 'chard')).toEqual([`${head.id}#1`]);
    expect((await index().followed(undefined, 10, tenant.id))[0]).toMatchObject({ lastSeq: 1, through: 1 });
    await store().commit(commitOf(tenant.id, [written(opening({ tenantId: tenant.id }))]));
  });
}
