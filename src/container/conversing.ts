import { fileURLToPath } from 'node:url';
import { ContainerModule } from 'inversify';
import { loadPlaybook } from '../adapters/playbook.js';
import { systemClock, systemIds } from '../adapters/system.js';
import { makeAttendance } from '../application/attendance.js';
import { makeChat } from '../application/chat.js';
import { makeCommits } from '../application/commits.js';
import { makeConditions } from '../application/conditions.js';
import { makeConversations } from '../application/conversations.js';
import { makeHandoffs } from '../application/handoffs.js';
import { makeLearning } from '../application/learning.js';
import { makeLeaving } from '../application/leaving.js';
import { makeReading } from '../application/reading.js';
import { makeSummaries } from '../application/summaries.js';
import { makeTurns } from '../application/turns.js';
import { makeWatch } from '../application/watch.js';
import { makeExclusive } from '../domain/exclusive.js';
import { scoringOf } from '../domain/playbook.js';
import { makeLog } from '../log.js';
import { tokens } from './tokens.js';

const shippedPlaybook = fileURLToPath(new URL('../../playbooks/example.yaml', import.meta.url));

/** What holds conversations. */
export const conversing = new ContainerModule(({ bind }) => {
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
  bind(tokens.conditions).toResolvedValue(makeConditions, []);
  bind(tokens.leaving).toResolvedValue(makeLeaving, []);
  bind(tokens.agent).toResolvedValue(
    async (config, playbook, memory, log) => {
      const { makeAgent } = await import('../adapters/langgraph/agent.js');
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
  bind(tokens.exclusive).toResolvedValue(makeExclusive, []);
  bind(tokens.commits).toResolvedValue(
    (store, ids, exclusive, config) => makeCommits(store, ids, exclusive, config.memory !== 'off'),
    [tokens.store, tokens.ids, tokens.exclusive, tokens.config],
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
});
