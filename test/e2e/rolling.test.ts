import { randomInt, randomUUID } from 'node:crypto';
import { type ClientReadableStream, credentials, loadPackageDefinition } from '@grpc/grpc-js';
import { loadFileDescriptorSetFromBuffer } from '@grpc/proto-loader';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { image } from '../../src/api/contract.js';
import { audit, nothing, type Told } from '../support/caller.js';
import { mongoTest } from '../support/mongodb.js';
import { type Clients, type Fleet, type Replica, startFleet } from '../support/replicas.js';
import { ask, failure, is, listen, resume, say, stream, textOf, valueIn } from '../support/service.js';
import { until } from '../support/until.js';

const mongo = mongoTest();
const long = process.env.LONG_TESTS === '1';

interface Health {
  watch(request: object): ClientReadableStream<{ status: number }>;
  close(): void;
}
const { grpc } = loadPackageDefinition(loadFileDescriptorSetFromBuffer(image)) as never as {
  grpc: { health: { v1: { Health: new (...args: unknown[]) => Health } } };
};

/** Sends callers to the replicas that say SERVING, as a load balancer does. */
function makeBalancer() {
  const serving = new Set<Replica>();
  const open = new Set<Health>();
  return {
    serving,
    /** Looks after a replica, from each of its starts on. */
    watch(replica: Replica): void {
      const health = new grpc.health.v1.Health(replica.address, credentials.createInsecure());
      open.add(health);
      const gone = () => serving.delete(replica);
      const watching = health.watch({ service: '' });
      watching.on('data', ({ status }) => (status === 1 ? serving.add(replica) : gone()));
      watching.on('error', gone).on('end', gone);
    },
    pick: (not?: Clients): Promise<Clients> =>
      until('a replica serves', () => {
        const those = [...serving].map(({ clients }) => clients).filter((clients) => clients !== not);
        return those[randomInt(Math.max(those.length, 1))];
      }),
    close() {
      for (const health of open) health.close();
    },
  };
}

