import { fileURLToPath } from 'node:url';
import { Container, ContainerModule, type ServiceIdentifier } from 'inversify';
import { memoryOff } from './adapters/memory/off.js';
import { loadPlaybook } from './adapters/playbook.js';
import { makePseudonym } from './adapters/pseudonym.js';
import { systemClock, systemIds } from './adapters/system.js';
import { type Calls, makeCalls } from './api/calls.js';
import { makeChatService } from './api/chat-service.js';
import { makeConversationService } from './api/conversation-service.js';
import { type About, makeDataService } from './api/data-service.js';
import { makeInsightService } from './api/insight-service.js';
import { makeMemoryService } from './api/memory-service.js';
import { type Methods, type Service, serve } from './api/methods.js';
import { makeSessions, type Sessions } from './api/sessions.js';
import { makeTokens, type Tokens } from './api/tokens.js';
import { makeTransfer } from './api/transfer-service.js';
import { type ArchiveMany, makeArchiveMany } from './application/archive-many.js';
import { type Archiving, makeArchiving } from './application/archiving.js';
import { type AsOf, makeAsOf } from './application/as-of.js';
import { type Attendance, makeAttendance } from './application/attendance.js';
import { makeCatchingUp } from './application/catching-up.js';
import { type Chat, makeChat } from './application/chat.js';
import { type Commits, makeCommits } from './application/commits.js';
import { type Conditions, makeConditions } from './application/conditions.js';
import { type Conversations, makeConversations } from './application/conversations.js';
import { type Counted, makeCounted } from './application/counted.js';
import { makeCountingAnew } from './application/counting-anew.js';
import { type Erasing, makeErasing } from './application/erasing.js';
import { makeGatedMemory } from './application/erasure-gate.js';
import { type Export, makeExport } from './application/export.js';
import { type Funnels, makeFunnels } from './application/funnels.js';
import { type Handoffs, makeHandoffs } from './application/handoffs.js';
import { type Import, makeImport } from './application/import.js';
import type { InBackground } from './application/in-background.js';
import { type Learning, makeLearning } from './application/learning.js';
import { type Leaving, makeLeaving } from './application/leaving.js';
import { type Mending, makeMending } from './application/mending.js';
import { type Metrics, makeMetrics } from './application/metrics.js';
import { makeReading, type Reading } from './application/reading.js';
import { makeReindexing, type Reindexing } from './application/reindexing.js';
import { makeRetention, type Retention } from './application/retention.js';
import { makeSearching, type Searching } from './application/searching.js';
import type { Settings } from './application/settings.js';
import { makeSummaries, type Summaries } from './application/summaries.js';
import { makeTurns, type Turns } from './application/turns.js';
import { makeVerify, type Verify } from './application/verify.js';
import { makeWatch, type Watch } from './application/watch.js';
import { withArchive } from './application/with-archive.js';
import { type Certificates, followCertificates } from './certificates.js';
import type { Config } from './config.js';
import { type Exclusive, makeExclusive } from './domain/exclusive.js';
import { type Playbook, scoringOf } from './domain/playbook.js';
import type { Agent, Clock, ConversationStore, Ids, Memory } from './domain/ports.js';
import { ChatServiceService } from './gen/colloquy/v1/chat_service.js';
import { ConversationServiceService } from './gen/colloquy/v1/conversation_service.js';
import { DataServiceService } from './gen/colloquy/v1/data_service.js';
import { InsightServiceService } from './gen/colloquy/v1/insight_service.js';
import { MemoryServiceService } from './gen/colloquy/v1/memory_service.js';
import { type GrpcServer, limits, makeServer } from './grpc/server.js';
import { type Log, makeLog, warningOf } from './log.js';
import { version } from './version.js';
import { webLimits } from './web/limits.js';
import type { WebServer } from './web/server.js';

const token = <T>(name: string): ServiceIdentifier<T> => Symbol(name);

