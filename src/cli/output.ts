/**
 * What becomes of a command that cannot write. Whoever reads its output may have had enough, which ends it without a word;
 * anything else, such as a full disk, is told. Notes on standard error are no reason to end what goes on.
 */
export function heedOutput({ stdout, stderr }: NodeJS.Process): void {
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    stderr.write(`colloquy: standard output: ${error.message}\n`);
    process.exit(1);
  });
  stderr.on('error', () => undefined);
}
