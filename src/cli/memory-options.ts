import { type Command, InvalidArgumentError } from 'commander';
import type { MemoryAsk, MemoryOptions } from './memory.js';

const moreHelp = `
Each memory is a line with the fields id, time, score (of a search), where it was learned
(conversation#seq), text, apart by tabs; --json writes a line of protobuf's JSON for each.`;

/** Adds the commands of `memory`; `reach` adds the options that say where a server is, `act` resolves with the exit code. */
export function addMemory(
  parent: Command,
  reach: (command: Command) => Command,
  act: (ask: MemoryAsk, options: MemoryOptions) => Promise<void>,
): void {
  parent.description('what is remembered of a user');
  const command = (name: string, description: string) =>
    reach(parent.command(name))
      .description(description)
      .requiredOption('-u, --user <id>', 'whose memories')
      .option('--json', "a line of protobuf's JSON for each")
      .addHelpText('after', moreHelp);
  command('list', 'all of them, newest first').action((options: MemoryOptions) => act({ kind: 'list' }, options));
  command('search', 'those that answer a question, best first')
    .argument('<question...>', 'in words')
    .option('-l, --limit <number>', 'at most so many, up to 100', limit, 10)
    .action((words: string[], options: MemoryOptions & { readonly limit: number }) =>
      act({ kind: 'search', query: words.join(' '), limit: options.limit }, options),
    );
  command('add', 'remember a text, as it is')
    .argument('<text...>', 'what is to be remembered')
    .action((words: string[], options: MemoryOptions) => act({ kind: 'add', text: words.join(' ') }, options));
  command('delete', 'forget one')
    .argument('<id>', 'of the memory, as `list` shows it')
    .action((id: string, options: MemoryOptions) => act({ kind: 'delete', id }, options));
}

function limit(value: string): number {
  if (!/^[1-9][0-9]{0,2}$/.test(value)) throw new InvalidArgumentError('Expected a number from 1 to 100.');
  return Number(value);
}