export const tokens = {
  config: token<Config>('config'),
  log: token<Log>('log'),
  clock: token<Clock>('clock'),
  ids: token<Ids>('ids'),
  playbook: token<Playbook>('playbook'),
  settings: token<Settings>('settings'),
  /** As its adapter made it. */
  ownStore: token<ConversationStore>('conversation store without its archive'),
  store: token<ConversationStore>('conversation store'),
  memory: token<Memory>('memory'),
  agent: token<Agent>('agent'),
  exclusive: token<Exclusive>('exclusive'),
  commits: token<Commits>('commits'),
  archiving: token<Archiving>('archiving'),
  archiveMany: token<ArchiveMany>('archiving of many'),
  retention: token<Retention>('retention'),
  turns: token<Turns>('turns'),
  attendance: token<Attendance>('attendance'),
  chat: token<Chat>('chat'),
  reading: token<Reading>('reading'),
  conversations: token<Conversations>('conversations'),
  handoffs: token<Handoffs>('handoffs'),
  watch: token<Watch>('watch'),
  learning: token<Learning>('learning'),
  summaries: token<Summaries>('summaries'),
  verify: token<Verify>('verify'),
  searching: token<Searching>('searching'),
  reindexing: token<Reindexing>('reindexing'),
  catchingUp: token<InBackground>('catching up'),
  leaving: token<Leaving>('leaving'),
  export: token<Export>('export'),
  import: token<Import>('import'),
  sessions: token<Sessions>('sessions'),
  asOf: token<AsOf>('as of'),
  counted: token<Counted>('counted'),
  countingAnew: token<InBackground>('counting anew'),
  mending: token<Mending>('mending'),
  metrics: token<Metrics>('metrics'),
  funnels: token<Funnels>('funnels'),
  erasing: token<Erasing>('erasing'),
  calls: token<Calls>('calls'),
  certificates: token<Certificates | undefined>('certificates'),
  pageTokens: token<Tokens>('page tokens'),
  conditions: token<Conditions>('conditions'),
  about: token<About>('about'),
  insight: token<Methods<typeof InsightServiceService>>('insight service'),
  services: token<readonly Service[]>('services'),
  server: token<GrpcServer>('gRPC server'),
  web: token<WebServer>('web server'),
};

const shippedPlaybook = fileURLToPath(new URL('../playbooks/example.yaml', import.meta.url));

