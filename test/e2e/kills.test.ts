import { randomInt } from 'node:crypto';
import { Binary, MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Audit, audit, converse, nothing, type Told } from '../support/caller.js';
import { mongoTest } from '../support/mongodb.js';
import { type FaultProxy, startProxy } from '../support/proxy.js';
import { type Fleet, type Replica, startFleet } from '../support/replicas.js';
import { ask, connect, is, type Listening, resume, stream, textOf, valueIn } from '../support/service.js';
import { until } from '../support/until.js';

const mongo = mongoTest();
const long = process.env.LONG_TESTS === '1';
/** A takeover, by the longest that is promised. */
const takeoverMs = 20_000;

const summed: Audit = { ...nothing };
let kills = 0;
let longestMs = 0;
const zeros = { ...nothing, acknowledged: expect.any(Number) };

/** A replica that is to be killed, with its way to the store where there is one. */
interface Victim {
  readonly replica: Replica;
  readonly store: FaultProxy | undefined;
  /** It is back from the last time. */
  ready: Promise<void>;
}

/** SIGKILL, and a new start, which `ready` waits for. */
async function kill(victim: Victim): Promise<void> {
  kills++;
  await victim.replica.kill();
  victim.store?.restore();
  victim.ready = (victim.store ? endTransactions(victim.store) : Promise.resolve()).then(() => victim.replica.again());
}

/** What a server does by itself once `transactionLifetimeLimitSeconds` are over, 60 on SecantusDB. */
async function endTransactions({ sessions }: FaultProxy): Promise<void> {
  const client = await new MongoClient(mongo!.uri).connect();
  const ids = [...sessions.values()].map((id) => ({ id: new Binary(id, Binary.SUBTYPE_UUID) }));
  await client.db('admin').command({ killSessions: ids });
  await client.close();
}

/** When to kill: `reached` resolves at that point of the turn that it is given. */
interface Point {
  readonly name: string;
  readonly words: string;
  /** Waiting for a request to MongoDB. */
  readonly ofStore?: true;
  reached(reading: Listening, victim: Victim): Promise<unknown>;
  /** The turn was over, or not, and is not begun again. */
  readonly attempt: 1 | 2;
}

const points: readonly Point[] = [
  {
    name: 'after admission',
    words: '@script steps=10 ms=30',
    reached: (reading) => reading.until(is('accepted')),
    attempt: 2,
  },
  {
    name: 'in mid-stream',
    words: '@script steps=12 ms=30 reply=é',
    reached: (reading) => reading.until(() => textOf(reading.events).length > 10),
    attempt: 2,
  },
  {
    name: 'in a tool',
    words: '@script steps=4 tools=1 toolms=300 stage=engaged',
    reached: (reading) => reading.until(is('toolUse')),
    attempt: 2,
  },
  {
    name: 'before the commit of its end',
    words: '@script steps=6 ms=20 need=met',
    ofStore: true,
    async reached(reading, { store }) {
      await reading.until(is('textDelta'));
      await store?.hold('commitTransaction');
    },
    attempt: 2,
  },
  {
    name: 'after the commit of its end, before it heard of it',
    words: '@script steps=6 ms=20 need=met',
    ofStore: true,
    async reached(reading, { store }) {
      await reading.until(is('textDelta'));
      store?.loseReplyTo('commitTransaction', 'cut');
      const before = store?.lost;
      await until('the commit', () => store?.lost !== before);
    },
    attempt: 1,
  },
];

/** Kills the victim at a point of a turn that it runs; the turn's caller goes on elsewhere, or there once it is back. */
async function killAt(point: Point, fleet: Fleet, victim: Victim, userId: string): Promise<Told> {
  await victim.ready;
  let killed: Promise<void> | undefined;
  let at = 0;
  const told = await converse(fleet, victim.replica.clients, point.words, { userId }, (reading) => {
    killed ??= point.reached(reading, victim).then(() => {
      at = performance.now();
      return kill(victim);
    });
  });
  longestMs = Math.max(longestMs, performance.now() - at);
  await killed;
  return told;
}

