import { AIMessage, type BaseMessage, HumanMessage, ToolMessage } from '@langchain/core/messages';
import type { Message, Role } from '../../domain/message.js';
import { clip } from './tokens.js';

/** A role as models see it: those of messages, and the results of tools. */
export type ModelRole = Lowercase<Role> | 'tool';

/** Of a use that never got a result: a call without one is refused by every provider. */
const noResult = 'cancelled';

/**
 * A message as a model reads it, in the order of what happened: the tools that a reply used with their results, then its
 * text, when there is more to it than white space: providers refuse that. Texts are as they are; `forProvider` marks those
 * that neither the user nor the agent wrote.
 */
export function toModel(message: Message, text = message.text): BaseMessage[] {
  switch (message.role) {
    case 'USER':
      return [new HumanMessage(text)];
    case 'HUMAN':
      return [new HumanMessage({ content: text, response_metadata: { role: 'human', author: message.authorId } })];
    case 'SYSTEM':
      return [new HumanMessage({ content: text, response_metadata: { role: 'system' } })];
    case 'AGENT': {
      const uses = message.toolUses;
      const out: BaseMessage[] = [];
      if (uses.length > 0) {
        out.push(
          new AIMessage({
            content: '',
            tool_calls: uses.map((use) => ({ id: use.id, name: use.name, args: { ...use.arguments } })),
          }),
          ...uses.map((use) => toolResult(use.id, use.name, use.result || noResult, use.failed || use.result === '')),
        );
      }
      if (text.trim() !== '') out.push(new AIMessage(text));
      return out;
    }
  }
}

/** What a tool answered, for the model that called it. */
export function toolResult(id: string, name: string, result: string, failed: boolean): ToolMessage {
  return new ToolMessage({ content: result, tool_call_id: id, name, status: failed ? 'error' : 'success' });
}

/** The text of a message. The getter of LangChain takes 3 us for it, as long as all the rest of a delta. */
export function textOf(message: BaseMessage): string {
  return typeof message.content === 'string' ? message.content : message.text;
}

/** Who a message that `toModel` made is from. */
export function roleOf(message: BaseMessage): ModelRole {
  switch (message.getType()) {
    case 'ai':
      return 'agent';
    case 'tool':
      return 'tool';
    case 'system':
      return 'system';
    default: {
      const role: unknown = message.response_metadata['role'];
      return role === 'human' || role === 'system' ? role : 'user';
    }
  }
}

const mostOfArguments = 200;
const mostOfResult = 500;

/**
 * Messages for providers, that know users, assistants, tools, and one system prompt: a person's words and system notes
 * come as the user's, in a tag that the system prompt explains and that a user's own text cannot have. So does, in short,
 * what tools found in earlier turns: their calls mean nothing to a provider that did not make them, or want with them
 * what nobody has kept.
 */
export function forProvider(messages: readonly BaseMessage[]): BaseMessage[] {
  const asked = messages.findLastIndex((message) => message.getType() === 'human');
  const out: BaseMessage[] = [];
  let uses: NonNullable<AIMessage['tool_calls']> = [];
  const hear = (text: string): void => {
    const last = out.at(-1);
    // Not every model takes two messages of a user one after the other.
    if (last?.getType() === 'human') out[out.length - 1] = new HumanMessage(`${textOf(last)}\n${text}`);
    else out.push(new HumanMessage(text));
  };
  for (const message of messages.slice(0, asked + 1)) {
    if (message instanceof AIMessage && message.tool_calls?.length) uses = message.tool_calls;
    else if (message instanceof ToolMessage) {
      hear(noteOf(message, uses.find(({ id }) => id === message.tool_call_id)?.args));
    } else if (message.getType() === 'human') hear(marked(message));
    else out.push(message);
  }
  return [...out, ...messages.slice(asked + 1)];
}

function noteOf({ name = '', content, status }: ToolMessage, args: object = {}): string {
  const said = `${name} ${clip(JSON.stringify(args), mostOfArguments)}${status === 'error' ? ' failed' : ''}`;
  return `<note>You used ${unmarked(`${said}: ${clip(String(content), mostOfResult)}`)}</note>`;
}

function marked(message: BaseMessage): string {
  const text = unmarked(textOf(message));
  switch (roleOf(message)) {
    case 'human': {
      const author = String(message.response_metadata['author'] ?? '').replace(/[^\p{L}\p{N} ._@-]/gu, '');
      return `<colleague name="${author}">${text}</colleague>`;
    }
    case 'system':
      return `<note>${text}</note>`;
    default:
      return text;
  }
}

function unmarked(text: string): string {
  return text.replace(/<(\/?)(colleague|note)\b/gi, '‹$1$2');
}