const core = new ContainerModule(({ bind }) => {
  bind(tokens.log).toResolvedValue((config) => makeLog(config.logLevel), [tokens.config]);
  bind(tokens.clock).toConstantValue(systemClock);
  bind(tokens.ids).toConstantValue(systemIds);
  bind(tokens.playbook).toResolvedValue(
    (config) => loadPlaybook(config.playbookFile ?? shippedPlaybook),
    [tokens.config],
  );
  bind(tokens.settings).toResolvedValue(
    (config, playbook) => ({
      agentName: playbook.agent.name,
      handoffQueue: playbook.handoff.queue,
      scoring: scoringOf(playbook),
      busyPolicy: config.busyPolicy,
      coalesceWindowMs: config.coalesceWindowMs,
      leaseMs: config.leaseMs,
      resumedAfterMs: config.resumedAfterMs,
      heartbeatMs: config.heartbeatMs,
      turnTimeoutMs: config.turnTimeoutMs,
    }),
    [tokens.config, tokens.playbook],
  );
  bind(tokens.agent).toResolvedValue(
    async (config, playbook, memory, log) => {
      const { makeAgent } = await import('./adapters/langgraph/agent.js');
      return makeAgent({
        playbook,
        memory,
        model: config.model,
        recallTimeoutMs: config.recallTimeoutMs,
        windowTokens: config.windowTokens,
        warn: (what, error) => log.warn({ err: error }, what),
      });
    },
    [tokens.config, tokens.playbook, tokens.memory, tokens.log],
  );
  bind(tokens.conditions).toResolvedValue(makeConditions, []);
  bind(tokens.exclusive).toResolvedValue(makeExclusive, []);
  bind(tokens.commits).toResolvedValue(
    (store, ids, exclusive, config) => makeCommits(store, ids, exclusive, config.memory !== 'off'),
    [tokens.store, tokens.ids, tokens.exclusive, tokens.config],
  );
  bind(tokens.store).toResolvedValue(
    async (store, { archive }) => {
      if (!archive) return withArchive(store);
      const [{ openS3Blobs }, { makeLogArchive }] = await Promise.all([
        import('./adapters/archive/s3.js'),
        import('./adapters/archive/log-archive.js'),
      ]);
      const onS3 = makeLogArchive(await openS3Blobs(archive));
      const close = () => Promise.all([onS3.close(), store.close()]).then(() => undefined);
      return withArchive({ ...store, archive: onS3, close });
    },
    [tokens.ownStore, tokens.config],
  );
  bind(tokens.archiving).toResolvedValue(
    (store, commits, exclusive, clock, ids, log) =>
      makeArchiving(store, commits, exclusive, clock, ids, warningOf(log)),
    [tokens.store, tokens.commits, tokens.exclusive, tokens.clock, tokens.ids, tokens.log],
  );
  bind(tokens.archiveMany).toResolvedValue(
    (store, archiving, conversations, summaries, leaving, log) =>
      makeArchiveMany(store, archiving, conversations, summaries, leaving, warningOf(log)),
    [tokens.store, tokens.archiving, tokens.conversations, tokens.summaries, tokens.leaving, tokens.log],
  );
  bind(tokens.retention).toResolvedValue(
    (store, archiving, archiveMany, conversations, clock, { retention }, conditions, log) =>
      makeRetention(store, archiving, archiveMany, conversations, clock, retention, conditions, warningOf(log)),
    [
      tokens.store,
      tokens.archiving,
      tokens.archiveMany,
      tokens.conversations,
      tokens.clock,
      tokens.config,
      tokens.conditions,
      tokens.log,
    ],
  );
  bind(tokens.turns).toResolvedValue(
    (store, agent, commits, clock, ids, settings, log) =>
      makeTurns(store, agent, commits, clock, ids, settings, (what, error, turn) =>
        log.warn({ err: error, turnId: turn?.id, conversationId: turn?.conversationId }, what),
      ),
    [tokens.store, tokens.agent, tokens.commits, tokens.clock, tokens.ids, tokens.settings, tokens.log],
  );
  bind(tokens.attendance).toResolvedValue(
    (store, turns, log) => makeAttendance(store, turns.worker, (what, error) => log.warn({ err: error }, what)),
    [tokens.store, tokens.turns, tokens.log],
  );
  bind(tokens.chat).toResolvedValue(
    (store, turns, commits, exclusive, clock, ids, settings, archiving) =>
      makeChat(store, turns, commits, exclusive, clock, ids, settings, archiving.awake),
    [
      tokens.store,
      tokens.turns,
      tokens.commits,
      tokens.exclusive,
      tokens.clock,
      tokens.ids,
      tokens.settings,
      tokens.archiving,
    ],
  );
  bind(tokens.reading).toResolvedValue(
    (store, turns, attendance, chat, clock, settings, log) =>
      makeReading(store, turns, attendance, clock, settings, chat.cancel, (what, error) =>
        log.warn({ err: error }, what),
      ),
    [tokens.store, tokens.turns, tokens.attendance, tokens.chat, tokens.clock, tokens.settings, tokens.log],
  );
  bind(tokens.conversations).toResolvedValue(
    (store, commits, exclusive, clock, ids, settings, archiving) =>
      makeConversations(store, commits, exclusive, clock, ids, settings, archiving.awake),
    [tokens.store, tokens.commits, tokens.exclusive, tokens.clock, tokens.ids, tokens.settings, tokens.archiving],
  );
  bind(tokens.handoffs).toResolvedValue(makeHandoffs, [
    tokens.store,
    tokens.turns,
    tokens.attendance,
    tokens.commits,
    tokens.clock,
    tokens.ids,
    tokens.settings,
  ]);
  bind(tokens.watch).toResolvedValue(makeWatch, [tokens.store, tokens.settings]);
  bind(tokens.learning).toResolvedValue(
    (store, memory, turns, conditions, log) =>
      makeLearning(store, memory, turns.worker, conditions, (what, error, lesson) =>
        log.warn({ err: error, turnId: lesson?.id, conversationId: lesson?.conversationId }, what),
      ),
    [tokens.store, tokens.memory, tokens.turns, tokens.conditions, tokens.log],
  );
  bind(tokens.summaries).toResolvedValue(
    (store, agent, commits, exclusive, clock, settings, log) =>
      makeSummaries(store, agent, commits, exclusive, clock, settings, (what, error, of) =>
        log.warn({ err: error, tenantId: of.tenantId, conversationId: of.conversationId }, what),
      ),
    [tokens.store, tokens.agent, tokens.commits, tokens.exclusive, tokens.clock, tokens.settings, tokens.log],
  );
  bind(tokens.verify).toResolvedValue(makeVerify, [tokens.store, tokens.memory]);
  bind(tokens.searching).toResolvedValue(makeSearching, [tokens.store]);
  bind(tokens.reindexing).toResolvedValue(makeReindexing, [tokens.store, tokens.mending, tokens.leaving]);
  bind(tokens.catchingUp).toResolvedValue(
    (store, conditions, log) => makeCatchingUp(store, conditions, warningOf(log)),
    [tokens.store, tokens.conditions, tokens.log],
  );
  bind(tokens.leaving).toResolvedValue(makeLeaving, []);
  bind(tokens.export).toResolvedValue(makeExport, [tokens.store, tokens.leaving]);
  bind(tokens.import).toResolvedValue(
    (store, ids, settings, archiving, leaving) => makeImport(store, ids, settings.agentName, archiving, leaving),
    [tokens.store, tokens.ids, tokens.settings, tokens.archiving, tokens.leaving],
  );
  bind(tokens.asOf).toResolvedValue(makeAsOf, [tokens.store]);
  bind(tokens.counted).toResolvedValue(makeCounted, [tokens.store, tokens.asOf]);
  bind(tokens.mending).toResolvedValue(makeMending, [tokens.store, tokens.ids]);
  bind(tokens.countingAnew).toResolvedValue(
    (store, mending, conditions, log) => makeCountingAnew(store, mending, conditions, warningOf(log)),
    [tokens.store, tokens.mending, tokens.conditions, tokens.log],
  );
  bind(tokens.metrics).toResolvedValue(makeMetrics, [tokens.store, tokens.counted]);
  bind(tokens.funnels).toResolvedValue(makeFunnels, [tokens.store, tokens.counted]);
  bind(tokens.erasing).toResolvedValue(
    async (store, memory, chat, clock, ids, settings, log) =>
      makeErasing(
        store,
        memory,
        chat.cancel,
        makePseudonym(await store.secret()),
        clock,
        ids,
        settings,
        (what, error, id) => log.warn({ err: error, erasureId: id }, what),
      ),
    [tokens.store, tokens.memory, tokens.chat, tokens.clock, tokens.ids, tokens.settings, tokens.log],
  );
});

