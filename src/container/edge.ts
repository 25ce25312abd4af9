import { ContainerModule } from 'inversify';
import { makeCalls } from '../api/calls.js';
import { makeChatService } from '../api/chat-service.js';
import { makeConversationService } from '../api/conversation-service.js';
import { makeDataService } from '../api/data-service.js';
import { makeInsightService } from '../api/insight-service.js';
import { makeMemoryService } from '../api/memory-service.js';
import { serve } from '../api/methods.js';
import { makeSessions } from '../api/sessions.js';
import { makeTokens } from '../api/tokens.js';
import { makeTransfer } from '../api/transfer-service.js';
import { makeGatedMemory } from '../application/erasure-gate.js';
import { ChatServiceService } from '../gen/colloquy/v1/chat_service.js';
import { ConversationServiceService } from '../gen/colloquy/v1/conversation_service.js';
import { DataServiceService } from '../gen/colloquy/v1/data_service.js';
import { InsightServiceService } from '../gen/colloquy/v1/insight_service.js';
import { MemoryServiceService } from '../gen/colloquy/v1/memory_service.js';
import { limits, makeServer } from '../grpc/server.js';
import { version } from '../version.js';
import { webLimits } from '../web/limits.js';
import { tokens } from './tokens.js';

/** What callers meet. */
export const edge = new ContainerModule(({ bind }) => {
  bind(tokens.sessions).toResolvedValue(
    ({ tokensFile }, pageTokens, clock) => makeSessions(tokensFile, pageTokens, clock),
    [tokens.config, tokens.pageTokens, tokens.clock],
  );
  bind(tokens.calls).toResolvedValue((log, { identify }) => makeCalls(log, identify), [tokens.log, tokens.sessions]);
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
  bind(tokens.web).toResolvedValue(
    async (config, services, calls, sessions, log) => {
      const { webAddress: address = '', webHosts: hosts, tls, heartbeatMs } = config;
      const { loadAssets } = await import('../web/assets.js');
      const { makeWebServer } = await import('../web/server.js');
      return makeWebServer(services, calls, sessions, await loadAssets(), log, { address, hosts, tls, heartbeatMs });
    },
    [tokens.config, tokens.services, tokens.calls, tokens.sessions, tokens.log],
  );
});
