import { BaseChatModel, type BaseChatModelCallOptions } from '@langchain/core/language_models/chat_models';
import { AIMessageChunk, type BaseMessage } from '@langchain/core/messages';
import { ChatGenerationChunk, type ChatResult } from '@langchain/core/outputs';
import type { Role } from '../../domain/message.js';
import type { AgentInput } from '../../domain/ports.js';
import type { OfflineAgent, OfflineTurn } from '../offline/agent.js';
import { type Model, piecesOf } from './model.js';
import { makeBreather } from './signals.js';
import { roleOf, textOf } from './transcript.js';

interface OfflineCallOptions extends BaseChatModelCallOptions {
  readonly turn?: AgentInput;
  readonly memories?: readonly string[];
}

/** A chat model without a model: streams the rule-driven agent's answer word by word. */
class OfflineModel extends BaseChatModel<OfflineCallOptions> {
  readonly #agent: OfflineAgent;

  constructor(agent: OfflineAgent) {
    super({});
    this.#agent = agent;
  }

  _llmType(): string {
    return 'offline';
  }

  async _generate(messages: BaseMessage[], { turn, memories }: this['ParsedCallOptions']): Promise<ChatResult> {
    const text = this.#agent.respond(offlineTurn(messages, turn, memories));
    return { generations: [{ text, message: new AIMessageChunk(text) }] };
  }

  override async *_streamResponseChunks(
    messages: BaseMessage[],
    { turn, memories, signal }: this['ParsedCallOptions'],
  ): AsyncGenerator<ChatGenerationChunk> {
    const breathe = makeBreather();
    const reply = this.#agent.respond(offlineTurn(messages, turn, memories));
    for (const word of reply.match(/\s*\S+|\s+$/g) ?? []) {
      const rest = breathe();
      if (rest) await rest;
      signal?.throwIfAborted();
      yield new ChatGenerationChunk({ text: word, message: new AIMessageChunk(word) });
    }
  }
}

/** The rule-driven agent as the graph drives it. */
export function makeOfflineModel(agent: OfflineAgent): Model {
  const chat = new OfflineModel(agent);
  return {
    name: 'offline',
    stream: ({ messages, signal, turn, memories }) => piecesOf(chat, messages, { signal, turn, memories }),
    assesses: () => true,
    assess: async ({ turn, window }) => ({ assessment: agent.assess(offlineTurn(window, turn)) }),
    tools: (tools) => tools,
  };
}

/** What was said, without the system prompt and the use of tools. */
function offlineTurn(
  messages: readonly BaseMessage[],
  turn: AgentInput | undefined,
  memories: readonly string[] = [],
): OfflineTurn {
  const said = messages.flatMap((message) => {
    const role = roleOf(message);
    const text = textOf(message);
    if (role === 'tool' || message.getType() === 'system' || text === '') return [];
    return [{ role: role.toUpperCase() as Role, text }];
  });
  return {
    stage: turn?.conversation.stage ?? 'LEAD',
    criteria: turn?.conversation.qualification.criteria ?? [],
    messages: said,
    memories,
  };
}