const embedded = new ContainerModule(({ bind }) => {
  bind(tokens.ownStore).toResolvedValue(
    async (config, log) => {
      const { openEmbeddedStore } = await import('./adapters/embedded/store.js');
      return openEmbeddedStore(config.dataDir, { warn: (message) => log.warn({}, message) });
    },
    [tokens.config, tokens.log],
  );
});

const mongo = new ContainerModule(({ bind }) => {
  bind(tokens.ownStore).toResolvedValue(
    async ({ mongo: options = { uri: '', database: '' } }, log) => {
      const { openMongoStore } = await import('./adapters/mongo/store.js');
      return openMongoStore({ ...options, warn: (message) => log.warn({}, message) });
    },
    [tokens.config, tokens.log],
  );
});

const mem0 = new ContainerModule(({ bind }) => {
  bind(tokens.memory).toResolvedValue(
    // After the store: what is missing in its database is made by it.
    async (config, log, conditions, _store) => {
      const { makeMem0Memory } = await import('./adapters/mem0/memory.js');
      const { memory, mongo, dataDir, embedder, model, mem0: hosted } = config;
      return makeMem0Memory({
        kind: memory === 'mem0-hosted' ? 'mem0-hosted' : 'mem0',
        rows: mongo ?? { dataDir },
        embedder: embedder.name,
        embedderKey: embedder.apiKey,
        embedderUrl: embedder.baseUrl,
        model,
        windowTokens: config.windowTokens,
        hosted,
        warn: (message) => log.warn({}, message),
        tell: (message) => log.info({}, message),
        state: (wrong) => conditions.set('memory', wrong),
      });
    },
    [tokens.config, tokens.log, tokens.conditions, tokens.store],
  );
});

