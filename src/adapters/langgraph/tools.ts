import { z } from 'zod';
import type { JsonObject } from '../../domain/json.js';
import type { Playbook } from '../../domain/playbook.js';
import type { AgentInput } from '../../domain/ports.js';
import type { Criterion } from '../../domain/qualification.js';
import { makeLookup } from './lookup.js';

/** A tool in the format that all providers' adapters read. */
export interface ToolDefinition {
  readonly type: 'function';
  readonly function: {
    readonly name: string;
    readonly description: string;
    readonly parameters: Record<string, unknown>;
  };
}

/** What a tool found besides its result. */
export interface ToolOutcome {
  /** Never empty. */
  readonly result: string;
  readonly noted?: Omit<Criterion, 'evidenceSeqs'>;
  /** Why a person is asked for. */
  readonly handoff?: string;
}

export interface Tool {
  readonly definition: ToolDefinition;
  /** Throws when the arguments are wrong or the tool fails; the message is for the model. */
  run(args: JsonObject, turn: AgentInput, signal: AbortSignal): ToolOutcome | Promise<ToolOutcome>;
}

export type Tools = ReadonlyMap<string, Tool>;

/** Arguments are wrong, or the tool cannot do what it is asked: the model is told why. */
export class ToolError extends Error {
  override readonly name = 'ToolError';
}

/** The tools that a playbook's agent has. */
export function makeTools(playbook: Playbook): Tools {
  const lookup = makeLookup(playbook);
  const names = playbook.criteria.map(({ name }) => name);
  const tools = [
    tool(
      'lookup',
      `Looks up what is known of ${playbook.product.name}: facts, prices, answers to frequent questions.`,
      z.object({ q: z.string().min(1).max(1000).describe('what to look up, in a few words') }),
      ({ q }) => ({ result: lookup(q) }),
    ),
    tool(
      'request_human',
      'Hands the conversation to a person. Call it when the user asks for a person, or when only a person can help.',
      z.object({ reason: z.string().max(1000).describe('why, in one sentence') }),
      ({ reason }) => ({ result: 'A person will take over.', handoff: reason }),
    ),
    tool(
      'note_criterion',
      'Notes what the user said about a qualification criterion.',
      z.object({
        name: z.string().describe(`one of: ${names.join(', ')}`),
        status: z.enum(['MET', 'UNMET', 'UNKNOWN']),
        value: z.string().max(1000).describe('what the user said, in a few words'),
      }),
      ({ name, status, value }) => {
        if (!names.includes(name)) throw new ToolError(`no criterion ${name}; there are: ${names.join(', ')}`);
        return { result: 'Noted.', noted: { name, status, value, confidence: 0.9 } };
      },
    ),
  ];
  return new Map(tools.map((each) => [each.definition.function.name, each]));
}

function tool<S extends z.ZodType>(
  name: string,
  description: string,
  schema: S,
  run: (args: z.output<S>) => ToolOutcome,
): Tool {
  const { $schema: _, ...parameters } = z.toJSONSchema(schema);
  return {
    definition: { type: 'function', function: { name, description, parameters } },
    run(args) {
      const parsed = schema.safeParse(args);
      if (!parsed.success) throw new ToolError(`invalid arguments: ${z.prettifyError(parsed.error)}`);
      return run(parsed.data);
    },
  };
}