async function mongoFleet(lease: Readonly<Record<string, string>>) {
  const { hostname, port, searchParams } = new URL(mongo!.uri);
  searchParams.set('directConnection', 'true');
  const proxies = await Promise.all([1, 2].map(() => startProxy({ host: hostname, port: Number(port) })));
  const envs = proxies.map((proxy) => ({
    ...lease,
    MONGODB_URI: `mongodb://127.0.0.1:${proxy.port}/?${searchParams}`,
    MONGODB_DATABASE: mongo!.database,
  }));
  const fleet = await startFleet(envs);
  const victims = fleet.replicas.map(
    (replica, i): Victim => ({ replica, store: proxies[i], ready: Promise.resolve() }),
  );
  return { fleet, victims, proxies };
}

async function embeddedFleet(lease: Readonly<Record<string, string>>) {
  const fleet = await startFleet([lease]);
  const victims = fleet.replicas.map((replica): Victim => ({ replica, store: undefined, ready: Promise.resolve() }));
  return { fleet, victims, proxies: [] };
}

const stores = [
  { name: 'the embedded store, by itself', start: embeddedFleet, ofStore: false, rounds: 30 },
  ...(mongo ? [{ name: 'MongoDB, by another replica', start: mongoFleet, ofStore: true, rounds: 80 }] : []),
];

/** Mostly waits: it runs beside the others. */
let byDefault: Promise<number> = Promise.resolve(Number.NaN);
beforeAll(() => {
  if (mongo) byDefault = killWithDefaultLease();
  byDefault.catch(() => undefined);
});

/** How long a reader on another replica waits for the takeover of a turn whose process is killed. */
async function killWithDefaultLease(): Promise<number> {
  const { fleet, victims, proxies } = await mongoFleet({});
  const [victim] = victims as [Victim];
  const reading = stream(victim.replica.clients, '@script steps=5 ms=100', { userId: 'default' });
  await reading.until(is('textDelta'));
  const { turnId } = valueIn('accepted', reading.events[0]);
  const other = resume(fleet.replicas[1]!.clients, { turnId });
  await other.until(is('textDelta'));
  await kill(victim);
  const at = performance.now();
  await other.until(is('restarted'));
  const took = performance.now() - at;
  await other.over;
  await audit(fleet.replicas[1]!.clients, [{ events: other.events, breaks: [] }], summed);
  await victim.ready;
  await fleet.close();
  for (const proxy of proxies) await proxy.close();
  return took;
}