describe.skipIf(!mongo)('a rolling restart of two replicas', () => {
  let fleet: Fleet;
  const balancer = makeBalancer();
  const envs = { MONGODB_URI: mongo?.uri ?? '', MONGODB_DATABASE: mongo?.database ?? '' };

  beforeAll(async () => {
    fleet = await startFleet([envs, envs]);
    fleet.replicas.forEach(balancer.watch);
  });
  afterAll(async () => {
    balancer.close();
    await fleet.close();
  });

  it(
    'under load shows its callers nothing but go_away, and a stream that goes on elsewhere',
    async () => {
      let stopped = false;
      let goAways = 0;
      let refusals = 0;
      const told: Told[] = [];
      const surprises: unknown[] = [];
      /** Refused before it was admitted, since the balancer did not know yet: sent again. */
      const isRefusal = (error: unknown) => failure(error).reason === 'SERVER_DRAINING';

      /** One turn; `patient` callers read on after go_away for as long as they may. */
      async function converse(userId: string, patient: boolean): Promise<void> {
        const { events, breaks }: Told = { events: [], breaks: [] };
        const request = { userId, requestId: randomUUID() };
        const words = `@script steps=${randomInt(1, 15)} ms=${randomInt(1, 30)}`;
        for (let clients = await balancer.pick(); ; clients = await balancer.pick(clients)) {
          const reading = stream(clients, words, request, events.at(-1)?.cursor ?? '');
          const warned = reading.until(is('goAway')).then(
            () => {
              goAways++;
              if (!patient) reading.cancel();
              return true;
            },
            () => false,
          );
          const error = await reading.over;
          events.push(...reading.events);
          if (reading.events.some(is('ended'))) break;
          if (!error) surprises.push([patient, reading.events.map(({ event }) => event?.$case)]);
          if (await warned) continue;
          if (reading.events.length === 0 && isRefusal(error)) refusals++;
          else surprises.push(error);
        }
        told.push({ events, breaks });
      }

      /** One turn by the call that waits for the whole reply. */
      async function chat(userId: string): Promise<void> {
        const request = { userId, requestId: randomUUID() };
        for (let clients = await balancer.pick(); ; clients = await balancer.pick(clients)) {
          try {
            const { reply } = await say(clients, '@script steps=5 ms=30', request);
            expect(reply?.text).toBe('w0 w1 w2 w3 w4 ');
            return;
          } catch (error) {
            if (!isRefusal(error)) throw error;
            refusals++;
          }
        }
      }

      const talk = async (turn: () => Promise<void>) => {
        while (!stopped) await turn().catch((error: unknown) => surprises.push(error));
      };
      const talking = [
        ...Array.from({ length: 8 }, (_, i) => talk(() => converse(`user-${i}`, i % 2 === 0))),
        ...Array.from({ length: 2 }, (_, i) => talk(() => chat(`chatter-${i}`))),
      ];
      const watched = await until(
        'a first turn',
        () => told[0] && valueIn('accepted', told[0].events[0]).conversationId,
      );
      const seqs: number[] = [];
      const watching = (async () => {
        for (let clients = await balancer.pick(); !stopped; clients = await balancer.pick(clients)) {
          const request = { conversationId: watched, afterSeq: seqs.at(-1) ?? 0 };
          const log = listen(clients.conversations.watchConversation(request));
          // Once all is said, the next heartbeat is 15 seconds away.
          const end = log.until(() => stopped).then(log.cancel, () => undefined);
          const error = await log.over;
          await end;
          for (const event of log.events) if (event.$case === 'entry') seqs.push(event.value.seq);
          if (!stopped && !isRefusal(error)) surprises.push(error);
        }
      })();

      for (let round = 0; round < (long ? 10 : 1); round++) {
        for (const replica of fleet.replicas) {
          await until('both serve', () => balancer.serving.size === 2);
          const before = told.length;
          await until('it has work', () => told.length > before + 10);
          expect(await replica.stop()).toMatchObject({ code: 0, signal: null });
          await replica.again();
          balancer.watch(replica);
        }
      }
      stopped = true;
      await Promise.all(talking);
      const clients = await balancer.pick();
      await ask(clients.conversations, 'setStage', { conversationId: watched, stage: 'STAGE_WON' });
      await watching;
      const found = { ...nothing };
      await audit(clients, told, found);
      console.log(
        `${told.length} turns, ${goAways} times go_away, ${refusals} messages sent again to the other replica`,
      );
      expect(surprises).toEqual([]);
      expect(goAways).toBeGreaterThan(0);
      expect(found).toEqual({ ...nothing, acknowledged: told.length });
      expect(told.flatMap(({ events }) => events.filter(is('restarted')))).toEqual([]);
      expect(seqs.length).toBeGreaterThan(2);
      expect(seqs).toEqual(seqs.map((_, i) => i + 1));
    },
    long ? 300_000 : 60_000,
  );

  it('hands over at once what does not end in its time: the other goes on, without waiting for the lease', async () => {
    const [leaving, staying] = await Promise.all([
      startFleet([{ ...envs, COLLOQUY_DRAIN_MS: '150' }]),
      Promise.resolve(fleet.replicas[0] as Replica),
    ]);
    const [replica] = leaving.replicas as [Replica];
    const reading = stream(replica.clients, '@script steps=40 ms=25', { userId: 'handed' });
    const waiting = stream(replica.clients, 'next', { userId: 'handed' });
    await reading.until(is('textDelta'));
    await waiting.until(is('queued'));
    const { turnId } = valueIn('accepted', reading.events[0]);
    const other = resume(staying.clients, { turnId });
    await other.until(is('textDelta'));
    expect(await replica.stop()).toMatchObject({ code: 0 });
    const left = performance.now();
    for (const each of [reading, waiting]) {
      expect(failure(await each.over).reason).toBe('SERVER_DRAINING');
      expect(each.events.some(is('goAway'))).toBe(true);
    }
    await other.until(is('restarted'));
    expect(performance.now() - left).toBeLessThan(5000);
    const whole = Array.from({ length: 40 }, (_, i) => `w${i} `).join('');
    const rest = resume(staying.clients, { turnId, afterCursor: reading.events.at(-1)?.cursor ?? '' });
    const after = resume(staying.clients, { turnId: valueIn('accepted', waiting.events[0]).turnId });
    expect(await Promise.all([rest.over, other.over, after.over])).toEqual(Array(3).fill(undefined));
    expect([textOf([...reading.events, ...rest.events]), textOf(other.events)]).toEqual([whole, whole]);
    expect(textOf(after.events)).toBe('ok');
    expect(valueIn('ended', other.events.at(-1)).turn?.attempt).toBe(2);
    await leaving.close();
  });
});
