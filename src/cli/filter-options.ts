import { type Command, InvalidArgumentError } from 'commander';
import { ConversationFilter } from '../gen/colloquy/v1/conversation_service.js';
import { ConversationStatus, OwnerKind, Stage } from '../gen/colloquy/v1/resources.js';

/** Which conversations a command is about; all that it says must hold. */
export interface FilterOptions {
  readonly user?: string;
  readonly channel?: readonly string[];
  readonly stage?: readonly Stage[];
  readonly status?: readonly ConversationStatus[];
  readonly owner?: readonly OwnerKind[];
}

/** Adds the options of a filter; `of` begins what each says of itself. */
export function addFilter(command: Command, of = ''): Command {
  return command
    .option('-u, --user <id>', `${of}only those of this user`)
    .option('-c, --channel <names>', `${of}only on these channels`, listed)
    .option('--stage <stages>', `${of}only in these stages`, oneOf('STAGE_', Stage))
    .option('--status <statuses>', `${of}active, closed or archived`, oneOf('CONVERSATION_STATUS_', ConversationStatus))
    .option(
      '--owner <kinds>',
      `${of}only those that an agent, a queue or a human has`,
      oneOf('OWNER_KIND_', OwnerKind),
    );
}

export function filterOf(options: FilterOptions): ConversationFilter {
  const { user = '', channel = [], status = [], stage = [], owner = [] } = options;
  return ConversationFilter.fromPartial({
    userId: user,
    channels: [...channel],
    statuses: [...status],
    stages: [...stage],
    owners: [...owner],
  });
}

function listed(value: string, before: readonly string[] = []): string[] {
  return [...before, ...value.split(',').map((name) => name.trim())];
}

/** Reads names of an enum, in any case and without what they all begin with. */
function oneOf<T extends string>(prefix: string, values: Readonly<Record<string, T>>) {
  const known = Object.values(values).filter((value) => value.startsWith(prefix) && !value.endsWith('_UNSPECIFIED'));
  return (value: string, before: readonly T[] = []): T[] => {
    const names = listed(value).map((name) => `${prefix}${name.toUpperCase()}`);
    const read = names.flatMap((name) => known.filter((one) => one === name));
    if (read.length < names.length) {
      const expected = known.map((one) => one.slice(prefix.length).toLowerCase());
      throw new InvalidArgumentError(`Expected of ${expected.join(', ')}.`);
    }
    return [...before, ...read];
  };
}