describe.each(stores)('a process that is killed is succeeded on $name', ({ start, ofStore, rounds }) => {
  type Started = Awaited<ReturnType<typeof mongoFleet>> | Awaited<ReturnType<typeof embeddedFleet>>;
  let started: Started | undefined;
  const fleetOf = async () => {
    started ??= await start({ COLLOQUY_LEASE_MS: '2000' });
    return started;
  };
  let users = 0;
  /** Each in its turn, so that the others are back meanwhile. */
  const next = (victims: readonly Victim[]) => victims[users++ % victims.length] as Victim;

  afterAll(async () => {
    await Promise.all(started?.victims.map(({ ready }) => ready) ?? []);
    await started?.fleet.close();
    for (const proxy of started?.proxies ?? []) await proxy.close();
  });

  it.each(points.filter((point) => ofStore || !point.ofStore))('$name', async (point) => {
    const { fleet, victims } = await fleetOf();
    const told = await killAt(point, fleet, next(victims), `user-${users}`);
    const { turn } = valueIn('ended', told.events.at(-1));
    expect(turn).toMatchObject({ status: 'TURN_STATUS_COMPLETED', attempt: point.attempt });
    const restarts = told.events.filter(is('restarted')).length;
    // Who had seen nothing of the first attempt but `accepted` may be told or not.
    const seen = told.events.findIndex(is('started')) < told.events.findIndex(is('restarted'));
    expect(restarts).toBeLessThanOrEqual(point.attempt - 1);
    if (point.name !== 'after admission' && point.attempt === 2)
      expect({ restarts, seen }).toEqual({ restarts: 1, seen: true });
    const found: Audit = { ...nothing };
    await audit(await fleet.up(), [told], found);
    await audit(await fleet.up(), [told], summed);
    expect(found).toEqual({ ...nothing, acknowledged: 1 });
  });

  it('after its end is stored, before its reader hears of that: the reader gets the end from another', async () => {
    const { fleet, victims } = await fleetOf();
    const victim = next(victims);
    const { replica } = victim;
    await victim.ready;
    const [host = '', port] = replica.address.split(':');
    const wire = await startProxy({ host, port: Number(port) });
    const behind = connect(`127.0.0.1:${wire.port}`);
    const reading = stream(behind, '@script steps=8 ms=30', { userId: `user-${users}` });
    await reading.until(is('textDelta'));
    const { turnId } = valueIn('accepted', reading.events[0]);
    wire.hang();
    await until(
      'the end is stored',
      async () => (await ask(replica.clients.chat, 'getTurn', { turnId })).turn?.endedAt,
    );
    await kill(victim);
    wire.restore();
    expect((await reading.over)?.code).toBe(14);
    const rest = resume(await fleet.up(replica.clients), { turnId, afterCursor: reading.events.at(-1)?.cursor ?? '' });
    expect(await rest.over).toBeUndefined();
    const told = { events: [...reading.events, ...rest.events], breaks: [] };
    expect(told.events.some(is('restarted'))).toBe(false);
    expect(valueIn('ended', told.events.at(-1)).turn?.attempt).toBe(1);
    const found: Audit = { ...nothing };
    await audit(await fleet.up(), [told], found);
    expect(found).toEqual({ ...nothing, acknowledged: 1 });
    behind.close();
    await wire.close();
  });

  it(
    'at any of these points, among others that talk and wait: nobody loses anything',
    async () => {
      const { fleet, victims } = await fleetOf();
      const those = points.filter((point) => ofStore || !point.ofStore);
      for (let round = 0; round < (long ? rounds : 1); round++) {
        await Promise.all(victims.map(({ ready }) => ready));
        const point = those[randomInt(those.length)] as Point;
        const others = Array.from({ length: 4 }, async (_, i) => {
          const userId = `talker-${round}-${i >> 1}`;
          const words = `@script steps=${randomInt(1, 20)} ms=${randomInt(0, 40)} tools=${randomInt(2)}`;
          return converse(fleet, fleet.replicas[i % victims.length]!.clients, words, { userId });
        });
        const told = await Promise.all([killAt(point, fleet, next(victims), `user-${users}`), ...others]);
        await audit(await fleet.up(), told, summed);
        expect(summed, `round ${round}, ${point.name}`).toEqual(zeros);
      }
    },
    long ? 1_800_000 : 60_000,
  );
});

describe.skipIf(!mongo)('with the lease that is the default', () => {
  it('another replica takes over within 20 seconds', async () => {
    const took = await byDefault;
    console.log(`with the default lease a takeover after ${(took / 1000).toFixed(1)} s`);
    expect(took).toBeLessThan(takeoverMs);
  });
});

afterAll(() => {
  const { acknowledged, lost, answeredTwice, differing, stuck, broken } = summed;
  console.log(
    `${kills} kills, ${acknowledged} messages acknowledged: ${lost} lost, ${answeredTwice} answered twice, ` +
      `${differing} read otherwise than stored, ${stuck} conversations stuck, ${broken} logs broken; ` +
      `the longest way from a kill to the turn's end took ${(longestMs / 1000).toFixed(1)} s`,
  );
  expect(summed).toEqual(zeros);
  expect(longestMs).toBeLessThan(takeoverMs);
});
