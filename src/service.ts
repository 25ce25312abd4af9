import type { Config } from './config.js';
import { compose, tokens } from './container.js';
import { isFault } from './domain/errors.js';
import { credentialsOf } from './grpc/credentials.js';
import { makeNews } from './log.js';
import { version } from './version.js';

/** A service that runs. */
export interface Service {
  /** Where it listens, with the real port. */
  readonly grpc: string;
  /** Where the page is; absent when it is off. */
  readonly web: string | undefined;
  /** Lets running turns end within the drain time, hands the others over, and closes all, in this order. */
  stop(): Promise<void>;
}

/** How soon a turn stops that another process asks to stop. */
const heedEveryMs = 200;

/** How soon what a user said in a turn that is over is learned. */
const learnEveryMs = 250;

/** How soon a conversation is summarized that is too long, or was closed. */
const summarizeEveryMs = 500;

/** How soon a log that a process left half moved is moved on. */
const retainEveryMs = 5_000;

/** How soon an erasure is taken up whose process is gone. */
const eraseEveryMs = 1000;

/** How soon certificates are served that were replaced, beside the second for which they must rest. */
const certifyEveryMs = 1000;

/** How often clients that came while the server drains are asked to go elsewhere: balancers need seconds to hear of it. */
const drainEveryMs = 2000;

/** Starts the whole service; resolves once it serves. */
export async function startService(config: Config): Promise<Service> {
  const container = compose(config);
  const store = await container.getAsync(tokens.store);
  let closePage: () => Promise<void> | undefined = () => undefined;
  try {
    const [server, turns, chat, reading, watch, leavers, memory, learning, conditions, clock, log] = await Promise.all([
      container.getAsync(tokens.server),
      container.getAsync(tokens.turns),
      container.getAsync(tokens.chat),
      container.getAsync(tokens.reading),
      container.getAsync(tokens.watch),
      container.getAsync(tokens.leaving),
      container.getAsync(tokens.memory),
      container.getAsync(tokens.learning),
      container.getAsync(tokens.conditions),
      container.getAsync(tokens.clock),
      container.getAsync(tokens.log),
    ]);
    const retention = await container.getAsync(tokens.retention);
    const countingAnew = await container.getAsync(tokens.countingAnew);
    const catchingUp = await container.getAsync(tokens.catchingUp);
    const erasing = await container.getAsync(tokens.erasing);
    const summaries = await container.getAsync(tokens.summaries);
    const certificates = await container.getAsync(tokens.certificates);
    const { grpcAddress, webAddress } = config;
    const page = webAddress === undefined ? undefined : await container.getAsync(tokens.web);
    // First what is closed at once when the other cannot listen.
    const web = webAddress && page && withPort(webAddress, await page.listen());
    closePage = () => page?.stop(0);
    const grpc = withPort(grpcAddress, await server.listen(grpcAddress, credentialsOf(certificates)));

    let leaving = false;
    let looking = false;
    const isNews = makeNews();
    /** Takes over what others left; as it asks the store, it also knows whether the store is there. */
    async function sweep(): Promise<void> {
      if (looking) return;
      looking = true;
      try {
        await turns.sweep();
        conditions.set('store', undefined);
      } catch (error) {
        if (isNews(error)) log.warn({ err: error }, 'the store cannot be asked for expired turns');
        if (isFault(error, 'store-unavailable')) {
          const since = new Date(clock.now()).toISOString();
          if (!conditions.has('store')) conditions.set('store', `cannot be reached since ${since}`);
        }
      }
      looking = false;
      server.setServing(!leaving && !conditions.has('store'));
    }
    await sweep();
    const sweeping = setInterval(() => void sweep(), Math.min(config.leaseMs / 2, 2000));
    const heeding = setInterval(() => {
      // The sweep tells of a store that is away.
      turns.heedStops().catch(() => undefined);
    }, heedEveryMs);
    void retention.look();
    void countingAnew.run();
    void catchingUp.run();
    const retaining = setInterval(() => void retention.look(), retainEveryMs);
    const learns = config.memory !== 'off';
    const learningTimer = learns ? setInterval(() => void learning.look(), learnEveryMs) : undefined;
    const summarizing = setInterval(() => void summaries.look(), summarizeEveryMs);
    const erasingTimer = setInterval(() => void erasing.look(), eraseEveryMs);
    const certifying = certificates && setInterval(() => certificates.look(), certifyEveryMs);
    log.info({ version, store: store.kind, model: config.model.name, worker: turns.worker }, 'started');

    async function stop(): Promise<void> {
      leaving = true;
      server.setServing(false);
      server.drain(drainEveryMs);
      clearInterval(sweeping);
      clearInterval(retaining);
      watch.goAway();
      leavers.goAway();
      reading.goAway(clock.now() + config.drainMs);
      await chat.drain();
      const finished = await turns.idle(config.drainMs);
      await turns.release();
      clearInterval(learningTimer);
      clearInterval(summarizing);
      clearInterval(erasingTimer);
      await Promise.all([
        learning.stop(),
        summaries.stop(),
        retention.stop(),
        erasing.stop(),
        countingAnew.stop(),
        catchingUp.stop(),
      ]);
      await memory.close();
      clearInterval(heeding);
      clearInterval(certifying);
      reading.goAway(clock.now());
      await Promise.all([server.stop(1000), page?.stop(1000)]);
      await store.close();
      log.info({ finished }, 'stopped');
    }

    let stopping: Promise<void> | undefined;
    return {
      grpc,
      web,
      stop() {
        stopping ??= stop();
        return stopping;
      },
    };
  } catch (error) {
    await closePage();
    await store.close();
    throw error;
  }
}

/** An address with the port that was really taken. */
function withPort(address: string, port: number): string {
  return `${address.slice(0, address.lastIndexOf(':'))}:${port}`;
}