const off = new ContainerModule(({ bind }) => {
  bind(tokens.memory).toResolvedValue(
    async ({ mongo, dataDir }) => {
      const { makeRowsLeft } = await import('./adapters/mem0/opening.js');
      return { ...memoryOff, ...makeRowsLeft(mongo ?? { dataDir }) };
    },
    [tokens.config],
  );
});

const edge = new ContainerModule(({ bind }) => {
  bind(tokens.sessions).toResolvedValue(
    ({ tokensFile }, pageTokens, clock, log) => makeSessions(tokensFile, pageTokens, clock, warningOf(log)),
    [tokens.config, tokens.pageTokens, tokens.clock, tokens.log],
  );
  bind(tokens.calls).toResolvedValue((log, { identify }) => makeCalls(log, identify), [tokens.log, tokens.sessions]);
  bind(tokens.certificates).toResolvedValue(
    ({ tls }, log) => tls && followCertificates(tls, log),
    [tokens.config, tokens.log],
  );
  bind(tokens.pageTokens).toResolvedValue(async (store) => makeTokens(await store.secret()), [tokens.store]);
  bind(tokens.about).toResolvedValue(
    (store, memory, agent, conditions) => ({
      version,
      store: store.kind,
      memory: memory.name,
      model: agent.model,
      limits: { ...limits, ...webLimits },
      conditions: conditions.list,
    }),
    [tokens.store, tokens.memory, tokens.agent, tokens.conditions],
  );
  bind(tokens.insight).toResolvedValue(makeInsightService, [
    tokens.searching,
    tokens.reindexing,
    tokens.metrics,
    tokens.funnels,
    tokens.counted,
    tokens.pageTokens,
  ]);
  bind(tokens.services).toResolvedValue(
    (
      chat,
      reading,
      conversations,
      handoffs,
      summaries,
      archiving,
      archiveMany,
      watch,
      verify,
      erasing,
      exporting,
      importing,
      memory,
      store,
      clock,
      about,
      settings,
      pageTokens,
      insight,
    ) => [
      serve(ChatServiceService, makeChatService(chat, reading, pageTokens)),
      serve(
        ConversationServiceService,
        makeConversationService(conversations, handoffs, summaries, archiving, watch, pageTokens),
      ),
      serve(
        DataServiceService,
        makeDataService(verify, archiveMany, erasing, about, settings, makeTransfer(exporting, importing, pageTokens)),
      ),
      serve(InsightServiceService, insight),
      serve(MemoryServiceService, makeMemoryService(makeGatedMemory(memory, store), clock, pageTokens)),
    ],
    [
      tokens.chat,
      tokens.reading,
      tokens.conversations,
      tokens.handoffs,
      tokens.summaries,
      tokens.archiving,
      tokens.archiveMany,
      tokens.watch,
      tokens.verify,
      tokens.erasing,
      tokens.export,
      tokens.import,
      tokens.memory,
      tokens.store,
      tokens.clock,
      tokens.about,
      tokens.settings,
      tokens.pageTokens,
      tokens.insight,
    ],
  );
  bind(tokens.server).toResolvedValue(makeServer, [tokens.services, tokens.calls]);
});

const web = new ContainerModule(({ bind }) => {
  bind(tokens.web).toResolvedValue(
    async (config, services, calls, sessions, certificates, log) => {
      const { webAddress: address = '', webHosts: hosts, heartbeatMs } = config;
      const { loadAssets } = await import('./web/assets.js');
      const { makeWebServer } = await import('./web/server.js');
      const options = { address, hosts, certificates, heartbeatMs };
      return makeWebServer(services, calls, sessions, await loadAssets(), log, options);
    },
    [tokens.config, tokens.services, tokens.calls, tokens.sessions, tokens.certificates, tokens.log],
  );
});

/** Everything, wired; nothing is made before it is asked for. Resources are closed by whoever asked, in its own order. */
export function compose(config: Config): Container {
  const container = new Container({ defaultScope: 'Singleton' });
  container.bind(tokens.config).toConstantValue(config);
  container.load(core, edge, web, config.mongo ? mongo : embedded, config.memory === 'off' ? off : mem0);
  return container;
}
